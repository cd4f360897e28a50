package ai.ecode.terminal;

import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Writes down what a terminal shows as asciicast v2 (<https://docs.asciinema.org/manual/asciicast/v2/>): one line of
/// JSON for each piece of output, resize or gap. What is typed is not recorded: it holds passwords.
///
/// A recording is bounded: 64 KiB/s on average with bursts of 1 MiB, 16 MiB in all. Output beyond that is left out, and a
/// marker says how much.
final class Recorder {

    /// Lines to be stored.
    ///
    /// @param number counts from 0 without gaps
    @SuppressWarnings("ArrayRecordComponent") // handed over to be stored
    record Part(int number, byte[] lines) {}

    private static final int BYTES_PER_SECOND = 64 * 1024;
    private static final int BURST = 1024 * 1024;
    private static final long MOST = 16L * 1024 * 1024;

    private final Clock clock;
    private final Instant began;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    // All guarded by this.
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private byte[] cut = new byte[0];
    private Instant refilledAt;
    private long budget = BURST;
    private long total; // bytes of lines
    private long skipped;
    private int parts;

    Recorder(TerminalSize size, Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
        this.refilledAt = began;
        line(
                Json.createObjectBuilder()
                        .add("version", 2)
                        .add("width", size.cols())
                        .add("height", size.rows())
                        .add("timestamp", began.getEpochSecond())
                        .build()
                        .toString());
    }

    synchronized void output(byte[] bytes, int length) {
        refill();
        if (length > budget || total > MOST || pending.size() > 2 * BURST) {
            skipped += length;
            cut = new byte[0];
            return;
        }
        budget -= length;
        if (skipped > 0) {
            event("m", skipped + " bytes were not recorded");
            skipped = 0;
        }
        String text = decode(bytes, length);
        if (!text.isEmpty()) {
            event("o", text);
        }
    }

    synchronized void resized(TerminalSize size) {
        event("r", size.cols() + "x" + size.rows());
    }

    /// What was recorded since the last part; empty when nothing was.
    synchronized Optional<Part> take() {
        if (pending.size() == 0) {
            return Optional.empty();
        }
        var part = new Part(parts++, pending.toByteArray());
        pending.reset();
        return Optional.of(part);
    }

    private void refill() {
        Instant now = clock.instant();
        long earned = Duration.between(refilledAt, now).toMillis() * BYTES_PER_SECOND / 1000;
        if (earned > 0) {
            budget = Math.min(BURST, budget + earned);
            refilledAt = now;
        }
    }

    /// Decodes, keeping a character that is cut at the end for the next piece.
    private String decode(byte[] bytes, int length) {
        ByteBuffer in = ByteBuffer.allocate(cut.length + length).put(cut).put(bytes, 0, length);
        in.flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, out, false);
        cut = Arrays.copyOfRange(in.array(), in.position(), in.limit());
        return out.flip().toString();
    }

    private void event(String kind, String data) {
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        line(
                "[%s,\"%s\",%s]"
                        .formatted(
                                String.format(Locale.ROOT, "%.3f", seconds),
                                kind,
                                Json.createValue(data)));
    }

    private void line(String json) {
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        pending.writeBytes(bytes);
        total += bytes.length;
    }
}
