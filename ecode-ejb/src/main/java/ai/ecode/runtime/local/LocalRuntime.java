package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.ControlsEgress;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Readiness;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.Sandboxes;
import ai.ecode.runtime.WorkspaceSpec;
import ai.ecode.runtime.local.egress.Allowance;
import ai.ecode.runtime.local.egress.Destination;
import ai.ecode.runtime.local.egress.Egress;
import ai.ecode.runtime.local.egress.EgressProxy;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs workspaces on this machine, unprivileged. Workspaces end with the server: this driver cannot keep them.
public final class LocalRuntime implements RuntimeDriver, ControlsEgress, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LocalRuntime.class.getName());

    private static final long TEMPORARY_BYTES = 256L << 20;
    private static final long SHARED_MEMORY_BYTES = 64L << 20;
    private static final int DESCRIPTORS = 4096;
    private static final String MAVEN_SETTINGS = "maven-settings.xml";

    /// Uids of workspaces come after those of one-shot sandboxes.
    private static final int UIDS_OF_ONE_SHOTS = 10_000;

    private final LocalSettings settings;
    private final SandboxStarter starter;
    private final Watcher watcher = new Watcher();
    private final AtomicLong starts = new AtomicLong();
    private final Map<UUID, LocalWorkspace> running = new ConcurrentHashMap<>();
    private final Map<UUID, Object> locks = new ConcurrentHashMap<>();

    private final @Nullable Cgroup groups;
    private final @Nullable HostSystem system;
    private final @Nullable OneShots shots;
    private final Readiness readiness;
    private final Optional<CompletableFuture<Egress>> egress;
    private final Allowance allowance = new Allowance();
    private volatile Consumer<EgressDenial> denials = _ -> {};

    private LocalRuntime(
            LocalSettings settings,
            SandboxStarter starter,
            @Nullable Cgroup groups,
            @Nullable HostSystem system,
            @Nullable String trouble) {
        this.settings = settings;
        this.starter = starter;
        this.groups = groups;
        this.system = system;
        this.egress =
                settings.egress()
                        .map(further ->
                                CompletableFuture.supplyAsync(
                                        () ->
                                                Egress.ofThisHost(
                                                        further,
                                                        settings
                                                                .organizationsReachPrivateNetworks()),
                                        Thread::startVirtualThread));
        this.shots =
                system == null ? null : new OneShots(settings, system, starter, watcher, groups);
        Accounting accounting = groups != null ? Accounting.EXACT : Accounting.SAMPLED;
        String said = trouble != null ? trouble : tryOut();
        this.readiness =
                said == null
                        ? new Readiness(true, describe(groups), accounting)
                        : new Readiness(false, said, accounting);
        if (said == null && shots != null) {
            shots.refillLater();
        }
    }

    /// Prepares this machine and tries a sandbox out. Never throws for what the machine lacks: [#readiness] tells.
    public static LocalRuntime start(LocalSettings settings) {
        return start(settings, new SandboxStarter());
    }

    static LocalRuntime start(LocalSettings settings, SandboxStarter starter) {
        Cgroup groups = null;
        try {
            for (Path folder :
                    List.of(
                            settings.folder(),
                            settings.folder().resolve("runs"),
                            settings.folder().resolve("workspaces"),
                            settings.sockets())) {
                LocalPlace.ownFolder(folder);
            }
            removeAll(settings.sockets());
            if (settings.cgroup()) {
                groups =
                        Cgroups.ofThisProcess()
                                .make(
                                        "ecode-"
                                                + ProcessHandle.current().pid()
                                                + "-"
                                                + UUID.randomUUID().toString().substring(0, 8))
                                .orElse(null);
            }
            HostSystem system = HostSystem.prepare(settings, groups != null);
            return new LocalRuntime(settings, starter, groups, system, null);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "The folders for sandboxes cannot be used", e);
            return new LocalRuntime(
                    settings,
                    starter,
                    groups,
                    null,
                    "The folder for sandboxes cannot be used: " + e);
        } catch (ECodeException e) {
            return new LocalRuntime(settings, starter, groups, null, e.getMessage());
        }
    }

    /// Removes what an earlier server left in a folder that only servers write.
    private static void removeAll(Path folder) throws IOException {
        try (var left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static String describe(@Nullable Cgroup groups) {
        if (groups == null) {
            return "bubblewrap; no cgroup can be written, so use is sampled every 50 ms";
        }
        return "bubblewrap with cgroup " + (groups.isV2() ? "v2" : "v1");
    }

    /// Null when a sandbox ran, else what went wrong.
    private @Nullable String tryOut() {
        try (Sandbox sandbox = open(new SandboxSpec(new UUID(0, 0), Resources.DEFAULT));
                RunningProcess process = sandbox.exec(ProcessSpec.of("true"))) {
            return process.waitFor().isSuccess()
                    ? null
                    : "A sandbox started but could not run a program.";
        } catch (ECodeException e) {
            LOG.log(System.Logger.Level.ERROR, "Code cannot be run on this host", e);
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted while trying a sandbox.";
        }
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public Sandbox open(SandboxSpec spec) {
        if (shots == null) {
            throw unavailable();
        }
        return shots.open(spec);
    }

    @Override
    public Sandboxes sandboxes() {
        return shots == null ? Sandboxes.NONE : shots.count();
    }

    private ECodeException unavailable() {
        return new ECodeException(ErrorCode.SANDBOX_UNAVAILABLE, readiness.detail());
    }

    @Override
    public RunningWorkspace start(WorkspaceSpec spec) {
        if (system == null || !readiness.ready()) {
            throw unavailable();
        }
        synchronized (lock(spec.workspace())) {
            LocalWorkspace present = running.get(spec.workspace());
            if (present != null && present.isUp()) {
                return present;
            }
            if (present != null) {
                present.whenEnded().join();
            }
            LocalWorkspace started = bringUp(spec, system);
            running.put(spec.workspace(), started);
            var _ = started.whenEnded().thenRun(() -> running.remove(spec.workspace(), started));
            return started;
        }
    }

    private Object lock(UUID workspace) {
        return locks.computeIfAbsent(workspace, _ -> new Object());
    }

    private Path folder(UUID workspace) {
        return settings.folder().resolve("workspaces").resolve(workspace.toString());
    }

    private LocalWorkspace bringUp(WorkspaceSpec spec, HostSystem host) {
        String start = Long.toString(starts.incrementAndGet());
        Path run = settings.sockets().resolve(start);
        Cgroup group = null;
        LocalWorkspace.Sockets sockets = null;
        EgressProxy proxy = null;
        try {
            LocalPlace place =
                    LocalPlace.make(folder(spec.workspace()), uid(spec, host), host.root());
            place.tree(host.root()).removeLeftovers();
            prepareRun(run, place, spec, host);
            sockets = LocalWorkspace.Sockets.in(run, host.root() ? place.uid() : -1);
            Optional<Egress> out = egress.map(CompletableFuture::join);
            if (out.isPresent()) {
                proxy = proxy(out.get(), run, place, spec, host);
            }
            Cgroup main = null;
            if (groups != null) {
                group = groups.child("ws-" + start);
                limit(group, spec.resources());
                main = group.child("main");
            }
            LocalStep step =
                    LocalStep.start(starter, command(spec, host, place, run, out, main), main);
            return new LocalWorkspace(
                    spec,
                    host,
                    watcher,
                    new LocalWorkspace.Parts(step, place, run, sockets, proxy, group, main));
        } catch (IOException e) {
            cleanUp(group, sockets, proxy);
            throw FullDisk.isFull(settings.folder()) || FullDisk.isFull(settings.sockets())
                    ? FullDisk.full(e)
                    : new ECodeException(
                            ErrorCode.RUNTIME_UNAVAILABLE,
                            "The workspace could not be started.",
                            e);
        } catch (ECodeException e) {
            cleanUp(group, sockets, proxy);
            throw e;
        }
    }

    private static void cleanUp(
            @Nullable Cgroup group,
            LocalWorkspace.@Nullable Sockets sockets,
            @Nullable EgressProxy proxy) {
        if (proxy != null) {
            proxy.close();
        }
        if (group != null) {
            group.close();
        }
        if (sockets != null) {
            sockets.close();
        }
    }

    /// The way out of one workspace.
    private EgressProxy proxy(
            Egress egress, Path run, LocalPlace place, WorkspaceSpec spec, HostSystem host)
            throws IOException {
        Files.writeString(run.resolve(MAVEN_SETTINGS), egress.mavenSettings());
        Listener listener =
                Listener.at(run.resolve("s").resolve("egress"), host.root() ? place.uid() : -1);
        return new EgressProxy(spec.workspace().toString(), egress, gate(spec), listener.channel());
    }

    private EgressProxy.Gate gate(WorkspaceSpec spec) {
        return new EgressProxy.Gate() {
            @Override
            public boolean alsoAllows(Destination destination) {
                return allowance.allows(spec.organization(), destination);
            }

            @Override
            public void denied(Destination destination, String why) {
                denials.accept(
                        new EgressDenial(
                                spec.workspace(),
                                spec.organization(),
                                destination.host(),
                                destination.port(),
                                why));
            }
        };
    }

    @Override
    public void allow(UUID organization, Set<String> hosts) {
        allowance.set(organization, hosts);
    }

    @Override
    public void onDenied(Consumer<EgressDenial> observer) {
        denials = observer;
    }

    /// Maven heeds no variables: the settings of its installation look otherwise inside.
    private static Optional<Path> mavenSettings(HostSystem host) {
        return Optional.of(Path.of("/etc/maven/settings.xml"))
                .filter(_ -> Files.isRegularFile(host.etc().resolve("maven/settings.xml")))
                .or(() ->
                        Optional.of(Path.of("/usr/share/maven/conf/settings.xml"))
                                .filter(file ->
                                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)));
    }

    private static void limit(Cgroup group, Resources resources) throws IOException {
        group.limitMemory(resources.memoryBytes());
        group.limitProcesses(resources.processes());
        group.limitCpu(resources.cpuMillicores());
    }

    private static void prepareRun(Path run, LocalPlace place, WorkspaceSpec spec, HostSystem host)
            throws IOException {
        LocalPlace.readable(run, place.uid(), host.root());
        Files.createDirectories(run.resolve("requests"));
        Files.writeString(
                run.resolve("passwd"),
                SandboxEnvironment.passwd(place.uid(), SandboxEnvironment.HOME));
        Files.writeString(run.resolve("group"), SandboxEnvironment.group(place.uid()));
        Files.writeString(
                run.resolve("limits"), host.limitProcesses(spec.resources().processes()) + "\n");
    }

    private static SandboxCommand command(
            WorkspaceSpec spec,
            HostSystem host,
            LocalPlace place,
            Path run,
            Optional<Egress> out,
            @Nullable Cgroup main) {
        var environment = new TreeMap<>(SandboxEnvironment.bare(host, SandboxEnvironment.HOME));
        out.ifPresent(egress -> environment.putAll(egress.variables()));
        environment.putAll(spec.environment());
        return new SandboxCommand(
                host,
                main == null ? List.of() : main.entrances(),
                place.uid(),
                place.files(),
                place.home(),
                run,
                mavenSettings(host).filter(_ -> out.isPresent()).stream()
                        .collect(Collectors.toMap(file -> file, _ -> run.resolve(MAVEN_SETTINGS))),
                new SandboxCommand.Sizes(
                        TEMPORARY_BYTES,
                        SHARED_MEMORY_BYTES,
                        spec.resources().storageBytes(),
                        DESCRIPTORS),
                environment,
                List.of("/bin/sh", "/run/ecode-bin/init"));
    }

    /// A workspace keeps its uid, which is that of its files.
    private synchronized int uid(WorkspaceSpec spec, HostSystem host) throws IOException {
        if (!host.root()) {
            return HostSystem.ownUid();
        }
        Path folder = folder(spec.workspace());
        if (Files.exists(folder.resolve("files"))) {
            return LocalPlace.owner(folder);
        }
        Set<Integer> taken = takenUids();
        int uid = settings.firstUid() + UIDS_OF_ONE_SHOTS;
        while (taken.contains(uid)) {
            uid++;
        }
        LocalPlace.make(folder, uid, true);
        return uid;
    }

    private Set<Integer> takenUids() throws IOException {
        Path all = Files.createDirectories(settings.folder().resolve("workspaces"));
        try (var folders = Files.list(all)) {
            return folders.map(
                            folder -> {
                                try {
                                    return LocalPlace.owner(folder);
                                } catch (IOException e) {
                                    return -1;
                                }
                            })
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public Optional<RunningWorkspace> find(UUID workspace) {
        return Optional.<RunningWorkspace>ofNullable(running.get(workspace))
                .filter(found -> ((LocalWorkspace) found).isUp());
    }

    @Override
    public Set<UUID> running() {
        return Set.copyOf(running.keySet());
    }

    @Override
    public void stop(UUID workspace) {
        synchronized (lock(workspace)) {
            LocalWorkspace present = running.get(workspace);
            if (present != null) {
                present.close();
            }
        }
    }

    @Override
    public void discard(UUID workspace) {
        synchronized (lock(workspace)) {
            stop(workspace);
            Path folder = folder(workspace);
            if (system == null || !Files.isDirectory(folder)) {
                return;
            }
            try {
                LocalPlace place = LocalPlace.make(folder, LocalPlace.owner(folder), system.root());
                place.tree(system.root()).delete("");
                place.homeTree(system.root()).delete("");
                for (Path empty : List.of(place.files(), place.home(), place.staging(), folder)) {
                    Files.deleteIfExists(empty);
                }
            } catch (IOException e) {
                throw new ECodeException(
                        ErrorCode.RUNTIME_UNAVAILABLE,
                        "The working copy could not be removed completely.",
                        e);
            }
        }
        locks.remove(workspace);
    }

    @Override
    public <C> Optional<C> capability(Class<C> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    /// Ends everything that runs.
    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
        if (shots != null) {
            shots.close();
        }
        watcher.close();
        starter.close();
        if (groups != null) {
            groups.close();
        }
        try {
            removeAll(settings.sockets());
            Files.deleteIfExists(settings.sockets());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The folder of sockets stays", e);
        }
    }
}
