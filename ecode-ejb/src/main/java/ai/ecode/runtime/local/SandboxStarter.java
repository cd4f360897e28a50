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
import java.util.function.UnaryOperator;

/// Starts all sandboxes from one platform thread that lives as long as the server. bubblewrap's `--die-with-parent` follows
/// the thread that started it: from a pool's or a carrier's thread, sandboxes would die with that thread.
final class SandboxStarter implements AutoCloseable {

    private final UnaryOperator<List<String>> actual;

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

    private static Process launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin"));
        return builder.start();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
