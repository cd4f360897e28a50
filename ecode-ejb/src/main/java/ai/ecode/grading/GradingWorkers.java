package ai.ecode.grading;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

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
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Those who take submissions from the queue and test them: as many at once as this machine has processors.
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class GradingWorkers {

    private static final Logger LOG = Logger.getLogger(GradingWorkers.class.getName());

    /// How often the queue is looked at without having been told: what other servers queued, and what dead ones left.
    private static final long LOOK_MILLIS = 1_000;

    private static final long BEAT_MILLIS = 5_000;

    @Inject private GradingQueue queue;
    @Inject private Grader grader;
    @Inject private SubmittedFiles files;

    /// Of platform threads: reading what a program writes holds the carrier of a virtual one.
    @Resource private ManagedThreadFactory threads;

    @Inject
    @ConfigProperty(name = "ecode.grading.at-once", defaultValue = "0")
    private int atOnce;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    private final Semaphore news = new Semaphore(0);
    private final Set<UUID> leases = ConcurrentHashMap.newKeySet();
    private final List<Thread> running = new ArrayList<>(); // at start and stop alone
    private volatile boolean stopped;

    @PostConstruct
    void start() {
        int released = queue.release(server);
        if (released > 0) {
            LOG.info(() -> released + " submissions are tested again, which the last stop cut off");
        }
        for (int i = 0; i < workers(); i++) {
            begin(this::work);
        }
        begin(this::beat);
    }

    private void begin(Runnable work) {
        Thread thread = threads.newThread(work);
        running.add(thread);
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        running.forEach(Thread::interrupt);
    }

    /// How many submissions are tested at once on this server.
    public int workers() {
        return atOnce > 0 ? atOnce : Runtime.getRuntime().availableProcessors();
    }

    public void wake(@Observes(during = AFTER_SUCCESS) GradingQueued event) {
        news.release();
    }

    private void work() {
        while (!stopped) {
            try {
                Optional<GradingQueue.Task> task = queue.take(server);
                if (task.isPresent()) {
                    grade(task.get());
                } else {
                    boolean _ = news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException shutdown) {
                return;
            } catch (RuntimeException | Error failure) {
                // Also after an Error: a worker that ends is not replaced.
                LOG.log(Level.WARNING, "The queue of submissions could not be read", failure);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException shutdown) {
            return false;
        }
    }

    private void grade(GradingQueue.Task task) throws InterruptedException {
        leases.add(task.lease());
        try {
            Graded graded = grader.grade(task.organization(), task.suite(), files.of(task.files()));
            if (!queue.finish(task, graded)) {
                LOG.warning(() -> "Submission " + task.submission().id() + " was tested twice");
            }
        } catch (InterruptedException shutdown) {
            queue.giveBack(task, false);
            throw shutdown;
        } catch (TestFault fault) {
            LOG.log(
                    Level.INFO,
                    fault,
                    () -> "Submission " + task.submission().id() + " waits for better tests");
            queue.hold(task, String.valueOf(fault.getMessage()));
        } catch (IOException | RuntimeException | Error failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Submission " + task.submission().id() + " is tested again later");
            queue.giveBack(task, true);
        } finally {
            leases.remove(task.lease());
        }
    }

    private void beat() {
        while (!stopped) {
            try {
                Thread.sleep(BEAT_MILLIS);
                if (!leases.isEmpty()) {
                    queue.beat(List.copyOf(leases));
                }
            } catch (InterruptedException shutdown) {
                return;
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.WARNING, "It could not be said that tests are being run", failure);
            }
        }
    }
}
