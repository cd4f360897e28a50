package ai.ecode.workspace;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/// Starting and stopping. Each method is one transaction that changes the row and announces it; sandboxes are brought up
/// and down after the commit, by [WorkspaceLauncher].
@Stateless
public class WorkspaceLifecycle {

    @Inject private Workspaces workspaces;
    @Inject @Any private Instance<StartPolicy> startPolicies;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<WorkspaceStarting> starting;
    @Inject private Event<WorkspaceStarted> started;
    @Inject private Event<WorkspaceStopping> stopping;
    @Inject private Event<WorkspaceStopped> stopped;

    /// Asks for the sandbox. Starting what runs answers with the current state; starting what failed tries again.
    public Workspace start(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.OPERATE);
        if (!workspace.isUp()) {
            startPolicies.forEach(policy -> policy.check(workspace));
        }
        if (workspace.start(clock.instant())) {
            trail.record(Deed.done(caller, "workspace.start", "workspace:" + id));
            starting.fire(new WorkspaceStarting(id));
        }
        return workspace;
    }

    /// Asks for the end of the sandbox; its files are brought home first.
    public Workspace stop(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.OPERATE);
        if (workspace.stop("Stopped by " + caller.name() + ".")) {
            trail.record(Deed.done(caller, "workspace.stop", "workspace:" + id));
            stopping.fire(new WorkspaceStopping(id));
        }
        return workspace;
    }

    /// Somebody used the workspace.
    public void touch(WorkspaceId id) {
        workspaces.touch(id, clock.instant());
    }

    /// The sandbox is there; false when the workspace no longer wants one.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean started(WorkspaceId id) {
        boolean wanted =
                workspaces
                        .find(id)
                        .map(workspace -> workspace.started(clock.instant()))
                        .orElse(false);
        if (wanted) {
            started.fire(new WorkspaceStarted(id));
        }
        return wanted;
    }

    /// The sandbox did not come up, or died; `why` is a sentence for its people.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(WorkspaceId id, String why) {
        workspaces
                .find(id)
                .ifPresent(workspace -> {
                    workspace.failed(why);
                    recordOwn(workspace, "workspace.start", Deed.Outcome.FAILED, why);
                    stopped.fire(new WorkspaceStopped(id, why));
                });
    }

    /// The sandbox is gone, as asked for.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void stopped(WorkspaceId id) {
        workspaces
                .find(id)
                .ifPresent(workspace -> {
                    workspace.stopped();
                    stopped.fire(new WorkspaceStopped(id, workspace.reason().orElse("")));
                });
    }

    /// The sandbox is gone without anybody having asked for it.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void lost(WorkspaceId id, String why) {
        workspaces
                .find(id)
                .filter(workspace -> workspace.state() == Workspace.State.RUNNING)
                .ifPresent(workspace -> {
                    workspace.lost(why);
                    recordOwn(workspace, "workspace.stop", Deed.Outcome.DONE, why);
                    stopped.fire(new WorkspaceStopped(id, why));
                });
    }

    private void recordOwn(Workspace workspace, String action, Deed.Outcome outcome, String why) {
        trail.record(
                Deed.ofThePlatform(
                                workspace.organization(),
                                action,
                                "workspace:" + workspace.id(),
                                outcome)
                        .changing(null, Map.of("state", workspace.state().name(), "reason", why)));
    }
}
