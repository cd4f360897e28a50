package ai.ecode.workspace;

import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.WorkspaceSpec;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Brings sandboxes up and down after the transaction that asked for it has committed: a rollback must not leave a sandbox
/// that no row owns. Works on virtual threads, one at a time for each workspace.
@ApplicationScoped
public class WorkspaceLauncher {

    private static final Logger LOG = Logger.getLogger(WorkspaceLauncher.class.getName());

    @Inject private RuntimeDriver driver;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Workspaces workspaces;
    @Inject private RunningMeters meters;
    @Inject @Any private Instance<WorkingCopy> workingCopies;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// Guards the sandbox of each workspace, by a hash of its id.
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    /// Workspaces that are being brought up or down by this server now.
    private final Set<WorkspaceId> busy = ConcurrentHashMap.newKeySet();

    void launch(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceStarting event) {
        bringUp(event.workspace());
    }

    void land(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceStopping event) {
        bringDown(event.workspace());
    }

    void discard(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceDeleted event) {
        inTurn(event.workspace(), () -> driver.discard(event.workspace().value()));
    }

    /// True while this server works on the workspace's sandbox.
    public boolean isBusyWith(WorkspaceId id) {
        return busy.contains(id);
    }

    /// Takes over, in the background, a sandbox that an earlier life of this server left running, if its workspace is
    /// RUNNING. One that is not is left to who compares the two.
    public void adopt(RunningWorkspace sandbox) {
        var id = new WorkspaceId(sandbox.id());
        inTurn(
                id,
                () -> {
                    boolean wanted =
                            workspaces
                                    .find(id)
                                    .filter(w -> w.state() == Workspace.State.RUNNING)
                                    .isPresent();
                    if (wanted) {
                        workingCopies.forEach(copy -> copy.populate(id, sandbox));
                        meters.resume(id, sandbox);
                        sandbox.ended().thenAccept(ended -> noteEnd(id, ended));
                    }
                });
    }

    /// Starts the sandbox in the background, if the workspace is still STARTING.
    public void bringUp(WorkspaceId id) {
        inTurn(id, () -> startSandbox(id));
    }

    /// Stops the sandbox in the background, if the workspace is still STOPPING.
    public void bringDown(WorkspaceId id) {
        inTurn(id, () -> stopSandbox(id));
    }

    private void inTurn(WorkspaceId id, Runnable work) {
        busy.add(id);
        executor.execute(() -> {
            ReentrantLock turn = turns[Math.floorMod(id.hashCode(), turns.length)];
            turn.lock();
            try {
                work.run();
            } catch (RuntimeException failure) {
                LOG.log(
                        Level.SEVERE,
                        failure,
                        () -> "The sandbox of workspace " + id + " was left as it is");
            } finally {
                busy.remove(id);
                turn.unlock();
            }
        });
    }

    private void startSandbox(WorkspaceId id) {
        var workspace = workspaces.find(id).filter(w -> w.state() == Workspace.State.STARTING);
        if (workspace.isEmpty()) {
            return;
        }
        try {
            RunningWorkspace sandbox =
                    driver.start(
                            new WorkspaceSpec(
                                    id.value(),
                                    workspace.get().organization().value(),
                                    Resources.DEFAULT,
                                    Map.of()));
            workingCopies.forEach(copy -> copy.populate(id, sandbox));
            meters.begin(id, sandbox);
            if (Conflicts.retried(() -> lifecycle.started(id))) {
                sandbox.ended().thenAccept(ended -> noteEnd(id, ended));
            } else {
                driver.stop(id.value());
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "Workspace " + id + " did not start");
            driver.stop(id.value());
            Conflicts.retried(() -> lifecycle.failed(id, explanation(failure)));
        }
    }

    private void stopSandbox(WorkspaceId id) {
        if (workspaces.find(id).filter(w -> w.state() == Workspace.State.STOPPING).isEmpty()) {
            return;
        }
        driver.find(id.value())
                .ifPresent(sandbox -> workingCopies.forEach(copy -> collect(copy, id, sandbox)));
        meters.read(id);
        driver.stop(id.value());
        Conflicts.retried(() -> lifecycle.stopped(id));
    }

    /// The working copy outlives its sandbox, so what could not be collected now is reconciled at the next start.
    private static void collect(WorkingCopy copy, WorkspaceId id, RunningWorkspace sandbox) {
        try {
            copy.collect(id, sandbox);
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "The last changes of workspace " + id + " wait for its next start");
        }
    }

    private void noteEnd(WorkspaceId id, RunningWorkspace.Ended ended) {
        if (!ended.requested()) {
            inTurn(
                    id,
                    () -> {
                        boolean still = workspaces.find(id).filter(Workspace::isUp).isPresent();
                        if (still && driver.find(id.value()).isEmpty()) {
                            var cause =
                                    switch (ended.cause()) {
                                        case LIMIT -> StopCause.LIMIT;
                                        case REQUEST, DEATH -> StopCause.CRASH;
                                    };
                            Conflicts.retried(() -> lifecycle.died(id, cause, ended.reason()));
                        }
                    });
        }
    }

    private static String explanation(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ECodeException ours && ours.getMessage() != null) {
                return ours.getMessage();
            }
        }
        return "The sandbox could not be started. Your files are kept. Try again; if it stays, tell your administrator.";
    }
}
