package ai.ecode.classroom;

import ai.ecode.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/// Somebody for whom a [Submission] counts. It never changes.
@Entity
@Table(name = "submission_people")
class SubmissionPerson {

    @Id private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "submission", nullable = false)
    @SuppressWarnings("UnusedVariable") // by queries
    private Submission submission;

    @Column(nullable = false)
    private UUID person;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected SubmissionPerson() {}

    SubmissionPerson(Submission submission, UserId person) {
        this.id = UUID.randomUUID();
        this.submission = submission;
        this.person = person.value();
    }

    UserId person() {
        return new UserId(person);
    }
}
