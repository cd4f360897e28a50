package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/// Starts all sandboxes from one platform thread that lives as long as the server. bubblewrap's `--die-with-parent` follows
/// the thread that started it: from a pool's or a carrier's thread, sandboxes would die with that thread.
final class SandboxStarter implements AutoCloseable {

    private final UnaryOperator<List<String>> actual;

    /// Read-locked by who has files open that are run later.
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().name("sandbox-starter").daemon().unstarted(task));

    SandboxStarter() {
        this(UnaryOperator.identity());
    }

    /// @param actual what is run for a command; the tests take one defence away at a time and see whether anybody notices
    SandboxStarter(UnaryOperator<List<String>> actual) {
        this.actual = actual;
    }

    /// The process, with three pipes and nothing of the server's environment.
    Process start(List<String> command) {
        try {
            return thread.submit(() -> launch(actual.apply(command))).get();
        } catch (ExecutionException e) {
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "A sandbox could not be started.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "Starting a sandbox was interrupted.", e);
        }
    }

    /// Writes files that may be programs while no sandbox is being started: one that is holds for an instant all that this process
    /// has open, and what somebody has open for writing cannot be run (`ETXTBSY` of execve(2)).
    ///
    /// @param writing does not wait for anybody
    void write(Writing writing) throws IOException {
        open.readLock().lock();
        try {
            writing.write();
        } finally {
            open.readLock().unlock();
        }
    }

    /// Writes files, and has none of them open in the end.
    @FunctionalInterface
    interface Writing {
        void write() throws IOException;
    }

    private Process launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin"));
        open.writeLock().lock();
        try {
            return builder
                    .start(); // which returns when the command runs, with its three streams alone
        } finally {
            open.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
