package ai.ecode.web.events;

import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// News waiting for one peer. News about the same thing replace each other, so a peer that reads slowly skips what is out
/// of date. When too many things changed, one [News.FilesChanged] takes the place of all news of files; should there still
/// be too many, the peer is closed with 4429, reconnects, and starts from the current state.
final class NewsQueue implements FrameSource {

    static final int MOST = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SequencedMap<Object, News> waiting = new LinkedHashMap<>(); // guarded by lock
    private boolean overrun; // guarded by lock
    private boolean woken; // guarded by lock

    /// Never blocks; any thread.
    void offer(News news) {
        lock.lock();
        try {
            if (overrun) {
                return;
            }
            if (waiting.containsKey(News.FilesChanged.SUBJECT) && news.isOfFiles()) {
                return;
            }
            News older = waiting.remove(news.subject());
            waiting.put(news.subject(), older == null ? news : news.after(older));
            if (waiting.size() > MOST) {
                waiting.values().removeIf(News::isOfFiles);
                waiting.put(News.FilesChanged.SUBJECT, new News.FilesChanged());
                overrun |= waiting.size() > MOST;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Frame next(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !woken && !overrun && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            if (overrun) {
                waiting.clear();
                return Frame.Close.of(
                        ErrorCode.TOO_MANY_REQUESTS, "You read too slowly; reconnect.");
            }
            Map.Entry<Object, News> first = waiting.pollFirstEntry();
            return first == null ? null : Frame.Text.of(first.getValue().json());
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
