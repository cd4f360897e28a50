package ai.ecode.runtime;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The machine that runs workspaces and one-shot sandboxes. Written for pods: nothing here is a local process, a call may
/// take seconds and may fail half-way, and the caller hears of that by an exception and cleans up by the same verbs.
///
/// **Threads.** Every method may be called from any thread, also for the same workspace at once. Calls block: call them
/// from virtual threads, never inside a database transaction and never from an event loop.
///
/// **Errors.** Failures are [ai.ecode.shared.ECodeException]s: `SANDBOX_UNAVAILABLE` when this host cannot isolate code
/// (never worked around: nothing runs unprotected), `RUNTIME_UNAVAILABLE` when trying again may help,
/// `WORKSPACE_NOT_RUNNING` when the workspace ended meanwhile, `STORAGE_FULL` when its space is used up,
/// `INVALID_PATH` for a path that leaves it.
///
/// **Isolation.** Two workspaces, or two sandboxes, never see each other's processes, files or ports, and none sees the
/// host's. What comes out of a sandbox is written by a stranger: drivers read it bounded and follow no link.
public interface RuntimeDriver {

    /// Short name for people and metrics, such as `local`.
    String name();

    /// Whether code can run here now and how exactly its use is measured. Cheap: may be asked on every health check.
    Readiness readiness();

    /// Starts the workspace's sandbox and returns when processes can be started in it. Its files are those of its last
    /// stop when this driver still has them, else none. Idempotent: a workspace that runs already is returned as it is,
    /// whatever `spec` says. When it throws, nothing of this start is left running.
    RunningWorkspace start(WorkspaceSpec spec);

    /// The workspace if it runs now. Never starts anything.
    Optional<RunningWorkspace> find(UUID workspace);

    /// All workspaces that run now, so that a reconciler can stop those that no row owns.
    Set<UUID> running();

    /// Ends every process of the workspace and returns when they are gone. The working copy stays. Stopping what does not
    /// run does nothing.
    void stop(UUID workspace);

    /// Stops the workspace and removes its working copy for good. Does nothing for an unknown one.
    void discard(UUID workspace);

    /// A fresh, empty sandbox without network for a run that leaves nothing behind. The caller closes it, also after a
    /// failure. It costs memory from now on, so open it when there is work for it.
    Sandbox open(SandboxSpec spec);

    /// How many one-shot sandboxes there are now. Cheap: asked by every scrape of the metrics.
    Sandboxes sandboxes();

    /// What only some drivers can do, such as [SurvivesRestart] or [HintsChanges]; empty when this one cannot.
    <C> Optional<C> capability(Class<C> capability);
}
