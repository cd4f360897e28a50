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

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Dates {
        requireDate("opensAt", opens);
        requireDate("dueAt", due);
        requireDate("closesAt", closes);
        after("dueAt", "due", due, opens, "opens");
        after("closesAt", "closed", closes, opens, "opens");
        if (due != null && closes != null && closes.isBefore(due)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "An assignment closes when it is due or later. Nothing was changed.")
                    .with("field", "closesAt");
        }
    }

    /// @throws ECodeException `MALFORMED_REQUEST` for one that no calendar of a course has
    static void requireDate(String field, @Nullable Instant date) {
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%s is in one of the years 1970 to 9999. Nothing was changed."
                                    .formatted(field))
                    .with("field", field);
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
