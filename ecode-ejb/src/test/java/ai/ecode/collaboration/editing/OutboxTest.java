package ai.ecode.collaboration.editing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.collaboration.Outgoing;
import ai.ecode.collaboration.yjs.StateVector;
import ai.ecode.shared.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Outbox outbox = new Outbox(asked::incrementAndGet);

    @Test
    void aPeerThatReadsGetsEverythingInOrder() {
        for (int i = 0; i < 3; i++) {
            outbox.offer(new byte[i], OutboxTest::unexpected);
        }
        assertEquals(0, size(outbox.next()));
        assertEquals(1, size(outbox.next()));
        assertEquals(2, size(outbox.next()));
        assertNull(outbox.next());
        assertEquals(0, asked.get());
    }

    @Test
    void aPeerThatDoesNotReadHoldsNoMoreThanItsShare() {
        byte[] frame = new byte[300 << 10];
        for (int i = 0; i < 1000; i++) {
            outbox.offer(frame, () -> vector(7));
        }
        int taken = 0;
        while (outbox.next() != null) {
            taken++;
        }
        assertEquals(3, taken);
        assertEquals(vector(7), outbox.lacking());
    }

    @Test
    void itCatchesUpFromTheFirstThatItMissedAndIsAskedForOnce() {
        byte[] frame = new byte[2 << 20];
        outbox.offer(frame, OutboxTest::unexpected);
        outbox.offer(frame, () -> vector(3));
        outbox.offer(frame, () -> vector(9));
        assertEquals(frame.length, size(outbox.next()));
        assertNull(outbox.next());
        assertNull(outbox.next());
        assertEquals(1, asked.get());
        assertEquals(vector(3), outbox.lacking());
        outbox.catchUp(new byte[5]);
        assertEquals(5, size(outbox.next()));
        assertNull(outbox.lacking());
        assertEquals(Duration.ZERO, outbox.behind());
    }

    @Test
    void whatThePeerSaysItHasCountsToo() {
        outbox.has(vector(4));
        outbox.has(vector(2));
        assertEquals(vector(2), outbox.lacking());
        outbox.has(new StateVector(Map.of(99L, 5)));
        assertEquals(0, outbox.lacking().clock(1));
    }

    @Test
    void whoSendsHearsOfEverythingThatThereIsToSend() {
        var heard = new AtomicInteger();
        outbox.onNews(heard::incrementAndGet);
        outbox.offer(new byte[1], OutboxTest::unexpected);
        outbox.catchUp(new byte[2]);
        outbox.end(new Outgoing.End(ErrorCode.NOT_FOUND, "gone"));
        assertEquals(3, heard.get());
        outbox.offer(new byte[1], OutboxTest::unexpected);
        assertEquals(3, heard.get());
    }

    @Test
    void theEndComesAtOnceAndIsTheFirstOne() {
        outbox.offer(new byte[1], OutboxTest::unexpected);
        outbox.end(new Outgoing.End(ErrorCode.NOT_FOUND, "gone"));
        outbox.end(new Outgoing.End(ErrorCode.INTERNAL, "later"));
        assertTrue(outbox.next() instanceof Outgoing.End end && end.code() == ErrorCode.NOT_FOUND);
    }

    private static StateVector vector(int clock) {
        return new StateVector(Map.of(1L, clock));
    }

    private static StateVector unexpected() {
        throw new AssertionError("it is not behind");
    }

    private static int size(Outgoing outgoing) {
        return ((Outgoing.Message) outgoing).bytes().remaining();
    }
}
