package ai.ecode.files.syncing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FileChanged;
import ai.ecode.files.FilePath;
import ai.ecode.workspace.WorkspaceId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SyncQueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final SyncQueue queue = new SyncQueue();

    @Test
    void nobodyWaitsWhereNothingIsOnItsWay() throws Exception {
        assertTrue(queue.awaitPushed(Duration.ZERO));
        queue.look("");
        assertTrue(queue.awaitPushed(Duration.ZERO));
    }

    @Test
    void whoWaitsGoesOnWhenWhatWasToldIsPushed() throws Exception {
        queue.tell(changed("a"));
        SyncQueue.Work work = queue.take().orElseThrow();
        assertFalse(queue.awaitPushed(Duration.ZERO));
        var waiting = waiting();
        queue.pushed(work);
        assertTrue(waiting.join());
    }

    @Test
    void whatIsToldWhilePushingIsWaitedForToo() throws Exception {
        queue.tell(changed("a"));
        SyncQueue.Work first = queue.take().orElseThrow();
        queue.tell(changed("b"));
        queue.pushed(first);
        assertFalse(queue.awaitPushed(Duration.ZERO));
        queue.pushed(queue.take().orElseThrow());
        assertTrue(queue.awaitPushed(Duration.ZERO));
    }

    @Test
    void theEndOfASandboxEndsTheWait() {
        queue.tell(changed("a"));
        var waiting = waiting();
        queue.end();
        assertTrue(waiting.join());
    }

    private CompletableFuture<Boolean> waiting() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return queue.awaitPushed(LONG);
                    } catch (InterruptedException stop) {
                        throw new AssertionError(stop);
                    }
                },
                Thread::startVirtualThread);
    }

    private static FileChanged changed(String path) {
        return new FileChanged(
                new WorkspaceId(new UUID(0, 1)),
                new FilePath(path),
                FileChanged.Kind.CHANGED,
                null,
                FileChanged.Origin.USER);
    }
}
