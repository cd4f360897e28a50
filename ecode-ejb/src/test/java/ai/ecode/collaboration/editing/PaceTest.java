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
        assertEquals(Pace.LONG.toNanos(), pace.round());
        deliverForASecond(0);
        assertEquals(Pace.SHORTEST.toNanos(), pace.round());
    }

    @Test
    void whereLittleComesToEachDocumentItGathersLonger() {
        for (int second = 0; second < 5; second++) {
            for (int frame = 0; frame < 2_000; frame++) {
                pace.delivered(1, 3);
            }
            now += Duration.ofSeconds(1).toNanos();
            pace.round();
        }
        assertEquals(Pace.LONGEST.toNanos(), pace.round());
        // Twice as much as in the longest round: half of that is enough.
        for (int frame = 0; frame < 2_000; frame++) {
            pace.delivered(2 * Pace.ENOUGH, 3);
        }
        now += Duration.ofSeconds(1).toNanos();
        assertEquals(Pace.LONG.toNanos(), pace.round());
    }

    @Test
    void aBusyServersDocumentsPassOnAtTheSameMoments() {
        deliverForASecond(10 * Pace.BUSY);
        long moment = now + pace.toBeat();
        now += Duration.ofMillis(7).toNanos();
        long rest = pace.toBeat();
        assertEquals(0, (now + rest - moment) % Pace.LONG.toNanos());
        assertTrue(rest > 0 && rest <= Pace.LONG.toNanos());
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
        pace.delivered(count, 1);
        now += Duration.ofSeconds(1).toNanos();
        pace.round();
    }
}
