package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendersTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatDoesNotBlockIsDoneByOneThreadInOrder() throws Exception {
        var senders = new Senders(threads, Duration.ofHours(1));
        List<Integer> done = new CopyOnWriteArrayList<>();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        var all = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            senders.submit(() -> {
                workers.add(Thread.currentThread());
                done.add(number);
                all.countDown();
            });
        }
        all.await();
        assertEquals(IntStream.range(0, 1_000).boxed().toList(), done);
        assertEquals(1, workers.size());
    }

    @Test
    void whoeverIsStuckInPeersThatDoNotReadKeepsNobodyElseWaiting() throws Exception {
        var senders = new Senders(threads, Duration.ofMillis(1));
        var reads = new CountDownLatch(1);
        var stuck = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            senders.submit(() -> {
                stuck.countDown();
                awaitQuietly(reads);
            });
        }
        stuck.await();
        var sent = new CountDownLatch(1);
        senders.submit(sent::countDown);
        sent.await();
        reads.countDown();
        var later = new CountDownLatch(1);
        senders.submit(later::countDown);
        later.await();
    }

    @Test
    void aThreadThatFailsIsReplaced() throws Exception {
        var senders = new Senders(task -> threads.execute(() -> quietly(task)));
        senders.submit(() -> {
            throw new IllegalStateException("as it should");
        });
        var next = new CountDownLatch(1);
        senders.submit(next::countDown);
        assertTrue(next.await(50, TimeUnit.SECONDS));
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (IllegalStateException expected) {
            assertEquals("as it should", expected.getMessage());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
