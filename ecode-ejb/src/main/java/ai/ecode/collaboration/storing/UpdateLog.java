package ai.ecode.collaboration.storing;

import ai.ecode.shared.Database;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Appends updates of all documents of this server, those of some milliseconds in one transaction. Tries again for as long
/// as the database is away; what waits then is bounded by [#isFull()].
@ApplicationScoped
public class UpdateLog {

    private static final Duration GATHERING = Duration.ofMillis(8);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 2_000;
    private static final int MOST_BYTES_AT_ONCE = 24 << 20;
    private static final long MOST_WAITING = 64L << 20;
    private static final Logger LOG = Logger.getLogger(UpdateLog.class.getName());

    /// Equal to itself only.
    private static final class Entry {
        private final UUID document;
        private final long number;
        private final byte[] bytes;
        private final Receipt receipt;

        Entry(UUID document, long number, byte[] bytes, Receipt receipt) {
            this.document = document;
            this.number = number;
            this.bytes = bytes;
            this.receipt = receipt;
        }
    }

    private record Key(UUID document, long number) {}

    /// What became of an update. Called by the log's thread; must not block.
    public interface Receipt {

        /// It is durable.
        void stored();

        /// It was not stored and never will be: the document is open on another server, or is no more.
        void refused();
    }

    private Database database;
    private String server;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean stopping; // guarded by lock
    private final AtomicLong waitingBytes = new AtomicLong();

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    public UpdateLog() {}

    @Inject
    @SuppressWarnings("NullAway.Init")
    public UpdateLog(
            Database database,
            @ConfigProperty(name = "ecode.server.name", defaultValue = "server") String server) {
        this.database = database;
        this.server = server;
    }

    /// Begins to store. To be called once.
    public void start() {
        start(executor);
    }

    /// The same on other threads than the container's.
    public void start(Executor threads) {
        threads.execute(this::work);
    }

    /// Stores what waits and ends.
    public void stop() {
        locked(() -> stopping = true);
    }

    /// True while so much waits that nothing more should be taken in.
    public boolean isFull() {
        return waitingBytes.get() > MOST_WAITING;
    }

    /// Queues an update; of one document in the order of their numbers. Never blocks; any thread.
    public void append(UUID document, long number, byte[] bytes, Receipt receipt) {
        locked(() -> {
            waiting.add(new Entry(document, number, bytes, receipt));
            waitingBytes.addAndGet(bytes.length);
        });
    }

    private void work() {
        try {
            List<Entry> batch = take();
            while (!batch.isEmpty()) {
                store(batch);
                batch = take();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for updates and a moment longer; empty in the end.
    private List<Entry> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !stopping) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        TimeUnit.NANOSECONDS.sleep(GATHERING.toNanos());
        var batch = new ArrayList<Entry>();
        locked(() -> {
            int bytes = 0;
            while (!waiting.isEmpty()
                    && batch.size() < MOST_AT_ONCE
                    && (batch.isEmpty()
                            || bytes + waiting.getFirst().bytes.length <= MOST_BYTES_AT_ONCE)) {
                Entry entry = waiting.removeFirst();
                bytes += entry.bytes.length;
                batch.add(entry);
            }
        });
        return batch;
    }

    private void store(List<Entry> batch) throws InterruptedException {
        Set<Entry> stored = Set.of();
        for (boolean answered = false; !answered; ) {
            try {
                Set<Key> inserted = insert(batch);
                stored =
                        batch.stream()
                                .filter(entry ->
                                        inserted.contains(new Key(entry.document, entry.number))
                                                || isThere(entry))
                                .collect(Collectors.toSet());
                answered = true;
            } catch (ECodeException | IllegalStateException failure) {
                LOG.log(
                        Level.WARNING,
                        "Updates of documents could not be stored; trying again",
                        failure);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
        for (Entry entry : batch) {
            waitingBytes.addAndGet(-entry.bytes.length);
            if (stored.contains(entry)) {
                entry.receipt.stored();
            } else {
                entry.receipt.refused();
            }
        }
    }

    private Set<Key> insert(List<Entry> batch) {
        return new HashSet<>(
                database.query(
                        """
                        insert into document_updates (document, number, bytes)
                        select new.document, new.number, new.bytes
                        from unnest(?::uuid[], ?::bigint[], ?::bytea[]) as new (document, number, bytes)
                        where new.document in (select id from shared_documents where server = ?)
                        on conflict do nothing
                        returning document, number
                        """,
                        row -> new Key(row.getObject(1, UUID.class), row.getLong(2)),
                        batch.stream().map(entry -> entry.document).toArray(UUID[]::new),
                        batch.stream().map(entry -> entry.number).toArray(Long[]::new),
                        batch.stream().map(entry -> entry.bytes).toArray(byte[][]::new),
                        server));
    }

    /// Stored by an attempt whose answer was lost.
    private boolean isThere(Entry entry) {
        return !database.query(
                        """
                        select 1 from document_updates u join shared_documents d on d.id = u.document
                        where u.document = ? and u.number = ? and u.bytes = ? and d.server = ?
                        """,
                        row -> row.getInt(1),
                        entry.document,
                        entry.number,
                        entry.bytes,
                        server)
                .isEmpty();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
