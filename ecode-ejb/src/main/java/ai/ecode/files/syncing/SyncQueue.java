package ai.ecode.files.syncing;

import ai.ecode.files.FileChanged;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is to be synced of one workspace next, from any number of threads to one. Bounded: what is too much to name
/// becomes "everything". Changes of the tree are due at once; the working copy is looked at a moment after a sign of
/// activity, and the longer looking takes the rarer, so that it never costs more than a tenth of a core.
final class SyncQueue {

    private static final int MOST_PATHS = 1_000;
    private static final int MOST_FOLDERS = 16;
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int REST_FACTOR = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /// One turn's work.
    ///
    /// @param everything whether the whole tree changed
    /// @param folders of the working copy to look at
    /// @param upTo how many changes of the tree had been told when this was taken
    record Work(
            List<FileMoved> moves,
            Set<FilePath> paths,
            boolean everything,
            Set<String> folders,
            long upTo) {

        /// True when only time passed.
        boolean isNothing() {
            return moves.isEmpty() && paths.isEmpty() && !everything && folders.isEmpty();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock, all of them.
    private List<FileMoved> moves = new ArrayList<>();
    private Set<FilePath> paths = new HashSet<>();
    private boolean everything;
    private Set<String> folders = new HashSet<>();
    private long lookAt;
    private long restUntil = System.nanoTime();
    private boolean ended;
    private long told;
    private long pushed;

    void tell(FileMoved moved) {
        locked(() -> {
            told++;
            if (moves.size() < MOST_PATHS) {
                moves.add(moved);
            }
        });
    }

    void tell(FileChanged change) {
        locked(() -> {
            told++;
            @Nullable FilePath path = change.path();
            if (path == null || paths.size() >= MOST_PATHS) {
                everything = true;
            } else {
                paths.add(path);
            }
        });
    }

    /// @param folder of the working copy, `""` when it is not known which
    void look(String folder) {
        locked(() -> {
            if (folders.isEmpty()) {
                lookAt = System.nanoTime() + SETTLING_NANOS;
            }
            folders.add(folders.size() >= MOST_FOLDERS ? "" : folder);
        });
    }

    int size() {
        lock.lock();
        try {
            return moves.size() + paths.size() + folders.size() + (everything ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    /// What this work says of the tree is in the working copy.
    void pushed(Work work) {
        locked(() -> pushed = Math.max(pushed, work.upTo()));
    }

    /// Waits until every change of the tree that was told before is in the working copy, or until it ended. False when that
    /// takes longer.
    boolean awaitPushed(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            long wanted = told;
            while (pushed < wanted && !ended) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        locked(() -> ended = true);
    }

    /// Looking took so long.
    void rest(Duration looking) {
        locked(() ->
                restUntil =
                        System.nanoTime() + Math.max(REST_NANOS, REST_FACTOR * looking.toNanos()));
    }

    /// Waits for work, at most a second and a half; empty when it ended.
    Optional<Work> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long patience = System.nanoTime() + PATIENCE_NANOS;
            while (!ended) {
                long wait = nanosUntilLook();
                boolean tree = everything || !paths.isEmpty() || !moves.isEmpty();
                if (tree || wait <= 0) {
                    return Optional.of(next(wait <= 0));
                }
                long left = patience - System.nanoTime();
                if (left <= 0) {
                    return Optional.of(next(false));
                }
                long _ = changed.awaitNanos(Math.min(wait, left));
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntilLook() {
        if (folders.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long now = System.nanoTime();
        return Math.max(lookAt - now, restUntil - now);
    }

    private Work next(boolean looking) {
        var work = new Work(moves, paths, everything, looking ? folders : Set.of(), told);
        moves = new ArrayList<>();
        paths = new HashSet<>();
        everything = false;
        if (looking) {
            folders = new HashSet<>();
        }
        return work;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
