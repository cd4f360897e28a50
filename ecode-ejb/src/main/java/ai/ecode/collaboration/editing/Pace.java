package ai.ecode.collaboration.editing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How long documents gather what comes before they pass it on. Each frame costs a server far more than the few bytes of an edit in
/// it: a server with little to do passes edits on at once, the more it delivers the longer it gathers, never so long
/// that a reader would notice. Any thread.
public final class Pace {

    static final Duration SHORTEST = Duration.ofMillis(5);
    static final Duration LONGEST = Duration.ofMillis(50);

    /// Deliveries a second, each an edit to one peer, from which on edits are gathered for longest.
    static final int BUSY = 4_000;

    private static final long WINDOW = Duration.ofMillis(500).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong windowStart;
    private volatile long round = SHORTEST.toNanos();

    public Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowStart = new AtomicLong(nanoTime.getAsLong());
    }

    void delivered(int count) {
        deliveries.addAndGet(count);
    }

    /// From one round of a document to the next, in nanoseconds.
    long round() {
        long now = nanoTime.getAsLong();
        long start = windowStart.get();
        long elapsed = now - start;
        if (elapsed >= WINDOW && windowStart.compareAndSet(start, now)) {
            double rate = deliveries.getAndSet(0) * 1e9 / elapsed;
            double share = Math.min(1, rate / BUSY);
            round = SHORTEST.toNanos() + (long) (share * LONGEST.minus(SHORTEST).toNanos());
        }
        return round;
    }

    /// How long to wait now, in nanoseconds, when the last round was at this time. What is passed on while the server is busy is
    /// passed on by all documents at the same moments, so that its threads are woken less often.
    long rest(long lastRound) {
        long round = round();
        long now = nanoTime.getAsLong();
        return round < 2 * SHORTEST.toNanos()
                ? lastRound + round - now
                : round - Math.floorMod(now, round);
    }
}
