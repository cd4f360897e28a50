package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.ecode.web.socket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameWriterTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final FrameWriter writer = new FrameWriter(Channels.newChannel(sent));

    @Test
    void masksWhatItSends() throws IOException {
        assertEquals("8185 Hello", written(new Frame.Text("Hello")));
        byte[] once = sent.toByteArray();
        sent.reset();
        writer.write(new Frame.Text("Hello"));
        assertNotEquals(
                HexFormat.of().formatHex(once), HexFormat.of().formatHex(sent.toByteArray()));
    }

    @Test
    void saysTheLengthInTheShortestWay() throws IOException {
        assertEquals("82fd " + "x".repeat(125), written(binary(125)));
        assertEquals("82fe007e " + "x".repeat(126), written(binary(126)));
        assertEquals("82feffff " + "x".repeat(65_535), written(binary(65_535)));
        assertEquals("82ff0000000000010000 " + "x".repeat(65_536), written(binary(65_536)));
    }

    @Test
    void sendsACloseWithItsCodeOnlyWhereItMayBeSaid() throws IOException {
        assertEquals("8885 \u000f\u00a1bye", written(new Frame.Close(4001, "bye")));
        assertEquals("8880 ", written(new Frame.Close(1005, "")));
    }

    @Test
    void answersAPing() throws IOException {
        writer.pong(new byte[] {'h', 'i'});
        assertEquals("8a82 hi", unmasked());
    }

    private static Frame binary(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return Frame.Binary.of(bytes);
    }

    private String written(Frame frame) throws IOException {
        sent.reset();
        writer.write(frame);
        return unmasked();
    }

    /// The head in hex and the payload as text.
    private String unmasked() {
        byte[] frame = sent.toByteArray();
        int head =
                switch (frame[1] & 0x7f) {
                    case 126 -> 4;
                    case 127 -> 10;
                    default -> 2;
                };
        var text = new StringBuilder(HexFormat.of().formatHex(frame, 0, head)).append(' ');
        for (int i = head + 4; i < frame.length; i++) {
            text.append((char) ((frame[i] ^ frame[head + ((i - head - 4) & 3)]) & 0xff));
        }
        return text.toString();
    }
}
