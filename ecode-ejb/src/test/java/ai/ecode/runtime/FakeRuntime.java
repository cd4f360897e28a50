package ai.ecode.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A driver in memory, for tests of what needs one: workspaces keep their files over a stop, and the programs of
/// [FakePrograms] run in them. It has no capability, limits and measures time and output only, a terminal is a pair of
/// pipes, and nothing listens on a port.
public final class FakeRuntime implements RuntimeDriver {

    private final Map<UUID, FakeSandbox> running = new ConcurrentHashMap<>();
    private final Map<UUID, FakeTree> copies = new ConcurrentHashMap<>();

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
                    var tree = copies.computeIfAbsent(id, _ -> new FakeTree());
                    var workspace = new FakeSandbox(id, tree, spec.environment(), false);
                    workspace.ended().thenRun(() -> running.remove(id, workspace));
                    return workspace;
                });
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
        copies.remove(workspace);
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
        return Optional.empty();
    }
}
