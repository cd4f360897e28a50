package ai.ecode.terminal;

import ai.ecode.shared.ECodeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One reader of a terminal, who may also type. [#next] belongs to one thread, the other methods to any.
public final class Attachment implements AutoCloseable {

    /// What a reader gets next.
    public sealed interface News {}

    /// Bytes as the terminal wrote them, at most 64 KiB.
    @SuppressWarnings("ArrayRecordComponent") // made for this reader, who sends it on
    public record Bytes(byte[] bytes) implements News {}

    /// All that was there when the reader came has been read; what follows is new. Comes exactly once.
    public record Replayed() implements News {}

    /// The terminal ended and everything was read. Nothing follows.
    public record Ended(Ending ending) implements News {}

    /// The reader held up other readers for too long. Nothing follows.
    public record TooSlow() implements News {}

    private static final int MOST_BYTES = 64 * 1024;

    /// In a flood a moment's wait makes the next frame fuller: each frame costs more than its bytes.
    private static final int FLOOD_BYTES = 2 * 1024;

    private static final Duration GATHERING = Duration.ofMillis(1);

    private final TerminalOutput.Reader reader;
    private final Supplier<Ending> ending;
    private final @Nullable LiveTerminal terminal;
    private boolean replayed; // used by the reading thread only
    private boolean flooded; // used by the reading thread only
    private volatile boolean closed;

    /// @param ending asked once everything was read
    /// @param terminal where typing goes; null when it ended long ago
    Attachment(
            TerminalOutput.Reader reader,
            Supplier<Ending> ending,
            @Nullable LiveTerminal terminal) {
        this.reader = reader;
        this.ending = ending;
        this.terminal = terminal;
    }

    /// The next news in order, null when there were none within `patience` or after [#wake]. The terminal's program waits
    /// while this is not called and 256 KiB are unread.
    public @Nullable News next(Duration patience) throws InterruptedException {
        if (!replayed && reader.isReplayed()) {
            replayed = true;
            return new Replayed();
        }
        if (flooded && reader.available() < FLOOD_BYTES * 8) {
            Thread.sleep(GATHERING);
        }
        byte[] bytes = reader.read(MOST_BYTES, patience);
        flooded = bytes.length >= FLOOD_BYTES;
        if (bytes.length > 0) {
            return new Bytes(bytes);
        }
        if (reader.isEvicted()) {
            return new TooSlow();
        }
        return reader.isAtEnd() ? new Ended(ending.get()) : null;
    }

    /// Lets a waiting [#next] return.
    public void wake() {
        reader.wake();
    }

    /// Types. Waits while the program takes nothing and much was typed already; gives up silently once the terminal
    /// ended or this attachment is closed.
    public void type(byte[] keys) throws InterruptedException {
        LiveTerminal live = terminal;
        int done = 0;
        while (live != null && done < keys.length && !closed && !live.isOver()) {
            int part = Math.min(LiveTerminal.TYPED_BYTES, keys.length - done);
            if (live.type(Arrays.copyOfRange(keys, done, done + part))) {
                done += part;
            }
        }
    }

    /// @throws ECodeException when the terminal cannot be reached any more
    public void resize(TerminalSize size) {
        if (terminal != null && !closed) {
            terminal.resize(size);
        }
    }

    /// Detaches; the terminal goes on.
    @Override
    public void close() {
        closed = true;
        reader.close();
    }
}
