package ai.ecode.terminal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The last 256 KiB that a terminal wrote, in a ring, and those who read it. The ring is all the buffer there is: a
/// reader takes what gathered since it last asked, and the writer waits while its next byte would overwrite one that a
/// reader has not taken. So a slow reader slows the program down, as on a real terminal, and memory stays bounded.
///
/// One writer; any number of readers, each used by one thread.
final class TerminalOutput {

    static final int CAPACITY = 256 * 1024;
    private static final int SMALLEST = 4 * 1024;

    private final Duration evictionAfter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Set<Reader> readers = new HashSet<>(); // guarded by lock
    private byte[] ring = new byte[SMALLEST]; // guarded by lock; a power of two up to CAPACITY
    private long end; // guarded by lock; bytes ever written
    private boolean complete; // guarded by lock
    private int outOfPatience; // guarded by lock

    TerminalOutput() {
        this(Duration.ofSeconds(10));
    }

    /// @param evictionAfter how long a reader that takes nothing may hold up others that read
    TerminalOutput(Duration evictionAfter) {
        this.evictionAfter = evictionAfter;
    }

    /// What an ended terminal left.
    static TerminalOutput ended(byte[] tail) {
        var output = new TerminalOutput();
        output.put(tail, 0, tail.length);
        output.complete = true;
        return output;
    }

    /// Appends, waiting for readers that are a whole ring behind.
    void write(byte[] bytes, int offset, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            while (done < length) {
                int room = awaitRoom();
                int part = Math.min(room, length - done);
                put(bytes, offset + done, part);
                done += part;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// No more will be written; readers still get what is there.
    void complete() {
        lock.lock();
        try {
            complete = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A copy of what the ring holds.
    byte[] tail() {
        lock.lock();
        try {
            byte[] tail = new byte[(int) (end - start())];
            copy(start(), tail, tail.length);
            return tail;
        } finally {
            lock.unlock();
        }
    }

    /// A new reader that begins at the oldest byte kept.
    Reader reader() {
        lock.lock();
        try {
            var reader = new Reader(start(), end);
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /// Lets all waiting readers return.
    void wakeAll() {
        lock.lock();
        try {
            readers.forEach(reader -> reader.woken = true);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isRead() {
        lock.lock();
        try {
            return !readers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private int awaitRoom() throws InterruptedException {
        long patience = evictionAfter.toNanos();
        while (room() == 0) {
            long left = drained.awaitNanos(patience);
            if (room() == 0 && left <= 0) {
                evictTheStuck();
                outOfPatience++;
                patience = evictionAfter.toNanos();
            } else {
                patience = Math.max(left, 0);
            }
        }
        return room();
    }

    /// Only a reader that holds up another has to go: one alone may pause as long as its connection lives.
    private void evictTheStuck() {
        boolean heldUp = readers.stream().anyMatch(r -> end - r.position < CAPACITY / 2);
        if (heldUp) {
            readers.stream()
                    .filter(r -> end - r.position == CAPACITY)
                    .forEach(r -> r.evicted = true);
            readers.removeIf(r -> r.evicted);
            grown.signalAll();
        }
    }

    /// How often the writer has waited as long as a stuck reader may hold up others.
    int timesOutOfPatience() {
        lock.lock();
        try {
            return outOfPatience;
        } finally {
            lock.unlock();
        }
    }

    private int room() {
        Optional<Reader> slowest = readers.stream().min(Comparator.comparingLong(r -> r.position));
        return slowest.map(r -> (int) (CAPACITY - (end - r.position))).orElse(CAPACITY);
    }

    private long start() {
        return Math.max(0, end - CAPACITY);
    }

    private void put(byte[] bytes, int offset, int length) {
        int skipped = Math.max(0, length - CAPACITY);
        end += skipped;
        int from = offset + skipped;
        int left = length - skipped;
        grow(left);
        while (left > 0) {
            int at = (int) (end & (ring.length - 1));
            int part = Math.min(left, ring.length - at);
            System.arraycopy(bytes, from, ring, at, part);
            end += part;
            from += part;
            left -= part;
        }
    }

    /// Most terminals never say much: the ring doubles until it holds all there is, up to its capacity.
    private void grow(int more) {
        int size = ring.length;
        while (size < CAPACITY && end + more > size) {
            size *= 2;
        }
        if (size > ring.length) {
            ring = Arrays.copyOf(ring, size);
        }
    }

    private void copy(long from, byte[] target, int length) {
        int done = 0;
        while (done < length) {
            int at = (int) ((from + done) & (ring.length - 1));
            int part = Math.min(length - done, ring.length - at);
            System.arraycopy(ring, at, target, done, part);
            done += part;
        }
    }

    /// Reads everything from the oldest byte kept, in order and without gaps.
    final class Reader implements AutoCloseable {

        private final long replayEnd;
        private long position; // guarded by lock
        private boolean evicted; // guarded by lock
        private boolean woken; // guarded by lock

        private Reader(long position, long replayEnd) {
            this.position = position;
            this.replayEnd = replayEnd;
        }

        /// True once all that was there when the reader came has been read.
        boolean isReplayed() {
            lock.lock();
            try {
                return position >= replayEnd;
            } finally {
                lock.unlock();
            }
        }

        /// The next bytes, at most `most` and not beyond the end of the replay while that lasts. Empty when there were
        /// none within `patience`, after [#wake], or at the end.
        byte[] read(int most, Duration patience) throws InterruptedException {
            long left = patience.toNanos();
            lock.lockInterruptibly();
            try {
                while (position == end && !complete && !evicted && !woken && left > 0) {
                    left = grown.awaitNanos(left);
                }
                woken = false;
                if (evicted) {
                    return new byte[0];
                }
                long until = position < replayEnd ? replayEnd : end;
                byte[] bytes = new byte[(int) Math.min(most, until - position)];
                copy(position, bytes, bytes.length);
                position += bytes.length;
                drained.signal();
                return bytes;
            } finally {
                lock.unlock();
            }
        }

        /// Bytes that [#read] would give at once.
        int available() {
            lock.lock();
            try {
                return (int) (end - position);
            } finally {
                lock.unlock();
            }
        }

        /// True when it held up other readers for too long and gets nothing any more.
        boolean isEvicted() {
            lock.lock();
            try {
                return evicted;
            } finally {
                lock.unlock();
            }
        }

        /// True when everything was read and no more will come.
        boolean isAtEnd() {
            lock.lock();
            try {
                return complete && position == end;
            } finally {
                lock.unlock();
            }
        }

        void wake() {
            lock.lock();
            try {
                woken = true;
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                readers.remove(this);
                drained.signal();
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
