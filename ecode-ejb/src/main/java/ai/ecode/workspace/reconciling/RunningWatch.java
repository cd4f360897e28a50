package ai.ecode.workspace.reconciling;

import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Attendance;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.PlannedStop;
import ai.ecode.workspace.RunningMeters;
import ai.ecode.workspace.RunningRules;
import ai.ecode.workspace.StopCause;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.WorkspaceStopAnnounced;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Looks at the running workspaces again and again: notes which of them are used, announces the stop of those that are not,
/// and stops them when their time is over. When the server stops in order, it says so of what runs on it.
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RunningWatch {

    private static final Logger LOG = Logger.getLogger(RunningWatch.class.getName());

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// What workspaces had used of the processor when they were looked at last.
    private record Look(long nanos, long cpuMillis) {}

    private final Map<WorkspaceId, Look> looks = new HashMap<>(); // the watching thread's
    private final Map<WorkspaceId, StopCause> announced = new HashMap<>(); // the watching thread's

    @Inject private RuntimeDriver driver;
    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private RunningRules rules;
    @Inject private RunningMeters meters;
    @Inject private Metering metering;
    @Inject private Clock clock;
    @Inject @Any private Instance<Attendance> attendances;
    @Inject private Event<WorkspaceStopAnnounced> announcements;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.workspace.watch", defaultValue = "PT30S")
    private Duration pause;

    @Inject
    @ConfigProperty(name = "ecode.workspace.idle-cpu-percent", defaultValue = "1")
    private int idleCpuPercent;

    private volatile boolean stopping;

    @PostConstruct
    void start() {
        executor.execute(this::watch);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        for (Workspace workspace : running()) {
            if (driver.find(workspace.id().value()).isPresent()) {
                meters.read(workspace.id());
                lifecycle.lost(
                        workspace.id(),
                        StopCause.SHUTDOWN,
                        "The platform was stopped. Your files are kept; start the workspace to go on.");
            }
        }
    }

    private void watch() {
        try {
            while (!stopping) {
                Thread.sleep(pause);
                try {
                    look();
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "Running workspaces could not be looked at", failure);
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Workspace> running() {
        return workspaces.notStopped().stream()
                .filter(workspace -> workspace.state() == Workspace.State.RUNNING)
                .toList();
    }

    private void look() {
        // Asked first, and so only once the application has started: until then a bean that is made
        // here would wait for
        // its enterprise beans while it is locked, and the start for that bean.
        List<Workspace> before = running();
        Set<WorkspaceId> attended = new HashSet<>();
        attendances.forEach(attendance -> attended.addAll(attendance.attended()));
        for (Workspace workspace : before) {
            if (computes(workspace.id()) || attended.contains(workspace.id())) {
                lifecycle.touch(workspace.id());
            }
            meter(workspace.id());
        }
        List<Workspace> running = running();
        for (Workspace workspace : running) {
            if (rules.due(workspace, clock.instant()).isPresent()) {
                lifecycle.stopWhenDue(workspace.id());
            } else {
                announce(workspace);
            }
        }
        Set<WorkspaceId> ids = running.stream().map(Workspace::id).collect(Collectors.toSet());
        looks.keySet().retainAll(ids);
        announced.keySet().retainAll(ids);
    }

    /// Whether its programs used more of a processor than waiting takes, since the last look.
    private boolean computes(WorkspaceId id) {
        var found = driver.find(id.value());
        if (found.isEmpty()) {
            return false;
        }
        try {
            RunningWorkspace sandbox = found.get();
            var now = new Look(System.nanoTime(), sandbox.usage().cpuMillis());
            Look before = looks.put(id, now);
            return before != null
                    && (now.cpuMillis() - before.cpuMillis()) * 1_000_000L * 100
                            > (now.nanos() - before.nanos()) * idleCpuPercent;
        } catch (ECodeException endedMeanwhile) {
            return false;
        }
    }

    /// About every minute what was used is written down; more than that no crash takes along.
    private void meter(WorkspaceId id) {
        meters.read(id);
        Duration enough = MINUTE.minus(pause.dividedBy(2));
        if (meters.stretch(id).filter(used -> used.time().compareTo(enough) >= 0).isPresent()) {
            metering.recordRunning(id).ifPresent(written -> meters.recorded(id, written));
        }
    }

    private void announce(Workspace workspace) {
        var stop = rules.announced(workspace, clock.instant()).map(PlannedStop::cause);
        StopCause before =
                stop.isPresent()
                        ? announced.put(workspace.id(), stop.get())
                        : announced.remove(workspace.id());
        if (before != stop.orElse(null)) {
            announcements.fire(new WorkspaceStopAnnounced(workspace.id(), stop.isPresent()));
        }
    }
}
