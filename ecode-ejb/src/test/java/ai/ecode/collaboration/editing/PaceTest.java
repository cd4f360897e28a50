package ai.ecode.collaboration.editing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now = 1_000_000_000L;
    private final Pace pace = new Pace(() -> now);

    @Test
    void aServerWithLittleToDoPassesOnAtOnce() {
        for (int second = 0; second < 5; second++) {
            deliverForASecond(100);
        }
        assertTrue(pace.round() < 2 * Pace.SHORTEST.toNanos());
        assertTrue(pace.rest(now - Duration.ofSeconds(1).toNanos()) <= 0);
    }

    @Test
    void theMoreItDeliversTheLongerItGathers() {
        deliverForASecond(Pace.BUSY / 2);
        long half = pace.round();
        deliverForASecond(10 * Pace.BUSY);
        assertTrue(half > Pace.SHORTEST.toNanos() && half < pace.round());
        assertEquals(Pace.LONGEST.toNanos(), pace.round());
        deliverForASecond(0);
        assertEquals(Pace.SHORTEST.toNanos(), pace.round());
    }

    @Test
    void aBusyServersDocumentsPassOnAtTheSameMoments() {
        deliverForASecond(10 * Pace.BUSY);
        long moment = now + pace.toBeat();
        now += Duration.ofMillis(7).toNanos();
        long rest = pace.toBeat();
        assertEquals(0, (now + rest - moment) % Pace.LONGEST.toNanos());
        assertTrue(rest > 0 && rest <= Pace.LONGEST.toNanos());
        assertEquals(0, pace.rest(now));
    }

    @Test
    void whatIsDueIsDoneWhenDocumentsAreWokenAnyway() {
        long due = now + 1;
        assertEquals(due, pace.onBeat(due));
        deliverForASecond(10 * Pace.BUSY);
        long beat = now + pace.toBeat();
        assertEquals(beat, pace.onBeat(now + 1));
        assertEquals(beat, pace.onBeat(beat));
        assertEquals(Long.MAX_VALUE, pace.onBeat(Long.MAX_VALUE));
    }

    private void deliverForASecond(int count) {
        pace.delivered(count);
        now += Duration.ofSeconds(1).toNanos();
        pace.round();
    }
}
