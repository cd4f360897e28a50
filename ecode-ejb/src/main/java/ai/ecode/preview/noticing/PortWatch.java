package ai.ecode.preview.noticing;

import ai.ecode.preview.ListeningPorts;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks every second at who listens in each workspace, and tells what changed since the last look.
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class PortWatch {

    @Inject private RuntimeDriver driver;
    @Inject private ListeningPorts ports;
    @Inject private Event<PortsChanged> changed;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// One look at a time.
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
        ports.workspaces().stream()
                .filter(workspace -> !running.contains(workspace.value()))
                .forEach(stopped -> tell(stopped, Set.of()));
        running.forEach(workspace -> driver.find(workspace).ifPresent(this::look));
    }

    private void look(RunningWorkspace workspace) {
        try {
            tell(new WorkspaceId(workspace.id()), workspace.listening());
        } catch (ECodeException ended) {
            // The next look does not find it running any more.
        }
    }

    private void tell(WorkspaceId workspace, Set<Integer> now) {
        Set<Integer> before = ports.note(workspace, now);
        Set<Integer> opened = without(now, before);
        Set<Integer> closed = without(before, now);
        if (!opened.isEmpty() || !closed.isEmpty()) {
            changed.fire(new PortsChanged(workspace, opened, closed));
        }
    }

    private static Set<Integer> without(Set<Integer> all, Set<Integer> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
