package ai.ecode.web.terminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Pace pace = new Pace();

    @Test
    void whoSaysNothingIsSentEverything() throws Exception {
        pace.sent(Integer.MAX_VALUE);
        assertTrue(pace.await(Duration.ZERO));
    }

    @Test
    void noMoreThanTheWindowIsOnItsWay() throws Exception {
        pace.limit(Pace.SMALLEST);
        pace.sent((int) Pace.SMALLEST - 1);
        assertTrue(pace.await(Duration.ZERO));
        pace.sent(1);
        assertFalse(pace.await(Duration.ZERO));
    }

    @Test
    void whatWasDrawnMakesRoomForWhoWaits() throws Exception {
        pace.limit(Pace.SMALLEST);
        pace.sent((int) Pace.SMALLEST);
        var waiting = CompletableFuture.supplyAsync(this::waited);
        pace.drawn(1);
        assertTrue(waiting.get());
    }

    @Test
    void whoIsWokenDoesNotWaitOn() throws Exception {
        pace.limit(Pace.SMALLEST);
        pace.sent((int) Pace.SMALLEST);
        pace.wake();
        assertFalse(pace.await(LONG));
    }

    @Test
    void nobodyGainsByHavingDrawnWhatNeverCame() throws Exception {
        pace.limit(Pace.SMALLEST);
        pace.drawn(1_000_000);
        pace.sent((int) Pace.SMALLEST);
        assertFalse(pace.await(Duration.ZERO));
    }

    private boolean waited() {
        try {
            return pace.await(LONG);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
