package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static Frame read(String hex) {
        return Frame.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    @TestFactory
    Stream<DynamicTest> aRecordedMessageIsReadAndWrittenByteForByte() {
        return Recorded.frames().stream()
                .filter(message -> message.get("name").toString().startsWith("ws frame"))
                .map(message ->
                        DynamicTest.dynamicTest(
                                message.get("name").toString(),
                                () -> {
                                    byte[] bytes = Recorded.base64(message.get("message"));
                                    assertArrayEquals(
                                            bytes, Frame.read(ByteBuffer.wrap(bytes)).encode());
                                }));
    }

    @Test
    void syncStep1CarriesAStateVector() {
        assertEquals(
                new Frame.SyncStep1(new StateVector(Map.of(71L, 2))), read("0000030147" + "02"));
    }

    @Test
    void anUpdateIsAViewThatADocumentApplies() {
        var update =
                assertInstanceOf(
                        Frame.Update.class, read("00020f01014700040104746578740268690" + "0"));
        var document = new Document();
        assertEquals(new Applied(true, false), document.apply(update.update()));
        assertEquals("hi", document.text("text").toString());
    }

    @Test
    void aRefusalCarriesItsReason() {
        assertEquals(new Frame.PermissionDenied("no"), read("0200026e6f"));
        assertArrayEquals(
                HexFormat.of().parseHex("0200026e6f"), new Frame.PermissionDenied("no").encode());
    }

    @Test
    void awarenessIsFramedWithItsLength() {
        var frame = new Frame.AwarenessUpdate(ByteBuffer.wrap(new byte[] {0}));
        assertEquals(frame, read("010100"));
        assertArrayEquals(HexFormat.of().parseHex("010100"), frame.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "04", // unknown kind
                "ffffffffffffff0f", // a kind that does not fit an int
                "0003", // unknown sync message
                "0201", // unknown auth message
                "0300", // something behind the end
                "000205", // shorter than announced
                "0002ffffffff0f", // far shorter than announced
                "ffffffffffffffffffff01", // an endless number
                "0000030147", // a state vector cut short
                "000004014702" + "00", // something behind the state vector
                "020002ff80" // no UTF-8
            })
    void whatIsNotOneWholeMessageIsRefused(String hex) {
        assertThrows(ProtocolException.class, () -> read(hex));
    }
}
