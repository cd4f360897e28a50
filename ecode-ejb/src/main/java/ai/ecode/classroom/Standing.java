package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.shared.ECodeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where somebody stands with an assignment, or their group.
///
/// @param dates with their extension
/// @param used how often they have submitted
/// @param allowed how often they may; null for as often as they like
/// @param nextAt before it they cannot submit again; null for at once
public record Standing(Dates dates, int used, @Nullable Integer allowed, @Nullable Instant nextAt) {

    /// However many a teacher allows: each is kept for good, and is tested.
    static final int MOST_ATTEMPTS = 1_000;

    /// @param last when they submitted last
    static Standing of(
            AssignmentPlan plan, List<Extension> extensions, int used, Optional<Instant> last) {
        Integer allowed =
                plan.attempts() == null
                        ? null
                        : plan.attempts()
                                + extensions.stream()
                                        .mapToInt(Extension::moreAttempts)
                                        .max()
                                        .orElse(0);
        return new Standing(
                Extension.of(plan.dates(), extensions),
                used,
                allowed,
                plan.cooldownSeconds() == 0
                        ? null
                        : last.map(at -> at.plusSeconds(plan.cooldownSeconds())).orElse(null));
    }

    /// @throws ECodeException `CONFLICT` before it opens, after it closed, without an attempt left; `TOO_MANY_REQUESTS` too
    ///     soon after the last one
    void requireOpen(Instant now) {
        if (!dates.hasOpened(now)) {
            throw new ECodeException(CONFLICT, "The assignment has not opened yet.");
        }
        if (dates.hasClosed(now)) {
            throw new ECodeException(
                            CONFLICT,
                            "The assignment is closed: nothing is taken any more. Your files are in your workspace; ask your teacher for more time.")
                    .with("closedAt", String.valueOf(dates.closes()));
        }
        if (allowed != null && used >= allowed) {
            throw new ECodeException(
                            CONFLICT,
                            "You have used all %d attempts. Ask your teacher for another one."
                                    .formatted(allowed))
                    .with("attempts", allowed);
        }
        if (used >= MOST_ATTEMPTS) {
            throw new ECodeException(
                            CONFLICT,
                            "You have submitted %d times, more are not taken from anybody. What you submitted is kept."
                                    .formatted(used))
                    .with("attempts", MOST_ATTEMPTS);
        }
        if (nextAt != null && now.isBefore(nextAt)) {
            long seconds = Math.ceilDiv(Duration.between(now, nextAt).toMillis(), 1000);
            throw new ECodeException(
                            TOO_MANY_REQUESTS,
                            "You can submit again in %d seconds. Nothing was submitted."
                                    .formatted(seconds))
                    .with("retryAfterSeconds", seconds);
        }
    }
}
