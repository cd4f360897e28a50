package ai.ecode.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final TestClock clock = new TestClock();
    private final Recorder recorder = new Recorder(new TerminalSize(80, 24), clock);

    @Test
    void aRecordingBeginsWithItsHeader() {
        assertEquals("{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1000}\n", taken());
    }

    @Test
    void outputIsAnEventAtItsTime() {
        taken();
        clock.now = clock.now.plusMillis(1_234);
        output("a\u001b[1m\"\n");
        assertEquals("[1.234,\"o\",\"a\\u001b[1m\\\"\\n\"]\n", taken());
    }

    @Test
    void aCharacterCutBetweenTwoReadsIsRecordedWhole() {
        taken();
        byte[] smile = "😀".getBytes(UTF_8);
        recorder.output(smile, 2);
        recorder.output(new byte[] {smile[2], smile[3]}, 2);
        assertEquals("[0.000,\"o\",\"😀\"]\n", taken());
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        taken();
        recorder.output(new byte[] {'a', (byte) 0xff, 'b'}, 3);
        assertEquals("[0.000,\"o\",\"a\ufffdb\"]\n", taken());
    }

    @Test
    void aFloodIsLeftOutAndTheGapIsMarked() {
        byte[] flood = new byte[64 * 1024];
        Arrays.fill(flood, (byte) 'y');
        for (int i = 0; i < 20; i++) {
            recorder.output(flood, flood.length);
        }
        taken();
        clock.now = clock.now.plusSeconds(60);
        output("calm");
        assertEquals(
                "[60.000,\"m\",\"262144 bytes were not recorded\"]\n[60.000,\"o\",\"calm\"]\n",
                taken());
    }

    @Test
    void resizesAreRecorded() {
        taken();
        recorder.resized(new TerminalSize(100, 40));
        assertEquals("[0.000,\"r\",\"100x40\"]\n", taken());
    }

    @Test
    void everyLineIsJson() {
        output("\u0000\u001f\u007f\\\u2028");
        for (String line : taken().strip().split("\n")) {
            try (var reader = Json.createReader(new StringReader(line))) {
                reader.readValue();
            }
        }
    }

    @Test
    void nothingNewIsNoPart() {
        taken();
        assertTrue(recorder.take().isEmpty());
    }

    private void output(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        recorder.output(bytes, bytes.length);
    }

    private String taken() {
        return new String(recorder.take().orElseThrow().lines(), UTF_8);
    }

    private static final class TestClock extends Clock {
        Instant now = Instant.ofEpochSecond(1_000);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
