package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an assignment is there, should be done, and is over. Each may be missing.
///
/// @param opens before it nobody sees what is asked
/// @param due after it a submission is late
/// @param closes after it nothing is taken
public record Dates(@Nullable Instant opens, @Nullable Instant due, @Nullable Instant closes) {

    public Dates {
        after("dueAt", "due", due, opens, "opens");
        after("closesAt", "closed", closes, opens, "opens");
        if (due != null && closes != null && closes.isBefore(due)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "An assignment closes when it is due or later. Nothing was changed.")
                    .with("field", "closesAt");
        }
    }

    private static void after(
            String field,
            String what,
            @Nullable Instant later,
            @Nullable Instant earlier,
            String when) {
        if (later != null && earlier != null && !later.isAfter(earlier)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "An assignment is %s after it %s. Nothing was changed."
                                    .formatted(what, when))
                    .with("field", field);
        }
    }

    boolean hasOpened(Instant now) {
        return opens == null || !now.isBefore(opens);
    }

    boolean isOverdue(Instant now) {
        return due != null && now.isAfter(due);
    }

    boolean hasClosed(Instant now) {
        return closes != null && now.isAfter(closes);
    }

    /// With what an extension says in the place of what it does not leave alone. Who has more time to the due date has it
    /// to the end as well.
    Dates extended(@Nullable Instant newDue, @Nullable Instant newCloses) {
        Instant laterDue = later(due, newDue);
        Instant laterCloses = later(closes, newCloses);
        return new Dates(opens, laterDue, closes == null ? null : later(laterCloses, laterDue));
    }

    /// Nothing is later than no date.
    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one;
        }
        return other.isAfter(one) ? other : one;
    }
}
