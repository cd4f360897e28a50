package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.WorkspaceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A driver on folders of its own, for tests that attack it.
final class Arena implements AutoCloseable {

    static final ProcessLimits LIMITS =
            new ProcessLimits(10_000, 20_000, 256L << 20, 32, 256 << 10);

    private static int patienceSeconds = 30;
    private static final int MOST_OUTPUT = 16 << 20;

    private static final SandboxSpec ONE_SHOT =
            new SandboxSpec(new UUID(1, 1), new Resources(1000, 512L << 20, 256L << 20, 64));

    final LocalRuntime driver;
    final Path folder;
    private final Path sockets;

    private Arena(
            Path folder,
            boolean cgroup,
            int ready,
            Optional<List<String>> egress,
            UnaryOperator<String> script) {
        this.folder = folder.resolve("r");
        this.sockets = folder.resolve("s");
        this.driver =
                LocalRuntime.start(
                        new LocalSettings(
                                this.folder,
                                sockets,
                                TestUids.above(0),
                                cgroup,
                                ready,
                                List.of(),
                                egress),
                        new SandboxStarter(command -> command.stream().map(script).toList()));
    }

    /// A program that nobody ends is ended sooner: for attacks on defences that are missing.
    static void hurry() {
        patienceSeconds = 6;
    }

    static Arena open(boolean cgroup) throws IOException {
        return open(cgroup, 1);
    }

    /// @param ready one-shot sandboxes kept ready
    static Arena open(boolean cgroup, int ready) throws IOException {
        return open(cgroup, ready, Optional.empty());
    }

    /// @param egress hosts beside the registries that workspaces may reach; empty for none at all
    static Arena open(boolean cgroup, int ready, Optional<List<String>> egress) throws IOException {
        return new Arena(newFolder(), cgroup, ready, egress, UnaryOperator.identity());
    }

    /// @param script what the command that starts a sandbox is changed to
    static Arena weakened(boolean cgroup, UnaryOperator<String> script) throws IOException {
        return new Arena(newFolder(), cgroup, 0, Optional.empty(), script);
    }

    private static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory("ecode-arena-");
        LocalPlace.passable(folder);
        return folder;
    }

    boolean isExact() {
        return driver.readiness().accounting() == Accounting.EXACT;
    }

    /// What a run said and how it ended.
    record Said(String out, String err, Exit exit) {}

    Said python(String script) throws Exception {
        return python(script, LIMITS);
    }

    Said python(String script, ProcessLimits limits) throws Exception {
        try (Sandbox sandbox = driver.open(ONE_SHOT)) {
            return python(sandbox, script, limits);
        }
    }

    static Said python(Sandbox sandbox, String script, ProcessLimits limits) throws Exception {
        return run(sandbox, ProcessSpec.of("/usr/bin/python3", "-c", script).within(limits));
    }

    static Said run(Sandbox sandbox, ProcessSpec spec) throws Exception {
        try (RunningProcess process = sandbox.exec(spec)) {
            process.stdin().close();
            // Of a driver that ends nobody this is the end.
            var patience = CompletableFuture.delayedExecutor(patienceSeconds, TimeUnit.SECONDS);
            patience.execute(() -> process.signal(Signal.KILL));
            var err =
                    CompletableFuture.supplyAsync(
                            () -> text(process.stderr()), Thread::startVirtualThread);
            String out = text(process.stdout());
            if (out.length() == MOST_OUTPUT) {
                process.signal(Signal.KILL);
            }
            return new Said(out, err.join(), process.waitFor());
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sandbox oneShot() {
        return driver.open(ONE_SHOT);
    }

    RunningWorkspace workspace() {
        return driver.start(
                new WorkspaceSpec(
                        UUID.randomUUID(),
                        new UUID(1, 1),
                        new Resources(1000, 512L << 20, 64L << 20, 128),
                        Map.of()));
    }

    @Override
    public void close() {
        driver.close();
        Path top = folder.getParent();
        try (var all = Files.walk(top)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A sandbox is cleaned up in the background; the folder is temporary anyway.
        }
    }

    Path sockets() {
        return sockets;
    }
}
