package ai.ecode.runtime.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at everything that has limits, every 50 ms while there is anything, on one thread that costs nothing otherwise.
final class Watcher implements AutoCloseable {

    static final long INTERVAL_MILLIS = 50;

    /// Something to look at. `look` is called on the watcher's thread and does not block; `table` makes the list of all
    /// processes at most once per round.
    interface Watched {
        void look(long nowNanos, Supplier<ProcessTable> table);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    Watcher() {
        thread = Thread.ofPlatform().name("sandbox-watcher").daemon().start(this::run);
    }

    void add(Watched item) {
        watched.add(item);
        LockSupport.unpark(thread);
    }

    void remove(Watched item) {
        watched.remove(item);
    }

    private void run() {
        while (!closed) {
            if (watched.isEmpty()) {
                LockSupport.park(this);
                continue;
            }
            round();
            LockSupport.parkNanos(this, INTERVAL_MILLIS * 1_000_000);
        }
    }

    private void round() {
        var table = new OncePerRound();
        for (Watched item : watched) {
            try {
                item.look(System.nanoTime(), table);
            } catch (RuntimeException e) {
                // One that cannot be looked at must not end the watch over the others.
                System.getLogger(Watcher.class.getName())
                        .log(System.Logger.Level.ERROR, "Watching a sandbox failed", e);
            }
        }
    }

    private static final class OncePerRound implements Supplier<ProcessTable> {
        private @Nullable ProcessTable table;

        @Override
        public ProcessTable get() {
            ProcessTable known = table;
            if (known == null) {
                known = ProcessTable.now();
                table = known;
            }
            return known;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
