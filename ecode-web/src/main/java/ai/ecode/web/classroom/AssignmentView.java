package ai.ecode.web.classroom;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.LatePolicy;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An assignment as the caller may see it.
@Schema(name = "Assignment")
public record AssignmentView(
        UUID id,
        UUID course,
        @Schema(examples = "Sum of two numbers") String title,
        @Schema(description = "Markdown; absent for students before it opens")
                @Nullable String statement,
        @Schema(description = "What a perfect submission is worth", examples = "10") int points,
        @Schema(description = "Before it students do not see what is asked")
                @Nullable Instant opensAt,
        @Schema(description = "After it a submission is late") @Nullable Instant dueAt,
        @Schema(description = "After it nothing is taken") @Nullable Instant closesAt,
        Late late,
        @Schema(description = "How often one may submit; absent for as often as one likes")
                @Nullable Integer attempts,
        @Schema(description = "How long one waits after each attempt", examples = "60")
                int cooldownSeconds,
        @Schema(
                        description = "Which of somebody's scores counts",
                        enumeration = {"best", "last", "mean"})
                String counting,
        @Schema(
                        description =
                                "What students see until the scores are released: what tests say, of that the public tests alone, or that it was tested",
                        enumeration = {"at-once", "public-tests", "held"})
                String release,
        Instant createdAt,
        @Schema(description = "Absent for a draft") @Nullable Instant publishedAt,
        @Schema(description = "Another after each change", examples = "3") long version) {

    /// What being late costs.
    @Schema(name = "LatePolicy")
    public record Late(
            @Schema(
                            description =
                                    "Taken off for every hour or day that has begun since the due date",
                            examples = "10")
                    int percent,
            @Schema(enumeration = {"hour", "day"}) String unit,
            @Schema(
                            description = "How long after the due date nothing is taken off",
                            examples = "15")
                    int graceMinutes) {

        static Late of(LatePolicy policy) {
            return new Late(policy.percent(), wire(policy.unit()), policy.graceMinutes());
        }
    }

    static AssignmentView of(Assignments.Given given) {
        Assignment assignment = given.assignment();
        AssignmentPlan plan = assignment.plan();
        return new AssignmentView(
                assignment.id().value(),
                assignment.course().value(),
                plan.title(),
                given.opened() ? plan.statement() : null,
                plan.points(),
                plan.dates().opens(),
                plan.dates().due(),
                plan.dates().closes(),
                Late.of(plan.late()),
                plan.attempts(),
                plan.cooldownSeconds(),
                wire(plan.counting()),
                wire(plan.release()),
                assignment.createdAt(),
                assignment.publishedAt().orElse(null),
                assignment.version());
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
