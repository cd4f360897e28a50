package ai.ecode.web.metrics;

import static java.util.Objects.requireNonNull;

import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceList;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts the workspaces of the whole installation by state, every 15 seconds: a scrape must not wait for a database.
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WorkspaceCensus {

    private static final Logger LOG = Logger.getLogger(WorkspaceCensus.class.getName());

    @Inject private Registry registry;
    @Inject private WorkspaceList workspaces;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final AtomicBoolean underWay = new AtomicBoolean();
    private @Nullable MultiGauge numbers;

    @PostConstruct
    void atStart() {
        numbers = MultiGauge.builder("ecode.workspaces").register(registry.meters());
        everyQuarterMinute();
    }

    /// Returns at once.
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void everyQuarterMinute() {
        if (underWay.compareAndSet(false, true)) {
            executor.execute(this::count);
        }
    }

    /// Without an answer there is no number rather than an old one.
    private void count() {
        try {
            publish(workspaces.census());
        } catch (RuntimeException unanswered) {
            publish(Map.of());
            LOG.log(Level.FINE, "The workspaces were not counted", unanswered);
        } finally {
            underWay.set(false);
        }
    }

    private void publish(Map<Workspace.State, Long> census) {
        List<MultiGauge.Row<?>> rows =
                census.entrySet().stream()
                        .<MultiGauge.Row<?>>map(entry ->
                                MultiGauge.Row.of(
                                        Tags.of(
                                                "state",
                                                entry.getKey().name().toLowerCase(Locale.ROOT)),
                                        entry.getValue()))
                        .toList();
        requireNonNull(numbers).register(rows, true);
    }
}
