package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.Outgoing;
import ai.ecode.collaboration.yjs.StateVector;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one peer has yet to take. For a peer that reads slowly nothing is queued without bound: it is noted what it lacks, and
/// once it has taken what waits it gets that as one update.
final class Outbox {

    private static final int MOST_FRAMES = 256;
    private static final long MOST_BYTES = 1 << 20;

    private final Runnable askForCatchUp;
    private volatile Runnable news = () -> {};
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(); // guarded by lock, as all below
    private long bytes;
    private @Nullable StateVector lacking;
    private long behindSince;
    private boolean asked;
    private Outgoing.@Nullable End end;

    /// @param askForCatchUp asks the document for a [#catchUp]; must not block
    Outbox(Runnable askForCatchUp) {
        this.askForCatchUp = askForCatchUp;
    }

    /// Who is to hear from now on that there is something to send. Must not block.
    void onNews(Runnable hearer) {
        news = hearer;
    }

    /// Queues a frame, or notes that the peer has no more than `before` says. Never blocks; any thread.
    void offer(byte[] frame, Supplier<StateVector> before) {
        lock.lock();
        try {
            if (end != null || lacking != null) {
                return;
            }
            if (frames.size() >= MOST_FRAMES || (bytes > 0 && bytes + frame.length > MOST_BYTES)) {
                lack(before.get());
                return;
            }
            add(frame);
        } finally {
            lock.unlock();
        }
        news.run();
    }

    /// The peer says what it has: what it lacks is sent once it has taken what waits.
    void has(StateVector vector) {
        lock.lock();
        try {
            lack(vector);
        } finally {
            lock.unlock();
        }
    }

    private void lack(StateVector after) {
        if (lacking == null) {
            lacking = after;
            behindSince = System.nanoTime();
        } else {
            var least = new HashMap<Long, Integer>();
            lacking.clocks()
                    .forEach((client, clock) ->
                            least.put(client, Math.min(clock, after.clock(client))));
            lacking = new StateVector(least);
        }
    }

    /// What the peer has if it is behind, to be answered by [#catchUp].
    @Nullable StateVector lacking() {
        lock.lock();
        try {
            return lacking;
        } finally {
            lock.unlock();
        }
    }

    /// Queues all that the peer lacked.
    void catchUp(byte[]... all) {
        lock.lock();
        try {
            lacking = null;
            asked = false;
            for (byte[] frame : all) {
                add(frame);
            }
        } finally {
            lock.unlock();
        }
        news.run();
    }

    /// True when nothing waits for the peer.
    boolean isTaken() {
        lock.lock();
        try {
            return frames.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// How long the peer has not taken what waits for it; zero when it is not behind.
    Duration behind() {
        lock.lock();
        try {
            return lacking == null
                    ? Duration.ZERO
                    : Duration.ofNanos(System.nanoTime() - behindSince);
        } finally {
            lock.unlock();
        }
    }

    /// The first end is the last thing that is sent, in the place of what waits.
    void end(Outgoing.End reason) {
        lock.lock();
        try {
            if (end == null) {
                end = reason;
                frames.clear();
            }
        } finally {
            lock.unlock();
        }
        news.run();
    }

    private void add(byte[] frame) {
        frames.add(frame);
        bytes += frame.length;
    }

    /// The next to send; null when nothing waits. Never blocks.
    @Nullable Outgoing next() {
        lock.lock();
        try {
            if (end != null) {
                return end;
            }
            byte[] frame = frames.poll();
            if (frame == null) {
                askOnce();
                return null;
            }
            bytes -= frame.length;
            return new Outgoing.Message(ByteBuffer.wrap(frame));
        } finally {
            lock.unlock();
        }
    }

    private void askOnce() {
        if (lacking != null && !asked) {
            asked = true;
            askForCatchUp.run();
        }
    }
}
