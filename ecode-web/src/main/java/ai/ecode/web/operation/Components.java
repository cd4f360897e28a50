package ai.ecode.web.operation;

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
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How each component is, looked at every 15 seconds, so that asking costs nothing and harms nothing.
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Components {

    private static final Logger LOG = Logger.getLogger(Components.class.getName());

    @Inject @Any private Instance<ComponentCheck> checks;
    @Inject private Clock clock;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final Map<String, Status> latest = new ConcurrentSkipListMap<>();
    private final Map<String, Boolean> underWay = new ConcurrentHashMap<>();

    @PostConstruct
    void atStart() {
        look();
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void look() {
        for (ComponentCheck check : checks) {
            if (underWay.putIfAbsent(check.name(), true) == null) {
                executor.execute(() -> lookAt(check));
            }
        }
    }

    private void lookAt(ComponentCheck check) {
        Instant begin = clock.instant();
        try {
            String sentence = check.check();
            note(
                    new Status(
                            check.name(),
                            true,
                            sentence,
                            begin,
                            Duration.between(begin, clock.instant()).toMillis()));
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String why =
                    failure.getMessage() == null
                            ? failure.getClass().getSimpleName()
                            : failure.getMessage();
            note(
                    new Status(
                            check.name(),
                            false,
                            why,
                            begin,
                            Duration.between(begin, clock.instant()).toMillis()));
        } finally {
            underWay.remove(check.name());
        }
    }

    private void note(Status status) {
        Status before = latest.put(status.name(), status);
        boolean wasUp = before == null || before.up();
        if (wasUp != status.up()) {
            LOG.log(
                    status.up() ? Level.INFO : Level.WARNING,
                    () ->
                            "Component "
                                    + status.name()
                                    + (status.up() ? " is back: " : " is down: ")
                                    + status.detail());
        }
    }

    /// The latest look at each component, by name.
    public List<Status> all() {
        return List.copyOf(latest.values());
    }

    /// What was seen of one component.
    ///
    /// @param detail one sentence: how it is, or why not
    /// @param millis how long it took to answer
    public record Status(String name, boolean up, String detail, Instant checkedAt, long millis) {}
}
