package ai.ecode.runtime.local;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.runtime.Usage;
import ai.ecode.runtime.WorkspaceSpec;
import ai.ecode.runtime.local.egress.EgressProxy;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A workspace in one bubblewrap, with a supervisor inside that starts its programs.
final class LocalWorkspace implements RunningWorkspace {

    private static final int SECONDS_TO_CONNECT = 10;

    /// Standard errors that have not said whose they are; those of spares say so when they get their request.
    private static final int MOST_WITHOUT_A_NAME = 256;

    private final WorkspaceSpec spec;
    private final LocalStep step;
    private final Watcher watcher;
    private final Path run;
    private final int uid;
    private final @Nullable Cgroup group;
    private final @Nullable Cgroup main;
    private final SafeTree tree;
    private final TreeTar tar;
    private final StorageGuard storage;
    private final Supervisor supervisor;
    private final Spares pipes;
    private final Spares terminals;
    private final Listener errors;
    private final @Nullable EgressProxy egress;
    private final Meter meter;
    private final ListeningPorts ports;
    private final MemoryGuard guard;
    private final long startedNanos = System.nanoTime();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, WorkspaceProcess> processes = new ConcurrentHashMap<>();

    /// Those whose standard error has not connected, which it may do after they ended.
    private final Map<String, WorkspaceProcess> withoutErrors = new ConcurrentHashMap<>();

    private final Map<String, CompletableFuture<SocketChannel>> connections =
            new ConcurrentHashMap<>();
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private volatile @Nullable Ended why;

    /// What a workspace is made of when its sandbox is up.
    ///
    /// @param egress null where nothing outside may be reached
    /// @param group all of it; null where use is sampled
    /// @param main its supervisor, and what programs leave running
    record Parts(
            LocalStep step,
            LocalPlace place,
            Path run,
            Sockets sockets,
            @Nullable EgressProxy egress,
            @Nullable Cgroup group,
            @Nullable Cgroup main) {}

    /// Where the sandbox's programs connect to.
    record Sockets(Listener in, Listener out, Listener errors, Listener terminals)
            implements AutoCloseable {

        static Sockets in(Path run, int uid) throws IOException {
            Path folder = Files.createDirectories(run.resolve("s"));
            return new Sockets(
                    Listener.at(folder.resolve("in"), uid),
                    Listener.at(folder.resolve("out"), uid),
                    Listener.at(folder.resolve("err"), uid),
                    Listener.at(folder.resolve("pty"), uid));
        }

        @Override
        public void close() {
            List.of(in, out, errors, terminals).forEach(Listener::close);
        }
    }

    LocalWorkspace(WorkspaceSpec spec, HostSystem system, Watcher watcher, Parts parts) {
        this.spec = spec;
        this.watcher = watcher;
        this.step = parts.step();
        this.ports = new ListeningPorts(step.first().pid());
        this.run = parts.run();
        this.uid = system.root() ? parts.place().uid() : -1;
        this.group = parts.group();
        this.main = parts.main();
        this.tree = parts.place().tree(system.root());
        this.tar = new TreeTar(tree);
        this.meter = group != null ? CgroupMeter.ofNew(group) : step.sampled();
        this.guard = new MemoryGuard(meter, step.first().pid(), spec.resources().memoryBytes());
        this.storage =
                new StorageGuard(
                        tree,
                        parts.place().homeTree(system.root()),
                        spec.resources().storageBytes(),
                        meter::cpuMillis,
                        this::endForStorage);
        this.supervisor = new Supervisor(step, new FromInside());
        Sockets sockets = parts.sockets();
        this.pipes = new Spares("pipe", sockets.in(), sockets.out(), supervisor, this::adopt);
        this.terminals =
                new Spares(
                        "pty", sockets.terminals(), sockets.terminals(), supervisor, this::adopt);
        this.errors = sockets.errors();
        this.egress = parts.egress();
        errors.serve("sandbox-err", MOST_WITHOUT_A_NAME, this::assignErrors);
        var _ = step.bubblewrap().onExit().thenAccept(_ -> gone());
        if (group == null) {
            watcher.add(guard);
        }
        pipes.order();
        terminals.order();
    }

    @Override
    public UUID id() {
        return spec.workspace();
    }

    @Override
    public RunningProcess exec(ProcessSpec process) {
        requireUp();
        boolean terminal = process.stdio() instanceof Stdio.Pty;
        String id = Long.toString(numbers.incrementAndGet());
        String before = terminal ? "" : "echo " + id + " >&2";
        byte[] request = SandboxEnvironment.request(before, process);
        Spares.Spare spare = (terminal ? terminals : pipes).take();
        try {
            return start(id, spare, terminal, request, process.limits());
        } catch (IOException e) {
            spare.giveUp();
            throw FullDisk.isFull(run)
                    ? FullDisk.full(e)
                    : new ECodeException(
                            ErrorCode.RUNTIME_UNAVAILABLE,
                            "The workspace did not start the program.",
                            e);
        }
    }

    private WorkspaceProcess start(
            String id, Spares.Spare spare, boolean terminal, byte[] request, ProcessLimits limits)
            throws IOException {
        Cgroup own = spare.group();
        if (own != null) {
            if (limits.memoryBytes() > 0) {
                own.limitMemory(limits.memoryBytes());
            }
            if (limits.processes() > 0) {
                own.limitProcesses(limits.processes() + 2);
            }
        }
        Meter counted = own != null ? CgroupMeter.ofNew(own) : new SampledMeter(spare.pid());
        boolean limited = !limits.equals(ProcessLimits.NONE);
        var limitedRun = new LimitedRun(counted, limits, () -> killLater(id));
        var process =
                new WorkspaceProcess(
                        spare,
                        supervisor,
                        terminal,
                        limitedRun,
                        counted,
                        () -> after(id, own, limitedRun, limited, counted),
                        () -> withoutErrors.remove(id));
        processes.put(id, process);
        if (!terminal) {
            withoutErrors.put(id, process);
        }
        Path file = run.resolve("requests").resolve(id);
        Files.write(file, request);
        if (limited || own == null) {
            watcher.add(limitedRun);
        }
        Spares.assign(spare, id);
        if (ended.isDone()) {
            process.ended(lost());
        }
        return process;
    }

    private void killLater(String id) {
        Thread.ofVirtual()
                .start(() ->
                        Optional.ofNullable(processes.get(id)).ifPresent(WorkspaceProcess::kill));
    }

    /// A process has ended.
    private void after(
            String id,
            @Nullable Cgroup own,
            LimitedRun limitedRun,
            boolean limited,
            Meter counted) {
        processes.remove(id);
        watcher.remove(limitedRun);
        Thread.ofVirtual()
                .start(() -> {
                    deleteRequest(id);
                    if (limited) {
                        counted.kill();
                    }
                    if (own != null) {
                        takeOver(own);
                    }
                });
    }

    private void deleteRequest(String id) {
        try {
            Files.deleteIfExists(run.resolve("requests").resolve(id));
        } catch (IOException e) {
            // It goes with the workspace.
        }
    }

    /// What a program left running belongs to the workspace from now on.
    private void takeOver(Cgroup own) {
        for (int round = 0; round < 100 && !own.remove(); round++) {
            for (long pid : own.pids()) {
                try {
                    if (main != null) {
                        main.enter(pid);
                    }
                } catch (IOException e) {
                    // It ended meanwhile.
                }
            }
            try {
                Thread.sleep(round < 10 ? 2 : 50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Optional<Spares.Spare> adopt(SocketChannel in, SocketChannel out, long inside)
            throws IOException {
        OptionalLong pid = pidOf(inside);
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        Cgroup own = null;
        if (group != null) {
            own = group.child("x" + numbers.incrementAndGet());
            own.enter(pid.getAsLong());
        }
        return Optional.of(new Spares.Spare(in, out, inside, pid.getAsLong(), own));
    }

    /// The host's number of the process that has this one inside. Only processes of this workspace are asked.
    private OptionalLong pidOf(long inside) {
        List<Long> own =
                main != null
                        ? main.pids()
                        : ProcessTable.now().below(step.bubblewrap().pid()).stream()
                                .map(ProcessTable.Entry::pid)
                                .toList();
        return own.stream()
                .filter(pid -> ProcessTable.numberInside(pid).orElse(-1) == inside)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private void assignErrors(SocketChannel channel) {
        try {
            WorkspaceProcess process = withoutErrors.remove(Spares.line(channel));
            if (process != null) {
                process.errorsOn(channel);
            } else {
                channel.close();
            }
        } catch (IOException e) {
            try {
                channel.close();
            } catch (IOException again) {
                // Gone already.
            }
        }
    }

    @Override
    public ByteChannel connect(int port) throws IOException {
        requireUp();
        if (port < 1 || port > 65_535) {
            throw new ECodeException(
                    ErrorCode.MALFORMED_REQUEST, "A port lies between 1 and 65535.");
        }
        String id = "c" + numbers.incrementAndGet();
        var connection = new CompletableFuture<SocketChannel>();
        connections.put(id, connection);
        try (Listener listener = Listener.at(run.resolve("s").resolve(id), uid)) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            connection.complete(listener.accept());
                        } catch (IOException e) {
                            connection.completeExceptionally(e);
                        }
                    });
            supervisor.say("connect", id, Integer.toString(port));
            return connection.get(SECONDS_TO_CONNECT, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(
                    "The workspace did not connect to port %d within %d s."
                            .formatted(port, SECONDS_TO_CONNECT));
        } catch (ExecutionException e) {
            throw new IOException("Nothing listens on port " + port + " in the workspace.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while connecting", e);
        } finally {
            connections.remove(id);
        }
    }

    @Override
    public Set<Integer> listening() {
        requireUp();
        return ports.now();
    }

    private final class FromInside implements Supervisor.Ear {
        @Override
        public void exited(String id, int code) {
            WorkspaceProcess process = processes.get(id);
            if (process != null) {
                process.ended(LocalProcess.how(code));
            }
        }

        @Override
        public void refused(String id) {
            CompletableFuture<SocketChannel> connection = connections.get(id);
            if (connection != null) {
                connection.completeExceptionally(new IOException("Connection refused"));
            }
        }

        @Override
        public void raves() {
            end(
                    new Ended(
                            Cause.DEATH,
                            "A process disturbed the workspace's own line to the platform."));
        }
    }

    private void endForStorage() {
        end(
                new Ended(
                        Cause.LIMIT,
                        "The files took more than the %d MiB that this workspace may use. Nothing was removed;"
                                        .formatted(spec.resources().storageBytes() >> 20)
                                + " start it again and remove what is not needed."));
    }

    /// Ends all, for this reason unless there was one before.
    void end(Ended reason) {
        synchronized (this) {
            if (why == null) {
                why = reason;
            }
        }
        step.kill();
    }

    /// The sandbox has ended: by [#end], by itself, or killed from outside.
    private void gone() {
        storage.close();
        Ended reason;
        synchronized (this) {
            if (why == null) {
                why = death();
            }
            reason = why;
        }
        pipes.close();
        terminals.close();
        errors.close();
        if (egress != null) {
            egress.close();
        }
        List.copyOf(processes.values()).forEach(process -> process.ended(lost()));
        connections.values().forEach(c -> c.completeExceptionally(new IOException("Ended")));
        watcher.remove(guard);
        Thread.ofVirtual()
                .start(() -> {
                    if (group != null) {
                        group.close();
                    }
                    ended.complete(reason);
                });
    }

    private Ended death() {
        return main != null && main.killsForMemory() > 0
                ? new Ended(
                        Cause.LIMIT,
                        "Its programs took more than the %d MiB of memory that this workspace may use."
                                .formatted(spec.resources().memoryBytes() >> 20))
                : new Ended(Cause.DEATH, "Its first process was killed.");
    }

    private Exit.Lost lost() {
        Ended reason = why;
        return new Exit.Lost(reason == null ? "The workspace ended." : reason.reason());
    }

    private void requireUp() {
        if (why != null || !step.isAlive()) {
            throw new ECodeException(
                    ErrorCode.WORKSPACE_NOT_RUNNING,
                    "The workspace is not running: start it first.");
        }
    }

    boolean isUp() {
        return why == null && step.isAlive();
    }

    @Override
    public Usage usage() {
        return new Usage(
                meter.cpuMillis(),
                (System.nanoTime() - startedNanos) / 1_000_000,
                meter.peakMemoryBytes(),
                meter.accounting());
    }

    @Override
    public long activity() {
        return meter.activity();
    }

    @Override
    public long memoryBytes() {
        return meter.memoryBytes();
    }

    @Override
    public long egressBytes() {
        return egress == null ? 0 : egress.carriedBytes();
    }

    @Override
    public long storageBytes() {
        return storage.bytes();
    }

    @Override
    public CompletionStage<Ended> ended() {
        return ended.minimalCompletionStage();
    }

    CompletableFuture<Ended> whenEnded() {
        return ended;
    }

    @Override
    public void writeTar(String folder, InputStream from) throws IOException {
        requireUp();
        tar.write(folder, from);
    }

    @Override
    public void readTar(String folder, List<String> excludes, OutputStream to) throws IOException {
        requireUp();
        tar.read(folder, excludes, to);
    }

    @Override
    public void readTar(List<String> paths, OutputStream to) throws IOException {
        requireUp();
        tar.read(paths, to);
    }

    @Override
    public void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
        requireUp();
        tree.list(folder, excludes, entries);
    }

    @Override
    public void delete(List<String> paths) {
        requireUp();
        paths.forEach(tree::delete);
    }

    @Override
    public void close() {
        end(new Ended(Cause.REQUEST, "It was stopped."));
        ended.join();
    }
}
