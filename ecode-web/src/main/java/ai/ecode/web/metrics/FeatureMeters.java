package ai.ecode.web.metrics;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.audit.DeedRecorded;
import ai.ecode.collaboration.SharedDocuments;
import ai.ecode.execution.ExecutionFinished;
import ai.ecode.execution.Executions;
import ai.ecode.files.SyncBacklog;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.JobStepFinished;
import ai.ecode.terminal.Terminals;
import ai.ecode.web.socket.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/// Hears what the features did and asks what they hold.
@ApplicationScoped
public class FeatureMeters {

    private static final Duration[] RUNS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    @Inject private Registry registry;
    @Inject private Executions executions;
    @Inject private Terminals terminals;
    @Inject private SharedDocuments documents;
    @Inject private Connections sockets;
    @Inject private RuntimeDriver driver;
    @Inject private SyncBacklog sync;

    void ask(@Observes Startup event) {
        gauge("ecode.executions.running", () -> executions.running());
        gauge("ecode.executions.waiting", () -> executions.waiting());
        gauge("ecode.terminals.open", () -> terminals.count());
        gauge("ecode.documents.open", () -> documents.count());
        gauge("ecode.sockets.open", () -> sockets.count());
        gauge("ecode.sandboxes.in.use", () -> driver.sandboxes().inUse());
        gauge("ecode.sandboxes.ready", () -> driver.sandboxes().ready());
        gauge("ecode.workspaces.running", () -> driver.running().size());
        gauge("ecode.sync.workspaces", () -> sync.workspaces());
        gauge("ecode.sync.changes.waiting", () -> sync.waiting());
    }

    private void gauge(String name, IntSupplier number) {
        Gauge.builder(name, number::getAsInt).register(registry.meters());
    }

    void ran(@Observes ExecutionFinished event) {
        MeterRegistry meters = registry.meters();
        Timer.builder("ecode.executions")
                .tag("language", event.language())
                .tag("status", lower(event.status()))
                .tag("place", event.workspace().isPresent() ? "workspace" : "apart")
                .serviceLevelObjectives(RUNS)
                .register(meters)
                .record(Duration.ofMillis(event.usage().wallMillis()));
        if (event.workspace().isEmpty()) {
            Timer.builder("ecode.executions.waited")
                    .serviceLevelObjectives(RUNS)
                    .register(meters)
                    .record(event.waited());
        }
    }

    void recorded(@Observes(during = AFTER_SUCCESS) DeedRecorded event) {
        registry.meters()
                .counter(
                        "ecode.audit.events",
                        "action",
                        event.action(),
                        "outcome",
                        lower(event.outcome()))
                .increment();
    }

    void worked(@Observes JobStepFinished event) {
        count(event, "done", event.done());
        count(event, "skipped", event.skipped());
    }

    private void count(JobStepFinished event, String outcome, long items) {
        registry.meters()
                .counter(
                        "ecode.job.items",
                        "job",
                        event.job(),
                        "step",
                        event.step(),
                        "outcome",
                        outcome)
                .increment((double) items);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
