package ai.ecode.web.socket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The threads that send for connections whose frames lie in memory: as few as get along, because to wake a thread for each
/// frame costs more than to send it. While all of them are stuck in peers that do not read, another goes on.
final class Senders {

    private static final Duration STUCK = Duration.ofMillis(20);

    private final Executor threads;
    private final Duration stuck;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Runnable> due = new ArrayDeque<>(); // guarded by lock, as all below

    /// Since when each thread has been at the work it is at.
    private final Map<Thread, Long> busy = new HashMap<>();

    private int idle;
    private boolean watched;

    Senders(Executor threads) {
        this(threads, STUCK);
    }

    Senders(Executor threads, Duration stuck) {
        this.threads = threads;
        this.stuck = stuck;
    }

    /// Has the work done soon, after what came before. The work may block; this does not. Any thread.
    void submit(Runnable work) {
        lock.lock();
        try {
            due.add(work);
            if (idle == 0 && busy.isEmpty()) {
                more();
            } else if (idle == 0) {
                watch();
            } else {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A thread that is on its way counts as idle.
    private void more() {
        idle++;
        threads.execute(this::work);
    }

    private void work() {
        try {
            for (Runnable next = first(); next != null; next = another()) {
                next.run();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            forget();
        }
    }

    private @Nullable Runnable first() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return await();
        } finally {
            lock.unlock();
        }
    }

    /// Null for a thread that is one too many.
    private @Nullable Runnable another() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            busy.remove(Thread.currentThread());
            if (idle > 0 && due.isEmpty()) {
                return null;
            }
            idle++;
            return await();
        } finally {
            lock.unlock();
        }
    }

    private Runnable await() throws InterruptedException {
        try {
            while (due.isEmpty()) {
                changed.await();
            }
        } finally {
            idle--;
        }
        busy.put(Thread.currentThread(), System.nanoTime());
        Runnable next = due.removeFirst();
        if (!due.isEmpty() && idle == 0) {
            watch();
        }
        return next;
    }

    private void forget() {
        lock.lock();
        try {
            busy.remove(Thread.currentThread());
            if (!due.isEmpty() && idle == 0 && busy.isEmpty()) {
                more();
            }
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        if (!watched) {
            watched = true;
            threads.execute(this::help);
        }
    }

    /// Sees to it that what is due is not waiting for a peer that does not read.
    private void help() {
        try {
            do {
                Thread.sleep(stuck);
            } while (isHelpNeeded());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHelpNeeded() {
        lock.lock();
        try {
            watched = !due.isEmpty();
            long now = System.nanoTime();
            if (watched
                    && idle == 0
                    && busy.values().stream().allMatch(since -> now - since > stuck.toNanos())) {
                more();
            }
            return watched;
        } finally {
            lock.unlock();
        }
    }
}
