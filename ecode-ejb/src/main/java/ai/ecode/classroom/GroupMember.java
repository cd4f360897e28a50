package ai.ecode.classroom;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// Somebody of a [StudentGroup]. In each assignment a student is in one group at most.
@Entity
@Table(name = "student_group_members")
class GroupMember {

    @Id private UUID id;

    @Column(name = "student_group", nullable = false)
    private UUID group;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID enrolment;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected GroupMember() {}

    GroupMember(StudentGroup group, Enrolment whose) {
        this.id = UUID.randomUUID();
        this.group = group.id();
        this.assignment = group.assignment().value();
        this.enrolment = whose.id();
    }

    UUID group() {
        return group;
    }

    UUID enrolment() {
        return enrolment;
    }
}
