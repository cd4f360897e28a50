package ai.ecode.collaboration.editing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes the documents of a server that have something to do: at once while the server has little to do, else all of them at the same moments, by
/// one thread. To wake each for each message costs more than what it does then. Any thread.
public final class Beat {

    private final Pace pace;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> bells = new ArrayList<>(); // guarded by lock
    private boolean counting; // guarded by lock

    /// @param threads runs each task on a thread that may wait
    public Beat(Executor threads) {
        this(new Pace(), threads);
    }

    Beat(Pace pace, Executor threads) {
        this.pace = pace;
        this.threads = threads;
    }

    Pace pace() {
        return pace;
    }

    /// Has it called once, by this thread or another. It must not block.
    void ring(Runnable bell) {
        if (!pace.isBusy()) {
            bell.run();
            return;
        }
        lock.lock();
        try {
            bells.add(bell);
            if (counting) {
                return;
            }
            counting = true;
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(this::count);
        } catch (RejectedExecutionException stopping) {
            toll();
        }
    }

    private void count() {
        try {
            do {
                Thread.sleep(Duration.ofNanos(pace.toBeat()));
            } while (toll());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            toll();
        }
    }

    /// Calls all; false when there were none, and then nobody counts any more.
    private boolean toll() {
        List<Runnable> due;
        lock.lock();
        try {
            due = bells;
            bells = new ArrayList<>();
            counting = !due.isEmpty() && !Thread.currentThread().isInterrupted();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
        return !due.isEmpty();
    }
}
