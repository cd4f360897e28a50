package ai.ecode.collaboration;

import ai.ecode.collaboration.editing.OpenDocument;
import ai.ecode.collaboration.storing.StoredDocuments;
import ai.ecode.collaboration.storing.UpdateLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keeps the leases of the documents that this server has open, and begins and ends the storing of what is written in them.
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DocumentCare {

    private static final Duration RENEWAL = SharedDocuments.LEASE.dividedBy(3);
    private static final Duration STOPPING = Duration.ofSeconds(3);
    private static final Logger LOG = Logger.getLogger(DocumentCare.class.getName());

    @Inject private SharedDocuments documents;
    @Inject private StoredDocuments stored;
    @Inject private UpdateLog log;

    @Resource private TimerService timers;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    @Inject
    @ConfigProperty(name = "ecode.documents.keep-days", defaultValue = "30")
    private int keepDays;

    private volatile boolean stopping;

    @PostConstruct
    void start() {
        stored.releaseAll(server);
        log.start();
        // Timers begin when the application has started. What begins before, on another thread, and
        // calls an EJB waits for
        // the start to end, and the start for what that thread holds.
        timers.createSingleActionTimer(0, new TimerConfig(null, false));
    }

    /// Once, when the application has started.
    @Timeout
    void begin() {
        executor.execute(this::recover);
        executor.execute(this::renew);
    }

    /// Each server does: it is one statement a table.
    @Schedule(hour = "*", minute = "23", persistent = false)
    public void expire() {
        int expired = stored.expire(Duration.ofDays(keepDays));
        if (expired > 0) {
            LOG.log(Level.INFO, "{0} documents that nobody used any more were let go", expired);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        try {
            documents.flushAll(STOPPING);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        log.stop();
    }

    private void recover() {
        try {
            documents.recover();
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "Documents are written into their files when they are used next",
                    failure);
        }
    }

    private void renew() {
        try {
            while (!stopping) {
                Thread.sleep(RENEWAL);
                List<UUID> open =
                        documents.documents().stream()
                                .map(OpenDocument::id)
                                .flatMap(Optional::stream)
                                .toList();
                try {
                    if (!open.isEmpty()) {
                        stored.renew(server, open, SharedDocuments.LEASE);
                    }
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "Leases of documents were not renewed", failure);
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}
