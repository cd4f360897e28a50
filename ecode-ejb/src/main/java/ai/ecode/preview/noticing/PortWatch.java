package ai.ecode.preview.noticing;

import ai.ecode.preview.PortsChanged;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks every second at who listens in each workspace, and tells what changed since the last look.
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class PortWatch {

    @Inject private RuntimeDriver driver;
    @Inject private Event<PortsChanged> changed;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// By workspace, as of the last look; one look at a time.
    private final Map<UUID, Set<Integer>> seen = new ConcurrentHashMap<>();

    private final AtomicBoolean looking = new AtomicBoolean();

    /// Returns at once: a driver may take long to answer.
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void everySecond() {
        if (looking.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    look();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    private void look() {
        Set<UUID> running = driver.running();
        seen.keySet().retainAll(running);
        running.forEach(workspace -> driver.find(workspace).ifPresent(this::look));
    }

    private void look(RunningWorkspace workspace) {
        Set<Integer> now;
        try {
            now = workspace.listening();
        } catch (ECodeException ended) {
            return;
        }
        Set<Integer> before = seen.put(workspace.id(), now);
        Set<Integer> opened = without(now, before == null ? Set.of() : before);
        Set<Integer> closed = without(before == null ? Set.of() : before, now);
        if (!opened.isEmpty() || !closed.isEmpty()) {
            changed.fire(new PortsChanged(new WorkspaceId(workspace.id()), opened, closed));
        }
    }

    private static Set<Integer> without(Set<Integer> all, Set<Integer> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
