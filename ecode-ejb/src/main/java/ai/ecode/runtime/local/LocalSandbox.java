package ai.ecode.runtime.local;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sandbox for one run: a folder of its own, and a new bubblewrap on it for each process. The first one is up before it is
/// asked for.
final class LocalSandbox implements Sandbox {

    /// What the sandbox's own shells and bubblewrap need beside the run.
    private static final int OWN_PROCESSES = 4;

    private final OneShots shots;
    private final LocalPlace place;
    private final SafeTree tree;
    private final TreeTar tar;

    /// All guarded by this.
    private Resources resources = Resources.DEFAULT;

    private @Nullable LocalStep ready;
    private @Nullable LocalProcess running;
    private boolean closed;

    LocalSandbox(OneShots shots, LocalPlace place, LocalStep ready, boolean root) {
        this.shots = shots;
        this.place = place;
        this.ready = ready;
        this.tree = place.tree(root);
        this.tar = new TreeTar(tree);
    }

    LocalPlace place() {
        return place;
    }

    synchronized boolean isReady() {
        return ready != null && ready.isAlive();
    }

    synchronized LocalSandbox limitedTo(Resources wanted) {
        resources = wanted;
        return this;
    }

    @Override
    public synchronized RunningProcess exec(ProcessSpec process) {
        if (closed) {
            throw new ECodeException(ErrorCode.RUNTIME_UNAVAILABLE, "The sandbox is closed.");
        }
        if (!(process.stdio() instanceof Stdio.Pipes)) {
            throw new IllegalArgumentException("A one-shot sandbox has no terminals");
        }
        if (running != null) {
            if (running.exit().isEmpty()) {
                throw new IllegalStateException("One process at a time runs in this sandbox");
            }
            running.close();
        }
        ProcessLimits limits = within(process.limits());
        byte[] request = SandboxEnvironment.request(shots.limits(limits), process);
        LocalStep step = ready != null ? ready : shots.step(place);
        ready = null;
        try {
            LocalProcess started = shots.go(step, place, request, limits);
            running = started;
            return started;
        } catch (IOException e) {
            step.discard();
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "The sandbox did not take its work.", e);
        }
    }

    private ProcessLimits within(ProcessLimits wanted) {
        return new ProcessLimits(
                wanted.cpuMillis(),
                wanted.wallMillis(),
                smaller(wanted.memoryBytes(), resources.memoryBytes()),
                (int) smaller(wanted.processes(), resources.processes()) + OWN_PROCESSES,
                wanted.outputBytes(),
                wanted.fileBytes());
    }

    private static long smaller(long wanted, long most) {
        return wanted == 0 ? most : Math.min(wanted, most);
    }

    synchronized Resources resources() {
        return resources;
    }

    @Override
    public void writeTar(String folder, InputStream from) throws IOException {
        shots.starter().write(() -> tar.write(folder, from));
    }

    @Override
    public void readTar(String folder, List<String> excludes, OutputStream to) throws IOException {
        tar.read(folder, excludes, to);
    }

    @Override
    public void readTar(List<String> paths, OutputStream to) throws IOException {
        tar.read(paths, to);
    }

    @Override
    public void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
        tree.list(folder, excludes, entries);
    }

    @Override
    public void delete(List<String> paths) {
        paths.forEach(tree::delete);
    }

    @Override
    public void close() {
        LocalProcess process;
        LocalStep unused;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            process = running;
            unused = ready;
            ready = null;
        }
        if (process != null) {
            process.close();
        }
        shots.giveBack(place, unused, tree);
    }
}
