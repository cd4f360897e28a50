package ai.ecode.runtime.local;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.Sandboxes;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes one-shot sandboxes, and keeps some ready: a sandbox that is up waits for its work, so that a run does not wait for
/// its sandbox. Each is used once.
final class OneShots implements AutoCloseable {

    private static final long TEMPORARY_BYTES = 64L << 20;
    private static final long SHARED_MEMORY_BYTES = 16L << 20;
    private static final long STORAGE_BYTES = 256L << 20;
    private static final int MOST_ENTRIES = 20_000;
    private static final int DESCRIPTORS = 1024;
    private static final int BEHIND_THE_CGROUP = 32;
    private static final int CPU_MILLICORES = 1000;
    private static final long STORAGE_LOOK_NANOS = 200_000_000;

    private final LocalSettings settings;
    private final HostSystem system;
    private final SandboxStarter starter;
    private final Watcher watcher;
    private final @Nullable Cgroup groups;

    private final BlockingDeque<LocalSandbox> ready;
    private final ConcurrentLinkedDeque<Integer> freePlaces = new ConcurrentLinkedDeque<>();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicInteger makings = new AtomicInteger();
    private volatile boolean closed;

    OneShots(
            LocalSettings settings,
            HostSystem system,
            SandboxStarter starter,
            Watcher watcher,
            @Nullable Cgroup groups) {
        this.settings = settings;
        this.system = system;
        this.starter = starter;
        this.watcher = watcher;
        this.groups = groups;
        this.ready = new LinkedBlockingDeque<>(Math.max(1, 2 * settings.ready()));
    }

    SandboxStarter starter() {
        return starter;
    }

    LocalSandbox open(SandboxSpec spec) {
        LocalSandbox sandbox = ready.poll();
        refillLater();
        while (sandbox != null && !sandbox.isReady()) {
            sandbox.close();
            sandbox = ready.poll();
        }
        return (sandbox != null ? sandbox : make()).limitedTo(spec.resources());
    }

    /// A place is taken while its sandbox comes up, waits, is used and is cleaned up.
    Sandboxes count() {
        int waiting = ready.size();
        int taken = places.get() - freePlaces.size();
        return new Sandboxes(Math.max(0, taken - waiting - makings.get()), waiting);
    }

    /// Brings up as many sandboxes as are to be kept ready and are not coming up already.
    void refillLater() {
        while (!closed) {
            int coming = makings.get();
            if (ready.size() + coming >= settings.ready()) {
                return;
            }
            if (makings.compareAndSet(coming, coming + 1)) {
                Thread.ofVirtual().name("sandbox-refill").start(this::refill);
            }
        }
    }

    private void refill() {
        try {
            LocalSandbox made = make();
            if (!ready.offer(made) || (closed && ready.remove(made))) {
                made.close();
            }
        } catch (ECodeException e) {
            // Whoever opens a sandbox next will be told.
        } finally {
            makings.decrementAndGet();
        }
    }

    private LocalSandbox make() {
        Integer free = freePlaces.poll();
        int number = free != null ? free : places.getAndIncrement();
        int uid = system.root() ? settings.firstUid() + number : ownUid();
        Path folder = settings.folder().resolve("runs").resolve(Integer.toString(number));
        LocalPlace place = LocalPlace.make(folder, uid, system.root());
        try {
            Path run = LocalPlace.readable(folder.resolve("run"), uid, system.root());
            Files.writeString(run.resolve("passwd"), SandboxEnvironment.passwd(uid, "/tmp"));
            Files.writeString(run.resolve("group"), SandboxEnvironment.group(uid));
            empty(place, free == null);
            return new LocalSandbox(this, place, step(place), system.root());
        } catch (IOException e) {
            freePlaces.push(number);
            throw FullDisk.isFull(settings.folder())
                    ? FullDisk.full(e)
                    : new ECodeException(
                            ErrorCode.RUNTIME_UNAVAILABLE,
                            "The folders of a sandbox could not be made.",
                            e);
        } catch (ECodeException e) {
            freePlaces.push(number);
            throw e;
        }
    }

    private static int ownUid() {
        try {
            return HostSystem.ownUid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param first whether this server has not used it before
    private void empty(LocalPlace place, boolean first) {
        SafeTree tree = place.tree(system.root());
        tree.delete("");
        if (first) {
            tree.removeLeftovers();
        }
    }

    private static Path runFolder(LocalPlace place) {
        return place.files().resolveSibling("run");
    }

    /// A new bubblewrap on these folders, up and waiting.
    LocalStep step(LocalPlace place) {
        Cgroup group = null;
        try {
            if (groups != null) {
                group = group(groups, place);
            }
            var command =
                    new SandboxCommand(
                            system,
                            group == null ? List.of() : group.entrances(),
                            place.uid(),
                            place.files(),
                            null,
                            runFolder(place),
                            Map.of(),
                            new SandboxCommand.Sizes(
                                    TEMPORARY_BYTES,
                                    SHARED_MEMORY_BYTES,
                                    STORAGE_BYTES,
                                    DESCRIPTORS),
                            SandboxEnvironment.bare(system, "/tmp"),
                            List.of("/bin/sh", "/run/ecode-bin/step"));
            LocalStep started = LocalStep.start(starter, command, group);
            if (system.root()) {
                started.giveStandardStreamsTo(place.uid());
            }
            return started;
        } catch (IOException e) {
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "A cgroup could not be made.", e);
        } catch (ECodeException e) {
            leave(group);
            throw e;
        }
    }

    /// Making, entering and removing groups costs more than a run, so with version 1 those of a place take turns in one. In
    /// version 2 a peak cannot be forgotten.
    private Cgroup group(Cgroup all, LocalPlace place) throws IOException {
        if (all.isV2()) {
            Cgroup fresh = all.child("step-" + steps.incrementAndGet());
            fresh.limitCpu(CPU_MILLICORES);
            return fresh;
        }
        Cgroup used = all.child("run-" + numberOf(place));
        used.kill();
        used.limitCpu(CPU_MILLICORES);
        return used;
    }

    private static Meter meter(LocalStep step) throws IOException {
        Cgroup group = step.group();
        if (group == null) {
            return step.sampled();
        }
        return group.isV2() ? CgroupMeter.ofNew(group) : CgroupMeter.ofUsed(group);
    }

    private static void leave(@Nullable Cgroup group) {
        if (group != null && group.isV2()) {
            Thread.ofVirtual().start(group::close);
        }
    }

    private static String numberOf(LocalPlace place) {
        Path folder = place.files().getParent();
        return String.valueOf(folder == null ? null : folder.getFileName());
    }

    /// The limits that the run's own shell sets on it.
    String limits(ProcessLimits limits) {
        var script = new StringBuilder();
        // Where pids.max counts it shall be the one that refuses, since it also tells that it did.
        int processes = limits.processes() + (groups == null ? 0 : BEHIND_THE_CGROUP);
        script.append(system.limitProcesses(processes));
        if (limits.cpuMillis() > 0) {
            // By ticks and in seconds: only a backstop for the watcher.
            script.append("; ulimit -t ").append(limits.cpuMillis() / 1000 + 2);
        }
        if (groups == null) {
            script.append("; ulimit -d ").append(dataKilobytes(limits.memoryBytes()));
        }
        return script.toString();
    }

    /// Where memory is sampled, no single process can take much more than allowed between two looks. Generous, since
    /// runtimes reserve more than they use.
    static long dataKilobytes(long memoryBytes) {
        return (2 * memoryBytes + (512L << 20)) >> 10;
    }

    /// Lets the waiting bubblewrap run the request.
    LocalProcess go(LocalStep step, LocalPlace place, byte[] request, ProcessLimits limits)
            throws IOException {
        Cgroup group = step.group();
        if (group != null) {
            group.limitMemory(limits.memoryBytes());
            group.limitProcesses(limits.processes());
        }
        Files.write(runFolder(place).resolve("request"), request);
        var run = new LimitedRun(meter(step), limits, step::kill);
        var storage = new StorageLook(place.tree(system.root()), run);
        step.stdin().write('\n');
        step.stdin().flush();
        watcher.add(run);
        watcher.add(storage);
        return new LocalProcess(
                step,
                run,
                () -> {
                    watcher.remove(run);
                    watcher.remove(storage);
                    leave(group);
                });
    }

    /// Looks five times a second whether the files became too many or too large.
    private static final class StorageLook implements Watcher.Watched {
        private final SafeTree tree;
        private final LimitedRun run;
        private final AtomicBoolean looking = new AtomicBoolean();
        private long lastNanos = System.nanoTime();

        StorageLook(SafeTree tree, LimitedRun run) {
            this.tree = tree;
            this.run = run;
        }

        @Override
        public void look(long nowNanos, Supplier<ProcessTable> table) {
            if (nowNanos - lastNanos > STORAGE_LOOK_NANOS && looking.compareAndSet(false, true)) {
                lastNanos = nowNanos;
                Thread.ofVirtual().start(this::measure);
            }
        }

        private void measure() {
            try {
                if (tree.sizeUpTo(STORAGE_BYTES, MOST_ENTRIES) > STORAGE_BYTES) {
                    run.pass(Kind.STORAGE);
                }
            } finally {
                looking.set(false);
            }
        }
    }

    /// Cleans the place up for another sandbox.
    void giveBack(LocalPlace place, @Nullable LocalStep unused, SafeTree tree) {
        Thread.ofVirtual()
                .name("sandbox-cleanup")
                .start(() -> {
                    if (unused != null) {
                        unused.discard();
                        leave(unused.group());
                    }
                    tree.delete("");
                    if (!closed) {
                        freePlaces.push(Integer.parseInt(numberOf(place)));
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        for (LocalSandbox sandbox = ready.poll(); sandbox != null; sandbox = ready.poll()) {
            sandbox.close();
        }
    }
}
