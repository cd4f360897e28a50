package ai.ecode.web.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a connection takes what it sends. The connection asks for the next frame only when the peer has taken the one
/// before, so a source that has no queue of its own (a terminal's scrollback) is never ahead of its reader.
public interface FrameSource {

    /// The next frame, or null when none came within `patience`. Called by the connection's sender only; may block.
    /// After a [Frame.Close] it is not called again.
    @Nullable Frame next(Duration patience) throws InterruptedException;

    /// Lets a waiting [#next] return at once. Any thread.
    void wake();

    /// Called once, before [#next]. A source that answers true has its frames in memory and calls `news` whenever there may be
    /// one; then [#next] is called with no patience, on threads that many connections share. Else the connection
    /// waits in [#next] on a thread of its own.
    ///
    /// @param news does not block; any thread
    default boolean tells(Runnable news) {
        return false;
    }
}
