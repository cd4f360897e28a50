package ai.ecode.marking;

import ai.ecode.classroom.AssignmentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/// The row of the [Rubric] of an assignment.
@Entity
@Table(name = "rubrics")
public class RubricSheet {

    @Id private UUID assignment;

    @Column(nullable = false)
    private String criteria;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected RubricSheet() {}

    RubricSheet(AssignmentId assignment, Rubric rubric) {
        this.assignment = assignment.value();
        this.criteria = rubric.json();
    }

    void change(Rubric rubric) {
        criteria = rubric.json();
    }

    /// Another after each change.
    long version() {
        return version;
    }

    Rubric rubric() {
        return Rubric.read(criteria);
    }
}
