package ai.ecode.web.terminal;

import java.time.Duration;

/// How far a terminal's output may be ahead of what its peer says to have drawn. A peer that never says how much it can
/// take is trusted to read at the pace of its socket; a page cannot, because its browser takes in whatever comes.
final class Pace {

    static final long SMALLEST = 16 * 1024;

    private long window = Long.MAX_VALUE; // guarded by this
    private long undrawn; // guarded by this
    private boolean woken; // guarded by this

    /// From now on at most `bytes` may be on their way.
    synchronized void limit(long bytes) {
        window = Math.max(SMALLEST, bytes);
        notifyAll();
    }

    /// So many more bytes were drawn.
    synchronized void drawn(long bytes) {
        undrawn = Math.max(0, undrawn - bytes);
        notifyAll();
    }

    synchronized void sent(int bytes) {
        undrawn += bytes;
    }

    /// Waits until more may be sent; false when that did not come within `patience`, or after [#wake].
    synchronized boolean await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (undrawn >= window && !woken) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        woken = false;
        return undrawn < window;
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }
}
