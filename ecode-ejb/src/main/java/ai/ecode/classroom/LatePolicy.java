package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What being late costs: so many percent of the score for every hour or day that has begun after the due date and the grace
/// period. With 0 percent it costs nothing, and what is never taken is said by the date on which the assignment closes.
///
/// @param graceMinutes how long after the due date nothing is taken off; once it is over, the time from the due date counts
public record LatePolicy(int percent, Unit unit, int graceMinutes) {

    public static final LatePolicy FREE = new LatePolicy(0, Unit.DAY, 0);

    private static final int LONGEST_GRACE = 7 * 24 * 60;

    /// For how much time the percent are taken off.
    public enum Unit {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }
    }

    public LatePolicy {
        if (percent < 0 || percent > 100) {
            throw new ECodeException(
                            MALFORMED_REQUEST, "What is taken off is between 0 and 100 percent.")
                    .with("field", "late.percent");
        }
        if (graceMinutes < 0 || graceMinutes > LONGEST_GRACE) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The grace period is between 0 and %d minutes."
                                    .formatted(LONGEST_GRACE))
                    .with("field", "late.graceMinutes");
        }
    }

    /// Percent taken off what is received at that time.
    ///
    /// @param due null for no date: nothing is late then
    public int off(@Nullable Instant due, Instant received) {
        if (due == null || !received.isAfter(due.plus(Duration.ofMinutes(graceMinutes)))) {
            return 0;
        }
        long late = Duration.between(due, received).toMillis();
        long begun = Math.ceilDiv(late, unit.length.toMillis());
        return (int) Math.min(100, begun * percent);
    }
}
