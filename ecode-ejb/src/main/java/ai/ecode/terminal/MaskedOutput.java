package ai.ecode.terminal;

import ai.ecode.workspace.SecretMask;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// Takes the secrets of its workspace out of what a shell writes. What may be the beginning of a secret waits for the next
/// piece, but only for a moment: the echo of a key must not hang on what is typed next.
final class MaskedOutput {

    /// Pieces of what a program writes at once follow each other faster, keys slower.
    private static final Duration MOMENT = Duration.ofMillis(20);

    /// Who gets what is left.
    interface Taker {
        void take(byte[] bytes) throws InterruptedException;
    }

    private final Executor executor;
    private final Taker taker;
    private final List<String> first;
    private final ReentrantLock lock = new ReentrantLock();
    private SecretMask.Stream stream; // guarded by lock
    private boolean flushing; // guarded by lock
    private long pieces; // guarded by lock

    /// @param secrets those that the shell was started with
    MaskedOutput(List<String> secrets, Executor executor, Taker taker) {
        this.first = List.copyOf(secrets);
        this.executor = executor;
        this.taker = taker;
        this.stream = SecretMask.of(secrets).stream();
    }

    /// From now on also these are masked: another shell of the workspace may have them.
    void alsoMask(List<String> secrets) throws InterruptedException {
        var all = new LinkedHashSet<>(first);
        all.addAll(secrets);
        lock.lockInterruptibly();
        try {
            pass(stream.flush());
            stream = SecretMask.of(all).stream();
        } finally {
            lock.unlock();
        }
    }

    void write(byte[] bytes, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            pieces++;
            pass(stream.next(bytes, 0, length));
            if (stream.isHolding() && !flushing) {
                flushing = true;
                executor.execute(this::flushSoon);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives what is held back: nothing follows.
    void end() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            pass(stream.flush());
        } finally {
            lock.unlock();
        }
    }

    private void flushSoon() {
        try {
            while (!flushed()) {
                Thread.sleep(MOMENT);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private long seen = -1; // of the flushing thread, there is one at most

    /// False while pieces still come.
    private boolean flushed() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (seen != pieces && stream.isHolding()) {
                seen = pieces;
                return false;
            }
            flushing = false;
            pass(stream.flush());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void pass(byte[] bytes) throws InterruptedException {
        if (bytes.length > 0) {
            taker.take(bytes);
        }
    }
}
