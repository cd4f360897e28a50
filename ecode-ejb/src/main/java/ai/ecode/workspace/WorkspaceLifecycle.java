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
import java.util.TreeMap;

/// Starting and stopping. Each method is one transaction that changes the row and announces it; sandboxes are brought up
/// and down after the commit, by [WorkspaceLauncher].
@Stateless
public class WorkspaceLifecycle {

    @Inject private Workspaces workspaces;
    @Inject private Memberships memberships;
    @Inject @Any private Instance<StartPolicy> startPolicies;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private RunningRules rules;
    @Inject private Metering metering;
    @Inject private Event<WorkspaceStarting> starting;
    @Inject private Event<WorkspaceStarted> started;
    @Inject private Event<WorkspaceStopping> stopping;
    @Inject private Event<WorkspaceStopped> stopped;
    @Inject private Event<WorkspaceStopAnnounced> announced;

    /// Asks for the sandbox. Starting what runs answers with the current state; starting what failed tries again.
    public Workspace start(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enterAlone(caller, id, Right.OPERATE);
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
        var workspace = workspaces.enterAlone(caller, id, Right.OPERATE);
        StopCause cause = causeOf(caller, workspace);
        if (workspace.stop(cause, "Stopped by " + caller.name() + ".")) {
            trail.record(
                    Deed.done(caller, "workspace.stop", "workspace:" + id)
                            .changing(null, after(workspace)));
            stopping.fire(new WorkspaceStopping(id));
        }
        return workspace;
    }

    /// Stops and starts as one deed: what was asked for goes on after a crash in between. What is down is started.
    public Workspace restart(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enterAlone(caller, id, Right.OPERATE);
        if (!workspace.isUp() && workspace.state() != Workspace.State.STOPPING) {
            return start(caller, id);
        }
        if (workspace.restart(causeOf(caller, workspace), "Restarted by " + caller.name() + ".")) {
            trail.record(Deed.done(caller, "workspace.restart", "workspace:" + id));
            stopping.fire(new WorkspaceStopping(id));
        }
        return workspace;
    }

    /// Puts off every stop by itself, as if the workspace had been used now. Keeping twice is not an error.
    ///
    /// @throws ai.ecode.shared.ECodeException `WORKSPACE_NOT_RUNNING`
    public Workspace keep(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enterAlone(caller, id, Right.OPERATE);
        workspace.keep(clock.instant());
        trail.record(Deed.done(caller, "workspace.keep", "workspace:" + id));
        announced.fire(new WorkspaceStopAnnounced(id, false));
        return workspace;
    }

    /// Asks for the end of a sandbox whose time is over; false when it was used or kept in the last moment.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean stopWhenDue(WorkspaceId id) {
        return workspaces
                .find(id)
                .flatMap(workspace ->
                        rules.due(workspace, clock.instant())
                                .filter(due ->
                                        workspace.stop(due.cause(), rules.reason(due.cause())))
                                .map(_ -> {
                                    recordOwn(workspace, "workspace.stop", Deed.Outcome.DONE);
                                    stopping.fire(new WorkspaceStopping(id));
                                    return workspace;
                                }))
                .isPresent();
    }

    private StopCause causeOf(Caller caller, Workspace workspace) {
        return memberships
                .roleOf(caller, workspace)
                .map(role -> role == WorkspaceRole.OWNER ? StopCause.OWNER : StopCause.MEMBER)
                .orElse(StopCause.ADMINISTRATOR);
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

    /// The sandbox did not come up; `why` is a sentence for its people.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(WorkspaceId id, String why) {
        workspaces
                .find(id)
                .ifPresent(workspace -> {
                    workspace.failed(why);
                    recordOwn(workspace, "workspace.start", Deed.Outcome.FAILED);
                    stopped.fire(new WorkspaceStopped(id, why));
                });
    }

    /// The sandbox was there and died.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void died(WorkspaceId id, StopCause cause, String why) {
        workspaces
                .find(id)
                .ifPresent(workspace -> {
                    metering.recordUse(workspace);
                    workspace.died(cause, why);
                    recordOwn(workspace, "workspace.stop", Deed.Outcome.FAILED);
                    stopped.fire(new WorkspaceStopped(id, why));
                });
    }

    /// The sandbox is gone, as asked for. After a restart was asked for, the next one is.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void stopped(WorkspaceId id) {
        workspaces
                .find(id)
                .ifPresent(workspace -> {
                    String why = workspace.reason().orElse("");
                    metering.recordUse(workspace);
                    boolean again = workspace.stopped(clock.instant());
                    stopped.fire(new WorkspaceStopped(id, why));
                    if (again) {
                        starting.fire(new WorkspaceStarting(id));
                    }
                });
    }

    /// The sandbox is gone without anybody having asked for it.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void lost(WorkspaceId id, StopCause cause, String why) {
        workspaces
                .find(id)
                .filter(workspace -> workspace.state() == Workspace.State.RUNNING)
                .ifPresent(workspace -> {
                    metering.recordUse(workspace);
                    workspace.lost(cause, why);
                    recordOwn(workspace, "workspace.stop", Deed.Outcome.DONE);
                    stopped.fire(new WorkspaceStopped(id, why));
                });
    }

    private void recordOwn(Workspace workspace, String action, Deed.Outcome outcome) {
        trail.record(
                Deed.ofThePlatform(
                                workspace.organization(),
                                action,
                                "workspace:" + workspace.id(),
                                outcome)
                        .changing(null, after(workspace)));
    }

    private static Map<String, Object> after(Workspace workspace) {
        var after = new TreeMap<String, Object>();
        after.put("state", workspace.state().name());
        workspace.reason().ifPresent(why -> after.put("reason", why));
        workspace.stopCause().ifPresent(cause -> after.put("cause", cause.wireName()));
        return after;
    }
}
