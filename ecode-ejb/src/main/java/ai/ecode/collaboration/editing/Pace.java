package ai.ecode.collaboration.editing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How long documents gather what comes before they pass it on. Each frame costs a server far more than the few bytes of an edit in
/// it: a server with little to do passes edits on at once, the more it delivers the longer it gathers, never so long
/// that a reader would notice. Any thread.
final class Pace {

    static final Duration SHORTEST = Duration.ofMillis(5);

    /// While enough comes in that time to be worth a frame.
    static final Duration LONG = Duration.ofMillis(50);

    static final Duration LONGEST = Duration.ofMillis(80);

    /// Edits of a document that are worth a frame.
    static final int ENOUGH = 4;

    /// Deliveries a second, each an edit to one peer, from which on edits are gathered for longest.
    static final int BUSY = 4_000;

    private static final long WINDOW = Duration.ofMillis(500).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong edits = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong windowStart;
    private volatile long round = SHORTEST.toNanos();

    Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowStart = new AtomicLong(nanoTime.getAsLong());
    }

    /// A document passed on what it had gathered.
    void delivered(int gathered, int readers) {
        deliveries.addAndGet((long) gathered * readers);
        edits.addAndGet(gathered);
        frames.incrementAndGet();
    }

    /// From one round of a document to the next, in nanoseconds.
    long round() {
        long now = nanoTime.getAsLong();
        long start = windowStart.get();
        long elapsed = now - start;
        if (elapsed >= WINDOW && windowStart.compareAndSet(start, now)) {
            double rate = deliveries.getAndSet(0) * 1e9 / elapsed;
            double share = Math.min(1, rate / BUSY);
            round = SHORTEST.toNanos() + (long) (share * (longest() - SHORTEST.toNanos()));
        }
        return round;
    }

    /// As long as it takes until enough has come, within bounds.
    private long longest() {
        double gathered = edits.getAndSet(0) / (double) Math.max(1, frames.getAndSet(0));
        var wanted = (long) (ENOUGH / Math.max(1, gathered) * round);
        return Math.clamp(wanted, LONG.toNanos(), LONGEST.toNanos());
    }

    /// True while what comes is gathered for all documents alike, until the next [#toBeat].
    boolean isBusy() {
        return round() >= 2 * SHORTEST.toNanos();
    }

    /// How long to wait now, in nanoseconds, when the last round was at this time; nothing on a busy server, where documents are
    /// woken at the right moment.
    long rest(long lastRound) {
        return isBusy() ? 0 : Math.max(0, lastRound + round() - nanoTime.getAsLong());
    }

    /// How long it is to the next of the moments at which a busy server's documents pass on what came, in nanoseconds.
    long toBeat() {
        return toBeat(nanoTime.getAsLong());
    }

    private long toBeat(long moment) {
        long round = round();
        return round - Math.floorMod(moment, round);
    }

    /// The moment itself, or on a busy server the first at or after it at which documents are woken anyway.
    long onBeat(long moment) {
        return isBusy() && moment != Long.MAX_VALUE ? moment - 1 + toBeat(moment - 1) : moment;
    }
}
