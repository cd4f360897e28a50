package ai.ecode.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A driver in memory, for tests of what needs one: workspaces keep their files over a stop, and the programs of
/// [FakePrograms] run in them. It limits and measures time and output only, a terminal is a pair of pipes, and nothing
/// listens on a port. Its only capability is to survive a restart, when it is made on a [Cluster].
public final class FakeRuntime implements RuntimeDriver {

    /// Where workspaces run that outlive the server: a driver made anew on the same one adopts them.
    public static final class Cluster {
        private final Map<UUID, FakeSandbox> pods = new ConcurrentHashMap<>();
        private final Map<UUID, FakeTree> volumes = new ConcurrentHashMap<>();
    }

    private final Cluster cluster;
    private final boolean survives;
    private final Map<UUID, FakeSandbox> running = new ConcurrentHashMap<>();

    public FakeRuntime() {
        this(new Cluster(), false);
    }

    private FakeRuntime(Cluster cluster, boolean survives) {
        this.cluster = cluster;
        this.survives = survives;
    }

    /// The driver of a server that starts, maybe again.
    public static FakeRuntime on(Cluster cluster) {
        return new FakeRuntime(cluster, true);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Readiness readiness() {
        return new Readiness(true, "Runs in memory.", Accounting.EXACT);
    }

    @Override
    public RunningWorkspace start(WorkspaceSpec spec) {
        return running.computeIfAbsent(
                spec.workspace(),
                id -> {
                    var tree = cluster.volumes.computeIfAbsent(id, _ -> new FakeTree());
                    var workspace = new FakeSandbox(id, tree, spec.environment(), false);
                    cluster.pods.put(id, workspace);
                    workspace.ended().thenRun(() -> gone(id, workspace));
                    return workspace;
                });
    }

    private void gone(UUID id, FakeSandbox workspace) {
        cluster.pods.remove(id, workspace);
        running.remove(id, workspace);
    }

    private List<RunningWorkspace> adopt() {
        cluster.pods.forEach((id, workspace) -> {
            running.put(id, workspace);
            workspace.ended().thenRun(() -> running.remove(id, workspace));
        });
        return List.copyOf(running.values());
    }

    /// The workspace dies without having been asked to.
    public void crash(UUID workspace) {
        Optional.ofNullable(running.get(workspace))
                .ifPresent(sandbox -> sandbox.end(false, "It crashed."));
    }

    @Override
    public Optional<RunningWorkspace> find(UUID workspace) {
        return Optional.ofNullable(running.get(workspace));
    }

    @Override
    public Set<UUID> running() {
        return Set.copyOf(running.keySet());
    }

    @Override
    public void stop(UUID workspace) {
        find(workspace).ifPresent(RunningWorkspace::close);
    }

    @Override
    public void discard(UUID workspace) {
        stop(workspace);
        cluster.volumes.remove(workspace);
    }

    @Override
    public Sandbox open(SandboxSpec spec) {
        return new FakeSandbox(UUID.randomUUID(), new FakeTree(), Map.of(), true);
    }

    @Override
    public Sandboxes sandboxes() {
        return Sandboxes.NONE;
    }

    @Override
    public <C> Optional<C> capability(Class<C> capability) {
        SurvivesRestart adopting = this::adopt;
        return Optional.of(adopting)
                .filter(_ -> survives)
                .filter(capability::isInstance)
                .map(capability::cast);
    }
}
