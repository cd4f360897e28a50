package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameQueueTest {

    private static final Duration NOW = Duration.ZERO;

    @Test
    void framesLeaveInTheOrderTheyCame() throws Exception {
        var queue = new FrameQueue(10, 1_000);
        queue.offer(new Frame.Text("a"));
        queue.offer(Frame.Binary.of((byte) 1));
        assertEquals(new Frame.Text("a"), queue.next(NOW));
        assertInstanceOf(Frame.Binary.class, queue.next(NOW));
        assertNull(queue.next(NOW));
    }

    @Test
    void aReaderBehindByTooManyFramesIsClosed() throws Exception {
        var queue = new FrameQueue(2, 1_000);
        assertTrue(queue.offer(new Frame.Text("a")));
        assertTrue(queue.offer(new Frame.Text("b")));
        assertFalse(queue.offer(new Frame.Text("c")));
        assertEquals(4429, ((Frame.Close) queue.next(NOW)).code());
    }

    @Test
    void aReaderBehindByTooManyBytesIsClosed() throws Exception {
        var queue = new FrameQueue(100, 10);
        assertTrue(queue.offer(Frame.Binary.of(new byte[8])));
        assertFalse(queue.offer(Frame.Binary.of(new byte[3])));
        assertEquals(4429, ((Frame.Close) queue.next(NOW)).code());
        assertNull(queue.next(NOW));
    }

    @Test
    void whatWasTakenMakesRoom() throws Exception {
        var queue = new FrameQueue(100, 10);
        for (int i = 0; i < 50; i++) {
            assertTrue(queue.offer(Frame.Binary.of(new byte[8])));
            assertInstanceOf(Frame.Binary.class, queue.next(NOW));
        }
    }

    @Test
    void nothingIsQueuedBehindAClose() throws Exception {
        var queue = new FrameQueue(10, 1_000);
        assertTrue(queue.offer(new Frame.Text("last words")));
        assertTrue(queue.offer(Frame.Close.normally("done")));
        assertFalse(queue.offer(new Frame.Text("more")));
        assertInstanceOf(Frame.Text.class, queue.next(NOW));
        assertInstanceOf(Frame.Close.class, queue.next(NOW));
    }

    @Test
    void wakingEndsTheWait() throws Exception {
        var queue = new FrameQueue(10, 1_000);
        queue.wake();
        assertNull(queue.next(Duration.ofHours(1)));
    }
}
