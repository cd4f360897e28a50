package ai.ecode.gradebook;

import ai.ecode.classroom.AssignmentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// To which category of its course an assignment belongs.
@Entity
@Table(name = "gradebook_assignments")
public class AssignmentPlace {

    @Id private UUID assignment;

    @Column(nullable = false)
    private UUID category;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected AssignmentPlace() {}

    AssignmentPlace(AssignmentId assignment, UUID category) {
        this.assignment = assignment.value();
        this.category = category;
    }

    void move(UUID wanted) {
        category = wanted;
    }

    UUID assignment() {
        return assignment;
    }

    UUID category() {
        return category;
    }
}
