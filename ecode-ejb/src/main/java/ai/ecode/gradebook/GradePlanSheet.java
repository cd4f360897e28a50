package ai.ecode.gradebook;

import ai.ecode.classroom.CourseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/// The row of the [GradePlan] of a course.
@Entity
@Table(name = "gradebooks")
public class GradePlanSheet {

    @Id private UUID course;

    @Column(nullable = false)
    private String plan;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected GradePlanSheet() {}

    GradePlanSheet(CourseId course, GradePlan plan) {
        this.course = course.value();
        this.plan = plan.json();
    }

    void change(GradePlan changed) {
        plan = changed.json();
    }

    /// Another after each change.
    long version() {
        return version;
    }

    GradePlan plan() {
        return GradePlan.read(plan);
    }
}
