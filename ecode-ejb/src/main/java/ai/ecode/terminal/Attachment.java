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

    /// The size that a guest's screen must have to show what follows as it is meant. Comes first, and again at each change.
    public record Resized(TerminalSize size) implements News {}

    /// What this guest may do from here on, [Sharing#WATCH] or [Sharing#TYPE]. Comes first, and again at each change.
    public record Shared(Sharing sharing) implements News {}

    /// The terminal is not shared with this guest any more. Nothing follows.
    public record Withdrawn() implements News {}

    private static final int MOST_BYTES = 64 * 1024;

    /// In a flood a moment's wait makes the next frame fuller: each frame costs more than its bytes.
    private static final int FLOOD_BYTES = 2 * 1024;

    private static final Duration GATHERING = Duration.ofMillis(1);

    private final TerminalOutput.Reader reader;
    private final Supplier<Ending> ending;
    private final @Nullable LiveTerminal terminal;
    private final boolean guest;
    private @Nullable TerminalSize toldSize; // used by the reading thread only
    private @Nullable Sharing toldSharing; // used by the reading thread only
    private boolean replayed; // used by the reading thread only
    private boolean flooded; // used by the reading thread only
    private volatile boolean closed;
    private volatile boolean away;

    /// @param ending asked once everything was read
    /// @param terminal where typing goes; null when it ended long ago
    /// @param guest whether its being shared decides what the reader may do
    Attachment(
            TerminalOutput.Reader reader,
            Supplier<Ending> ending,
            @Nullable LiveTerminal terminal,
            boolean guest) {
        this.reader = reader;
        this.ending = ending;
        this.terminal = terminal;
        this.guest = guest;
    }

    /// The next news in order, null when there were none within `patience` or after [#wake]. The terminal's program waits
    /// while this is not called and 256 KiB are unread.
    public @Nullable News next(Duration patience) throws InterruptedException {
        News forGuests = newsForGuests();
        if (forGuests != null) {
            return forGuests;
        }
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
        return reader.isAtEnd() ? new Ended(ending.get()) : newsForGuests();
    }

    private @Nullable News newsForGuests() {
        LiveTerminal live = terminal;
        if (!guest || live == null) {
            return null;
        }
        Sharing sharing = live.sharing();
        if (sharing == Sharing.PRIVATE) {
            return new Withdrawn();
        }
        if (sharing != toldSharing) {
            toldSharing = sharing;
            return new Shared(sharing);
        }
        TerminalSize size = live.size();
        if (size.equals(toldSize)) {
            return null;
        }
        toldSize = size;
        return new Resized(size);
    }

    /// Whether the reader's being here depends on the terminal's being shared.
    public boolean isGuest() {
        return guest;
    }

    /// Whether [#type] would take keys now.
    public boolean mayType() {
        LiveTerminal live = terminal;
        return !guest || (live != null && live.sharing() == Sharing.TYPE);
    }

    /// Lets a waiting [#next] return.
    public void wake() {
        reader.wake();
    }

    /// Types. Waits while the program takes nothing and much was typed already; gives up silently once the terminal
    /// ended, this attachment is closed, or it may not type (any more).
    public void type(byte[] keys) throws InterruptedException {
        LiveTerminal live = terminal;
        int done = 0;
        while (live != null && done < keys.length && !closed && !live.isOver() && mayType()) {
            int part = Math.min(LiveTerminal.TYPED_BYTES, keys.length - done);
            if (live.type(Arrays.copyOfRange(keys, done, done + part))) {
                done += part;
            }
        }
    }

    /// Sets the terminal's size. A guest sees it in the size that it has, so their wish is passed over.
    ///
    /// @throws ECodeException when the terminal cannot be reached any more
    public void resize(TerminalSize size) {
        if (terminal != null && !closed && !guest) {
            terminal.resize(size);
        }
    }

    /// Whether its reader is not there, although it is attached: then it does not keep the workspace from being idle.
    public void away(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    /// Detaches; the terminal goes on.
    @Override
    public void close() {
        closed = true;
        if (terminal != null) {
            terminal.detached(this);
        }
        reader.close();
    }
}
