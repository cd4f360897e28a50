package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SandboxStarterTest {

    /// A sandbox that is being started would hold it open for writing, and so it could not be run.
    @Test
    void noSandboxIsStartedWhileAProgramIsBeingWritten() throws Exception {
        var happened = new ConcurrentLinkedQueue<String>();
        var isWriting = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var starter =
                        new SandboxStarter(command -> {
                            asked.countDown();
                            return command;
                        })) {
            Future<?> writer =
                    threads.submit(() -> {
                        starter.write(() -> {
                            isWriting.countDown();
                            awaited(asked);
                            happened.add("written");
                        });
                        return null;
                    });
            isWriting.await();
            Process started = starter.start(List.of("true"));
            happened.add("started");
            started.destroy();
            writer.get();
        }
        assertEquals(List.of("written", "started"), List.copyOf(happened));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
