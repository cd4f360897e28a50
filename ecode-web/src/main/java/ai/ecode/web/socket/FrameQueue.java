package ai.ecode.web.socket;

import ai.ecode.shared.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Frames waiting for a peer that reads, bounded by count and by bytes. A peer that reads too slowly is closed with 4429
/// rather than buffered for: it reconnects and starts from the current state.
public final class FrameQueue implements FrameSource {

    private final int mostFrames;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>(); // guarded by lock
    private long bytes; // guarded by lock
    private boolean closing; // guarded by lock
    private boolean woken; // guarded by lock

    public FrameQueue(int mostFrames, long mostBytes) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
    }

    /// Queues the frame. False when the connection is closing, be it because this frame found the queue full. Never
    /// blocks; any thread.
    public boolean offer(Frame frame) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            if (frame instanceof Frame.Close close) {
                closing = true;
                add(close);
                return true;
            }
            if (frames.size() >= mostFrames || bytes + frame.size() > mostBytes) {
                closing = true;
                frames.clear();
                bytes = 0;
                add(Frame.Close.of(ErrorCode.TOO_MANY_REQUESTS, "You read too slowly; reconnect."));
                return false;
            }
            add(frame);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Frame frame) {
        frames.add(frame);
        bytes += frame.size();
        changed.signal();
    }

    @Override
    public @Nullable Frame next(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && !woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            Frame frame = frames.poll();
            if (frame != null) {
                bytes -= frame.size();
            }
            return frame;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
