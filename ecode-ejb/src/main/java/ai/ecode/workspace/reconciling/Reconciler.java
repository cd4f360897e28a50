package ai.ecode.workspace.reconciling;

import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.SurvivesRestart;
import ai.ecode.workspace.StopCause;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLauncher;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Compares the workspaces that should have a sandbox with the sandboxes there are, at start-up and every minute: sandboxes that
/// outlived the server are taken over, lost starts and stops are resumed, workspaces whose sandbox is gone are said to be stopped, sandboxes that no row owns end.
@Singleton
@Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class.getName());

    @Inject private RuntimeDriver driver;
    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private WorkspaceLauncher launcher;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final AtomicBoolean reconciling = new AtomicBoolean();
    private boolean adopted; // whoever reconciles

    @PostConstruct
    void atStart() {
        everyMinute();
    }

    /// Returns at once; a round that is still going on is not joined by another.
    @Schedule(hour = "*", minute = "*", persistent = false)
    void everyMinute() {
        if (reconciling.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    reconcile();
                } catch (RuntimeException failure) {
                    LOG.log(
                            Level.WARNING,
                            "Workspaces were not reconciled; the next round is in a minute",
                            failure);
                } finally {
                    reconciling.set(false);
                }
            });
        }
    }

    private void reconcile() {
        adoptAtStart();
        Set<UUID> mayBeOrphans = driver.running();
        List<Workspace> wanted = workspaces.notStopped();
        for (Workspace workspace : wanted) {
            // Asked now: the database may have let us wait, and who ends meanwhile is busy before
            // it is gone.
            boolean hasSandbox = driver.running().contains(workspace.id().value());
            if (!launcher.isBusyWith(workspace.id())) {
                repair(workspace, hasSandbox);
            }
        }
        var orphans = new HashSet<>(mayBeOrphans);
        wanted.forEach(workspace -> orphans.remove(workspace.id().value()));
        orphans.stream().filter(id -> !launcher.isBusyWith(new WorkspaceId(id))).forEach(this::end);
    }

    /// Before anything is compared: what runs but is not known yet would be taken for lost.
    private void adoptAtStart() {
        if (!adopted) {
            driver.capability(SurvivesRestart.class)
                    .ifPresent(driver -> driver.adopt().forEach(launcher::adopt));
            adopted = true;
        }
    }

    private void repair(Workspace workspace, boolean hasSandbox) {
        switch (workspace.state()) {
            case STARTING -> launcher.bringUp(workspace.id());
            case STOPPING -> launcher.bringDown(workspace.id());
            case RUNNING -> {
                if (!hasSandbox) {
                    lifecycle.lost(
                            workspace.id(),
                            StopCause.CRASH,
                            "The platform ended unexpectedly. Your files are kept; start the workspace to go on.");
                }
            }
            case STOPPED, FAILED -> {}
        }
    }

    private void end(UUID orphan) {
        boolean stillUnowned =
                workspaces.find(new WorkspaceId(orphan)).filter(Workspace::isUp).isEmpty();
        if (stillUnowned) {
            LOG.warning(() -> "Ending the sandbox " + orphan + ", which no workspace owns");
            driver.stop(orphan);
        }
    }
}
