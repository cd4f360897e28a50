package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Instant OPENS = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-30T23:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-12-07T23:00:00Z");
    private static final Dates DATES = new Dates(OPENS, DUE, CLOSES);

    private static ErrorCode refused(Standing standing, Instant now) {
        return assertThrows(ECodeException.class, () -> standing.requireOpen(now)).code();
    }

    @Test
    void oneSubmitsFromTheOpeningToTheClose() {
        var standing = new Standing(DATES, 0, null, null);
        assertEquals(CONFLICT, refused(standing, OPENS.minusMillis(1)));
        assertDoesNotThrow(() -> standing.requireOpen(OPENS));
        assertDoesNotThrow(() -> standing.requireOpen(CLOSES));
        assertEquals(CONFLICT, refused(standing, CLOSES.plusMillis(1)));
    }

    @Test
    void oneSubmitsAsOftenAsIsAllowed() {
        assertDoesNotThrow(() -> new Standing(DATES, 2, 3, null).requireOpen(DUE));
        assertEquals(CONFLICT, refused(new Standing(DATES, 3, 3, null), DUE));
    }

    @Test
    void oneWaitsAfterAnAttempt() {
        var standing = new Standing(DATES, 1, null, DUE);
        assertEquals(TOO_MANY_REQUESTS, refused(standing, DUE.minusMillis(1)));
        assertDoesNotThrow(() -> standing.requireOpen(DUE));
    }

    @Test
    void whoHasMoreTimeToTheDueDateHasItToTheEnd() {
        Instant later = CLOSES.plusSeconds(60);
        Dates extended = DATES.extended(later, null);
        assertEquals(later, extended.due());
        assertEquals(later, extended.closes());
    }

    @Test
    void anExtensionTakesNothingAway() {
        assertEquals(DATES, DATES.extended(DUE.minusSeconds(60), OPENS.plusSeconds(60)));
        assertNull(new Dates(null, null, null).extended(DUE, CLOSES).due());
        assertNull(new Dates(null, DUE, null).extended(DUE.plusSeconds(60), CLOSES).closes());
    }

    @Test
    void datesAreInTheirOrder() {
        assertEquals(
                MALFORMED_REQUEST,
                assertThrows(ECodeException.class, () -> new Dates(DUE, OPENS, null)).code());
        assertEquals(
                MALFORMED_REQUEST,
                assertThrows(ECodeException.class, () -> new Dates(null, CLOSES, DUE)).code());
        assertEquals(
                MALFORMED_REQUEST,
                assertThrows(ECodeException.class, () -> new Dates(CLOSES, null, DUE)).code());
    }

    @Test
    void whereNobodyCountsThereIsAnEndAllTheSame() {
        int most = Standing.MOST_ATTEMPTS;
        assertDoesNotThrow(() -> new Standing(DATES, most - 1, null, null).requireOpen(DUE));
        assertEquals(CONFLICT, refused(new Standing(DATES, most, null, null), DUE));
    }
}
