package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void aCloseReasonFitsAControlFrame() {
        var close = new Frame.Close(4400, "é😀".repeat(100));
        assertTrue(close.reason().getBytes(StandardCharsets.UTF_8).length <= 123);
        assertTrue("é😀".repeat(100).startsWith(close.reason()));
        assertTrue(
                Character.isLowSurrogate(close.reason().charAt(close.reason().length() - 1))
                        || close.reason().endsWith("é"));
    }

    @Test
    void aCloseReasonBeginsWithTheErrorCode() {
        var close = Frame.Close.of(ErrorCode.WORKSPACE_NOT_RUNNING, "Start it first.");
        assertEquals(4409, close.code());
        assertEquals("workspace-not-running: Start it first.", close.reason());
    }

    @Test
    void aBinaryFrameNeedsAnArray() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Frame.Binary(ByteBuffer.allocateDirect(1)));
    }
}
