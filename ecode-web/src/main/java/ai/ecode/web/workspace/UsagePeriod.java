package ai.ecode.web.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// From one day to another, both included.
record UsagePeriod(LocalDate from, LocalDate to) {

    static final String HOW =
            "Days in UTC, from `from` to `to`, both included; without them the last 30. Days without use are left out.";

    private static final int USUAL_DAYS = 30;

    /// @throws ECodeException `MALFORMED_REQUEST`
    static UsagePeriod of(@Nullable String from, @Nullable String to, Instant now) {
        LocalDate last = to == null ? LocalDate.ofInstant(now, ZoneOffset.UTC) : day(to);
        return new UsagePeriod(from == null ? last.minusDays(USUAL_DAYS - 1L) : day(from), last);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException none) {
            throw new ECodeException(MALFORMED_REQUEST, "A day is written as 2026-11-21.", none);
        }
    }
}
