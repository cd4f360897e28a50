package ai.ecode.gradebook;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.Extension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is judged in a course: an assignment that is published, or an item.
///
/// @param id of either
/// @param points of a perfect score; 0 for what counts nothing
/// @param assignment empty for an item
/// @param releasedAt of an item: empty while students know nothing of it
public record GradeColumn(
        UUID id,
        String title,
        BigDecimal points,
        GradePlan.Category category,
        Optional<Assignment> assignment,
        Optional<Instant> releasedAt) {

    public boolean isItem() {
        return assignment.isEmpty();
    }

    /// When what is not handed in is missing: once it is due and the grace period is over, or where nothing is due when it
    /// closes. Never for an item, nor where there is no date.
    Optional<Instant> deadline(List<Extension> extensions) {
        return assignment
                .map(Assignment::plan)
                .flatMap(plan -> {
                    var dates = Extension.of(plan.dates(), extensions);
                    return Optional.ofNullable(dates.due())
                            .map(due -> due.plus(Duration.ofMinutes(plan.late().graceMinutes())))
                            .or(() -> Optional.ofNullable(dates.closes()));
                });
    }
}
