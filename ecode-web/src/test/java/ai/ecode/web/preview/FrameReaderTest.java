package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.web.socket.Frame;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private static final int LARGEST = 256;

    private final List<String> pings = new ArrayList<>();

    @Test
    void readsTheExamplesOfTheSpecification() throws IOException {
        // RFC 6455, section 5.7
        var whole = reader("810548656c6c6f");
        assertEquals(new Frame.Text("Hello"), whole.next());
        var parted = reader("010348656c 80026c6f");
        assertEquals(new Frame.Text("Hello"), parted.next());
        var binary = reader("827e0100" + "ab".repeat(256));
        assertEquals(256, ((Frame.Binary) binary.next()).size());
    }

    @Test
    void hearsAPingBetweenTheParts() throws IOException {
        assertEquals(
                new Frame.Text("Hello"), reader("010348656c 890548656c6c6f 8a00 80026c6f").next());
        assertEquals(List.of("48656c6c6f"), pings);
    }

    @Test
    void readsManyMessagesAndThenTheClose() throws IOException {
        var reader = reader("8100 8200 8806 0fa1 627965 21".replace(" ", ""));
        assertEquals(new Frame.Text(""), reader.next());
        assertEquals(Frame.Binary.of(), reader.next());
        assertEquals(new Frame.Close(4001, "bye!"), reader.next());
        assertEquals(Frame.Close.normally(""), reader("8800").next());
    }

    @Test
    void whoGoesWithoutACloseIsGone() {
        assertThrows(EOFException.class, () -> reader("").next());
        assertThrows(EOFException.class, () -> reader("8105 4865").next());
    }

    @Test
    void keepsNothingOfAMessageThatIsTooBig() {
        assertEquals(1009, violation("827e0101"));
        assertEquals(1009, violation("827f7fffffffffffffff"));
        assertEquals(1009, violation("827fffffffffffffffff"));
        assertEquals(1009, violation("027e0100" + "00".repeat(256) + "8001"));
    }

    @Test
    void refusesWhatTheProtocolDoesNotAllow() {
        assertEquals(1002, violation("818548656c6c6f00000000"), "masked");
        assertEquals(1002, violation("c100"), "an extension");
        assertEquals(1002, violation("8000"), "a continuation of nothing");
        assertEquals(1002, violation("0100 8100"), "a message within a message");
        assertEquals(1002, violation("8300"), "an unknown kind");
        assertEquals(1002, violation("0900"), "a ping in parts");
        assertEquals(1002, violation("897e0080"), "a long ping");
        assertEquals(1002, violation("880100"), "half a close code");
        assertEquals(1002, violation("880203ee"), "the code 1006 in a frame");
        assertEquals(1007, violation("8102c328"), "not UTF-8");
    }

    private int violation(String hex) {
        var reader = reader(hex);
        return assertThrows(FrameReader.Violation.class, () -> readAll(reader)).code();
    }

    private static void readAll(FrameReader reader) throws IOException {
        while (!(reader.next() instanceof Frame.Close)) {
            // on to the violation
        }
    }

    private FrameReader reader(String hex) {
        return new FrameReader(
                new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", ""))),
                LARGEST,
                bytes -> pings.add(HexFormat.of().formatHex(bytes)));
    }
}
