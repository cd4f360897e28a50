package ai.ecode.runtime.local;

import java.util.function.LongSupplier;

/// Measures what the files of a workspace take, and speaks up when that is more than allowed. It looks only when
/// something ran since the last look, and the less often the longer a look takes.
final class StorageGuard implements AutoCloseable {

    private static final long SHORTEST_PAUSE_MILLIS = 1_000;
    private static final int PAUSES_PER_LOOK = 20;
    private static final int MOST_ENTRIES = 500_000;
    private static final long GRACE_BYTES = 64L << 20;

    private final SafeTree files;
    private final SafeTree home;
    private final long allowed;
    private final LongSupplier cpuMillis;
    private final Runnable tooMuch;
    private final Thread thread;
    private volatile long bytes;
    private volatile boolean closed;

    /// What a workspace holds at its start is never too much: its owner could not remove it otherwise.
    StorageGuard(
            SafeTree files, SafeTree home, long allowed, LongSupplier cpuMillis, Runnable tooMuch) {
        this.files = files;
        this.home = home;
        this.allowed = allowed;
        this.cpuMillis = cpuMillis;
        this.tooMuch = tooMuch;
        this.thread = Thread.ofVirtual().name("sandbox-storage").start(this::run);
    }

    long bytes() {
        return bytes;
    }

    private void run() {
        try {
            measure(Long.MAX_VALUE);
            long most = Math.max(allowed, bytes + GRACE_BYTES);
            long pause = SHORTEST_PAUSE_MILLIS;
            long cpuBefore = -1;
            while (!closed) {
                Thread.sleep(pause);
                long cpu = cpuMillis.getAsLong();
                if (cpu == cpuBefore) {
                    continue;
                }
                cpuBefore = cpu;
                long started = System.nanoTime();
                if (!measure(most) && !closed) {
                    tooMuch.run();
                    return;
                }
                long took = (System.nanoTime() - started) / 1_000_000;
                pause = Math.max(SHORTEST_PAUSE_MILLIS, took * PAUSES_PER_LOOK);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private boolean measure(long most) {
        long work = files.sizeUpTo(most, MOST_ENTRIES);
        long rest = work > most ? 0 : home.sizeUpTo(most - work, MOST_ENTRIES);
        if (work == Long.MAX_VALUE || rest == Long.MAX_VALUE) {
            return most == Long.MAX_VALUE;
        }
        bytes = work + rest;
        return bytes <= most;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
