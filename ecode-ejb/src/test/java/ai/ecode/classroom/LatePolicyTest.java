package ai.ecode.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatePolicyTest {

    private static final Instant DUE = Instant.parse("2026-11-30T23:00:00Z");

    private final LatePolicy tenADay = new LatePolicy(10, LatePolicy.Unit.DAY, 15);

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void whatComesInTimeOrWithinTheGraceLosesNothing() {
        assertEquals(0, tenADay.off(DUE, at("2026-11-30T22:59:59.999Z")));
        assertEquals(0, tenADay.off(DUE, DUE));
        assertEquals(0, tenADay.off(DUE, at("2026-11-30T23:15:00Z")));
    }

    @Test
    void everyDayThatHasBegunCosts() {
        assertEquals(10, tenADay.off(DUE, at("2026-11-30T23:15:00.001Z")));
        assertEquals(10, tenADay.off(DUE, at("2026-12-01T23:00:00Z")));
        assertEquals(20, tenADay.off(DUE, at("2026-12-01T23:00:00.001Z")));
    }

    @Test
    void hoursCostByTheHour() {
        var fiveAnHour = new LatePolicy(5, LatePolicy.Unit.HOUR, 0);
        assertEquals(5, fiveAnHour.off(DUE, DUE.plusMillis(1)));
        assertEquals(15, fiveAnHour.off(DUE, at("2026-12-01T01:30:00Z")));
    }

    @Test
    void noMoreThanEverythingIsTaken() {
        assertEquals(100, tenADay.off(DUE, at("2027-11-30T23:00:00Z")));
    }

    @Test
    void withoutADueDateNothingIsLate() {
        assertEquals(0, tenADay.off(null, at("2030-01-01T00:00:00Z")));
    }

    @Test
    void moreThanEverythingIsNoPolicy() {
        assertThrows(ECodeException.class, () -> new LatePolicy(101, LatePolicy.Unit.DAY, 0));
        assertThrows(ECodeException.class, () -> new LatePolicy(-1, LatePolicy.Unit.DAY, 0));
        assertThrows(ECodeException.class, () -> new LatePolicy(10, LatePolicy.Unit.DAY, -1));
    }
}
