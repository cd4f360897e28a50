package ai.ecode.runtime;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A workspace of [FakeRuntime], or a one-shot sandbox.
final class FakeSandbox implements RunningWorkspace {

    private final UUID id;
    private final FakeTree tree;
    private final Map<String, String> environment;
    private final boolean oneShot;
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final AtomicLong activity = new AtomicLong();

    FakeSandbox(UUID id, FakeTree tree, Map<String, String> environment, boolean oneShot) {
        this.id = id;
        this.tree = tree;
        this.environment = environment;
        this.oneShot = oneShot;
    }

    @Override
    public RunningProcess exec(ProcessSpec spec) {
        if (oneShot && spec.stdio() instanceof Stdio.Pty) {
            throw new IllegalArgumentException("Pipes only");
        }
        requireRunning();
        activity.incrementAndGet();
        var variables = new HashMap<>(environment);
        variables.putAll(spec.environment());
        var process = new FakeProcess(spec, variables, tree);
        // Also when it ended since it was asked for above.
        ended.thenAccept(end -> process.end(new Exit.Lost(end.reason()), null));
        return process;
    }

    void end(boolean requested, String reason) {
        ended.complete(new Ended(requested ? Cause.REQUEST : Cause.DEATH, reason));
    }

    @Override
    public void writeTar(String folder, InputStream tar) throws IOException {
        requireRunning();
        tree.writeTar(folder, tar);
    }

    @Override
    public void readTar(String folder, List<String> excludes, OutputStream tar) throws IOException {
        requireRunning();
        tree.readTar(folder, excludes, tar);
    }

    @Override
    public void readTar(List<String> paths, OutputStream tar) throws IOException {
        requireRunning();
        tree.readTar(paths, tar);
    }

    @Override
    public void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
        requireRunning();
        tree.list(folder, excludes, entries);
    }

    @Override
    public void delete(List<String> paths) {
        requireRunning();
        tree.delete(paths);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public ByteChannel connect(int port) throws IOException {
        requireRunning();
        throw new IOException("Nothing listens on port " + port);
    }

    @Override
    public Set<Integer> listening() {
        requireRunning();
        return Set.of();
    }

    @Override
    public Usage usage() {
        requireRunning();
        return Usage.NOTHING;
    }

    @Override
    public long activity() {
        return activity.get();
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public long egressBytes() {
        return 0;
    }

    @Override
    public long storageBytes() {
        requireRunning();
        return tree.bytes();
    }

    @Override
    public CompletionStage<Ended> ended() {
        return ended;
    }

    @Override
    public void close() {
        end(true, "It was stopped.");
    }

    private void requireRunning() {
        if (ended.isDone()) {
            throw new ECodeException(
                    ErrorCode.WORKSPACE_NOT_RUNNING, "The workspace does not run any more.");
        }
    }
}
