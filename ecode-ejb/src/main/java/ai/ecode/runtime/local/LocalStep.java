package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bubblewrap that is up: its process 1 has said so and waits for what it is to do.
///
/// @param first process 1 of the sandbox, as the host sees it: when it dies the kernel kills all others inside
/// @param group null where use is sampled
record LocalStep(Process bubblewrap, ProcessHandle first, @Nullable Cgroup group) {

    private static final int SECONDS_TO_START = 20;
    private static final int LONGEST_COMPLAINT = 2_000;

    private static final System.Logger LOG = System.getLogger(LocalStep.class.getName());

    /// Starts it and waits until it is up.
    static LocalStep start(SandboxStarter starter, SandboxCommand command, @Nullable Cgroup group) {
        Process process = starter.start(command.argv());
        var patience =
                CompletableFuture.runAsync(
                        () -> process.toHandle().destroyForcibly(),
                        CompletableFuture.delayedExecutor(SECONDS_TO_START, TimeUnit.SECONDS));
        try {
            if (saysReady(process.getInputStream())) {
                var children = ProcessTable.childrenOf(process.pid());
                if (!children.isEmpty()) {
                    var first = ProcessHandle.of(children.getFirst());
                    if (first.isPresent()) {
                        return new LocalStep(process, first.get(), group);
                    }
                }
            }
            throw failed(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "A sandbox ended while it was started.", e);
        } finally {
            patience.cancel(false);
        }
    }

    private static boolean saysReady(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < 16; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().equals("ready");
    }

    private static ECodeException failed(Process process) throws IOException {
        process.toHandle()
                .destroyForcibly(); // unlike the process's own, this leaves its streams open
        var complaint =
                new String(
                        process.getErrorStream().readNBytes(LONGEST_COMPLAINT),
                        StandardCharsets.UTF_8);
        if (!complaint.isBlank()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A sandbox could not be made: {0}",
                    complaint.strip());
        }
        return new ECodeException(
                ErrorCode.SANDBOX_UNAVAILABLE,
                "This host could not make a sandbox, so nothing was run: "
                        + (complaint.isBlank() ? "no reason given" : firstLine(complaint)));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /// Lets programs open their standard streams by name, as `/dev/stdin`: the pipes are root's otherwise.
    void giveStandardStreamsTo(int uid) throws IOException {
        for (int stream = 0; stream <= 2; stream++) {
            Files.setAttribute(
                    Path.of("/proc", Long.toString(bubblewrap.pid()), "fd", "" + stream),
                    "unix:uid",
                    uid);
        }
    }

    OutputStream stdin() {
        return bubblewrap.getOutputStream();
    }

    boolean isAlive() {
        return bubblewrap.isAlive();
    }

    /// Counts all that is inside where no cgroup does.
    Meter sampled() {
        return new SampledMeter(bubblewrap.pid());
    }

    /// Kills all that is inside; bubblewrap ends after it, when the kernel is done.
    void kill() {
        if (!first.destroyForcibly()) {
            bubblewrap.destroyForcibly();
        }
    }

    /// Kills it and waits until all is gone.
    void discard() {
        kill();
        try {
            if (!bubblewrap.waitFor(5, TimeUnit.SECONDS)) {
                bubblewrap.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            bubblewrap.destroyForcibly();
        }
    }
}
