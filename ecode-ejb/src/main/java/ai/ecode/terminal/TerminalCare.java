package ai.ecode.terminal;

import ai.ecode.workspace.WorkspaceActivity;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Looks after the open terminals: tells the others that something happened in them, keeps their workspaces awake, and
/// stores their last output.
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TerminalCare {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STORE = Duration.ofSeconds(3);
    private static final Duration METER = Duration.ofSeconds(30);
    private static final Duration TOUCH = Duration.ofSeconds(30);
    private static final Logger LOG = Logger.getLogger(TerminalCare.class.getName());

    private final Set<WorkspaceId> announcing = ConcurrentHashMap.newKeySet();
    private final Map<WorkspaceId, Long> touchedAt = new HashMap<>(); // the looking thread's

    @Inject private Terminals terminals;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Event<WorkspaceActivity> activity;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private volatile boolean stopping;

    @PostConstruct
    void start() {
        terminals.endLeftovers();
        executor.execute(() -> every(LOOK, this::look));
        executor.execute(() -> every(STORE, this::store));
        executor.execute(() -> every(METER, terminals::storeUse));
    }

    @PreDestroy
    void stop() {
        stopping = true;
        terminals.endAll("The server was stopped.");
    }

    private void every(Duration pause, Runnable work) {
        try {
            while (!stopping) {
                Thread.sleep(pause);
                try {
                    work.run();
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "Terminals could not be looked after", failure);
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        touchedAt
                .keySet()
                .retainAll(terminals.live().stream().map(LiveTerminal::workspace).toList());
        for (LiveTerminal terminal : terminals.live()) {
            boolean active = !announcing.contains(terminal.workspace()) && terminal.wasActive();
            if (active) {
                announce(terminal.workspace());
            }
            if (active || terminal.isAttended()) {
                touch(terminal.workspace());
            }
        }
    }

    /// Observers may take their time; what happens meanwhile is announced once they are done.
    private void announce(WorkspaceId workspace) {
        if (announcing.add(workspace)) {
            executor.execute(() -> {
                try {
                    activity.fire(new WorkspaceActivity(workspace));
                } finally {
                    announcing.remove(workspace);
                }
            });
        }
    }

    private void touch(WorkspaceId workspace) {
        long now = System.nanoTime();
        Long last = touchedAt.get(workspace);
        if (last == null || now - last > TOUCH.toNanos()) {
            touchedAt.put(workspace, now);
            executor.execute(() -> lifecycle.touch(workspace));
        }
    }

    private void store() {
        terminals.live().forEach(terminals::store);
    }
}
