package ai.ecode.collaboration.editing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a document's thread is to do next. What peers send is bounded; what the platform itself has to say is not, being
/// little.
final class Mailbox {

    static final int MOST_MESSAGES = 4_000;
    static final long MOST_BYTES = 32L << 20;

    private record Letter(int bytes, Runnable work) {}

    private final Beat beat;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ArrayDeque<Letter> letters = new ArrayDeque<>(); // guarded by lock
    private int messages; // guarded by lock
    private long bytes; // guarded by lock
    private boolean asked; // guarded by lock: it will be woken
    private boolean woken; // guarded by lock
    private boolean closed; // guarded by lock

    /// @param beat says when the document's thread is woken
    Mailbox(Beat beat) {
        this.beat = beat;
    }

    /// Queues what a peer sent; false when there is too much already, or the document is closed. Never blocks; any thread.
    boolean offer(int size, Runnable work) {
        lock.lock();
        try {
            if (closed || messages >= MOST_MESSAGES || (bytes > 0 && bytes + size > MOST_BYTES)) {
                return false;
            }
            messages++;
            bytes += size;
            add(new Letter(size, work));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Queues what must be heard; false when the document is closed. Never blocks; any thread.
    boolean tell(Runnable work) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            add(new Letter(-1, work));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Letter letter) {
        letters.add(letter);
        ask();
    }

    /// Lets a waiting [#await] return soon. Any thread.
    void wake() {
        lock.lock();
        try {
            ask();
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        if (!asked && !woken) {
            asked = true;
            beat.ring(this::rung);
        }
    }

    private void rung() {
        lock.lock();
        try {
            asked = false;
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is something to do, as soon as the [Beat] says so, or the time came.
    void await(long nanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanoTime - System.nanoTime();
            while (!woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /// Takes everything there is.
    List<Runnable> drain() {
        lock.lock();
        try {
            var all = new ArrayList<Runnable>(letters.size());
            letters.forEach(letter -> all.add(letter.work));
            letters = letters.size() > 64 ? new ArrayDeque<>() : cleared();
            messages = 0;
            bytes = 0;
            woken = false;
            return all;
        } finally {
            lock.unlock();
        }
    }

    private ArrayDeque<Letter> cleared() {
        letters.clear();
        return letters;
    }

    /// From now on nothing is taken in; false when something waits, and then it stays open.
    boolean closeIfEmpty() {
        lock.lock();
        try {
            closed = letters.isEmpty();
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Takes in nothing more, whatever waits.
    List<Runnable> close() {
        lock.lock();
        try {
            closed = true;
            return drain();
        } finally {
            lock.unlock();
        }
    }
}
