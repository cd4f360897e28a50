package ai.ecode.classroom;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Days of 24 hours by which a student may move due dates of a course, as they need them: being late spends what lessens the cost
/// of it, and no more. A day that was spent on an assignment moves its due date for the attempts that follow too. When it closes
/// stays.
///
/// @param left how many may still be spent in the course
/// @param spent how many were on this assignment
public record LateDays(int left, int spent) {

    /// That a course can give.
    static final int MOST = 365;

    /// Of somebody in a course.
    ///
    /// @param given by the course
    /// @param spentInAll on all assignments of the course, with this one
    static LateDays of(int given, int spentInAll, int spent) {
        return new LateDays(Math.max(0, given - spentInAll), spent);
    }

    /// Of people who work together: all spend the same, so they have what the one has who has the fewest.
    ///
    /// @param each not empty
    static LateDays together(Collection<LateDays> each) {
        int spent = each.stream().mapToInt(LateDays::spent).max().orElseThrow();
        int most = each.stream().mapToInt(one -> one.spent + one.left).min().orElseThrow();
        return new LateDays(Math.max(0, most - spent), spent);
    }

    /// How many will have been spent on this assignment with what is received at that time: the fewest with which as little as
    /// possible is taken off.
    ///
    /// @param due without them; null for no date
    int needed(LatePolicy late, @Nullable Instant due, Instant received) {
        int best = spent;
        int leastOff = late.off(moved(due, spent), received);
        for (int days = spent + 1; days <= spent + left && leastOff > 0; days++) {
            int off = late.off(moved(due, days), received);
            if (off < leastOff) {
                best = days;
                leastOff = off;
            }
        }
        return best;
    }

    /// @param days that were spent
    static @Nullable Instant moved(@Nullable Instant due, int days) {
        return due == null ? null : due.plus(Duration.ofDays(days));
    }
}
