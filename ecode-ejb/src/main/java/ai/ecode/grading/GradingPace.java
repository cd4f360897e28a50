package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How long testing a submission takes, for telling those who wait how long they will.
///
/// While many submit, which is when people wait, the same processors take their submissions in, and each is tested more slowly than
/// when that is over. How long it goes on nobody knows: half of what is waited for is reckoned with the pace of now, half with that of
/// quiet times.
///
/// @param now seconds that one of the last took in the mean, whatever the assignment; empty before there was one
/// @param quiet the same by assignment, of those that were tested at once, since nobody waited
record GradingPace(Optional<Double> now, Map<AssignmentId, Double> quiet) {

    GradingPace {
        quiet = Map.copyOf(quiet);
    }

    /// Until a submission will have been tested.
    ///
    /// @param ahead how many are tested before it
    /// @param workers how many are tested at once
    Optional<Duration> estimate(AssignmentId assignment, long ahead, int workers) {
        return now.map(seconds ->
                Duration.ofMillis(
                        Math.round(
                                1_000
                                        * (seconds + quiet.getOrDefault(assignment, seconds))
                                        / 2
                                        * Math.ceilDiv(ahead + 1, Math.max(1, workers)))));
    }
}
