package ai.ecode.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {

    private static final UserId ANNA = new UserId(new UUID(0, 1));
    private static final UserId BERT = new UserId(new UUID(0, 2));

    @Test
    void whoHasFewerRunningComesFirst() throws Exception {
        var turns = new Turns(2, 10, 5);
        var first = turns.take(ANNA);
        var second = turns.take(ANNA);
        var served = new LinkedBlockingQueue<UserId>();
        wait(turns, ANNA, served, 1);
        wait(turns, ANNA, served, 2);
        wait(turns, BERT, served, 3);
        first.close();
        assertEquals(BERT, served.poll(10, TimeUnit.SECONDS));
        second.close();
        assertEquals(ANNA, served.poll(10, TimeUnit.SECONDS));
    }

    private static void wait(
            Turns turns, UserId user, LinkedBlockingQueue<UserId> served, int waiting)
            throws InterruptedException {
        Thread.startVirtualThread(() -> {
            try {
                turns.take(user);
                served.add(user);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (turns.waiting() < waiting) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Test
    void aFullLineRefusesAtOnce() throws Exception {
        var turns = new Turns(1, 2, 1);
        turns.take(ANNA);
        wait(turns, ANNA, new LinkedBlockingQueue<>(), 1);
        var refused = assertThrows(ECodeException.class, () -> turns.take(ANNA));
        assertEquals(ErrorCode.TOO_MANY_REQUESTS, refused.code());
        assertEquals(2, refused.details().get("retryAfterSeconds"));
        wait(turns, BERT, new LinkedBlockingQueue<>(), 2);
        var third = new UserId(new UUID(0, 3));
        assertThrows(ECodeException.class, () -> turns.take(third));
    }

    @Test
    void whoGivesUpLeavesTheLine() throws Exception {
        var turns = new Turns(1, 5, 5);
        var running = turns.take(ANNA);
        var waiter =
                Thread.startVirtualThread(
                        () -> assertThrows(InterruptedException.class, () -> turns.take(BERT)));
        while (turns.waiting() < 1) {
            Thread.yield();
        }
        waiter.interrupt();
        waiter.join();
        assertEquals(0, turns.waiting());
        running.close();
        assertEquals(0, turns.running());
    }

    @Test
    void everyLimitHasACeiling() {
        var ceiling = Limits.of(10, 10, 10 << 20, 10, 10);
        for (Limits limits :
                List.of(
                        Limits.of(11, 10, 10 << 20, 10, 10),
                        Limits.of(10, 11, 10 << 20, 10, 10),
                        Limits.of(10, 10, 11 << 20, 10, 10),
                        Limits.of(10, 10, 10 << 20, 11, 10),
                        Limits.of(10, 10, 10 << 20, 10, 11))) {
            assertEquals(
                    ErrorCode.LIMIT_ABOVE_CEILING,
                    assertThrows(ECodeException.class, () -> limits.requireWithin(ceiling)).code());
        }
        assertThrows(ECodeException.class, () -> Limits.of(0, 1, 10 << 20, 1, 1));
    }
}
