package ai.ecode.collaboration.editing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BeatTest {

    private long now = 1_000_000_000L;
    private final Pace pace = new Pace(() -> now);
    private final List<Runnable> tasks = new ArrayList<>();

    @Test
    void aServerWithLittleToDoWakesAtOnce() {
        var rung = new AtomicBoolean();
        new Beat(pace, tasks::add).ring(() -> rung.set(true));
        assertEquals(true, rung.get());
        assertEquals(List.of(), tasks);
    }

    @Test
    void aBusyOneWakesAllByOneThread() throws Exception {
        makeBusy();
        var rung = new AtomicInteger();
        var all = new CountDownLatch(3);
        var beat = new Beat(pace, tasks::add);
        for (int i = 0; i < 3; i++) {
            beat.ring(() -> {
                rung.incrementAndGet();
                all.countDown();
            });
        }
        assertEquals(1, tasks.size());
        assertEquals(0, rung.get());
        Thread.startVirtualThread(tasks.getFirst()).join();
        all.await();
        assertEquals(3, rung.get());
    }

    @Test
    void whoComesWhenNobodyCountsAnyMoreIsWokenToo() throws Exception {
        makeBusy();
        var beat = new Beat(pace, tasks::add);
        for (int turn = 1; turn <= 2; turn++) {
            var rung = new AtomicBoolean();
            beat.ring(() -> rung.set(true));
            assertEquals(turn, tasks.size());
            assertFalse(rung.get());
            Thread.startVirtualThread(tasks.getLast()).join();
            assertEquals(true, rung.get());
        }
    }

    @Test
    void nobodyIsLeftAsleepWhileTheServerStops() throws Exception {
        makeBusy();
        var rung = new AtomicInteger();
        var refusing =
                new Beat(
                        pace,
                        _ -> {
                            throw new RejectedExecutionException("stopping");
                        });
        refusing.ring(rung::incrementAndGet);
        assertEquals(1, rung.get());
        var interrupted = new Beat(pace, tasks::add);
        interrupted.ring(rung::incrementAndGet);
        Thread counting = Thread.ofVirtual().unstarted(tasks.getFirst());
        counting.interrupt();
        counting.start();
        counting.join();
        assertEquals(2, rung.get());
        interrupted.ring(rung::incrementAndGet);
        assertEquals(2, tasks.size());
    }

    private void makeBusy() {
        pace.delivered(10 * Pace.BUSY, 1);
        now += Duration.ofSeconds(1).toNanos();
        assertEquals(Pace.LONG.toNanos(), pace.round());
    }
}
