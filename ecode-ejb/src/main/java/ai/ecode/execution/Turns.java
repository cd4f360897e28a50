package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Who may run now: so many at once, the others wait in a bounded line. The next turn goes to the user who has the fewest
/// running; among equals, to the one who was not served for longest. Any thread may call.
final class Turns {

    private final int atOnce;
    private final int mostWaiting;
    private final int mostWaitingPerUser;

    /// All guarded by this.
    private final Map<UserId, Deque<Place>> waiting = new LinkedHashMap<>();

    private final Map<UserId, Integer> running = new HashMap<>();
    private int runningInAll;
    private int waitingInAll;

    Turns(int atOnce, int mostWaiting, int mostWaitingPerUser) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.mostWaitingPerUser = mostWaitingPerUser;
    }

    /// A place in the line.
    private static final class Place {
        private final CountDownLatch called = new CountDownLatch(1);
    }

    /// Waits for the user's turn.
    ///
    /// @throws ECodeException `TOO_MANY_REQUESTS` at once, when the line is full
    Turn take(UserId user) throws InterruptedException {
        Place turn = line(user);
        try {
            turn.called.await();
        } catch (InterruptedException e) {
            leave(user, turn);
            throw e;
        }
        return () -> end(user);
    }

    private synchronized Place line(UserId user) {
        var turn = new Place();
        if (runningInAll < atOnce) {
            begin(user, turn);
            return turn;
        }
        requireRoom(user);
        waiting.computeIfAbsent(user, _ -> new ArrayDeque<>()).add(turn);
        waitingInAll++;
        return turn;
    }

    /// @throws ECodeException `TOO_MANY_REQUESTS` when the user's next run would find the line full
    synchronized void requireRoom(UserId user) {
        Deque<Place> own = waiting.get(user);
        if (runningInAll < atOnce) {
            return;
        }
        if (waitingInAll >= mostWaiting || (own != null && own.size() >= mostWaitingPerUser)) {
            throw new ECodeException(
                            TOO_MANY_REQUESTS,
                            "Too many runs are waiting. Nothing was run; try again in a few seconds.")
                    .with("retryAfterSeconds", 2);
        }
    }

    private void begin(UserId user, Place turn) {
        running.merge(user, 1, Integer::sum);
        runningInAll++;
        turn.called.countDown();
    }

    private synchronized void leave(UserId user, Place turn) {
        Deque<Place> own = waiting.get(user);
        if (own != null && own.remove(turn)) {
            waitingInAll--;
            if (own.isEmpty()) {
                waiting.remove(user);
            }
        } else {
            end(user); // it came just before the interrupt
        }
    }

    private synchronized void end(UserId user) {
        runningInAll--;
        running.computeIfPresent(user, (_, count) -> count > 1 ? count - 1 : null);
        UserId next = next();
        if (next != null) {
            // Back to the end of the line of users.
            Deque<Place> own = waiting.remove(next);
            if (own == null) {
                return;
            }
            Place turn = own.remove();
            waitingInAll--;
            if (!own.isEmpty()) {
                waiting.put(next, own);
            }
            begin(next, turn);
        }
    }

    private @Nullable UserId next() {
        UserId next = null;
        int fewest = Integer.MAX_VALUE;
        for (UserId user : waiting.keySet()) {
            int count = running.getOrDefault(user, 0);
            if (count < fewest) {
                fewest = count;
                next = user;
            }
        }
        return next;
    }

    synchronized int running() {
        return runningInAll;
    }

    synchronized int waiting() {
        return waitingInAll;
    }
}
