package ai.ecode.web.socket;

import org.jspecify.annotations.Nullable;

/// What one open connection is about. Its [#received] calls come in order from the connection's receiving thread, which
/// is virtual and may block, unless it [#takesAtOnce]; meanwhile up to [SocketRoute#waitingBytes()] of further input wait. Whatever it throws
/// closes the connection: an [ai.ecode.shared.ECodeException] with its close code, everything else with 1011.
public interface Conversation {

    /// What to send, in order; a [Frame.Close] ends the connection.
    FrameSource outgoing();

    /// A message of the peer: [Frame.Text] or [Frame.Binary].
    void received(Frame frame) throws InterruptedException;

    /// True when [#received] never blocks: then it may be called on the container's threads, one at a time, which saves the
    /// waking of another one for each message.
    default boolean takesAtOnce() {
        return false;
    }

    /// The peer said goodbye, with its code; 1005 without one, 1006 when it is just gone. Comes after its last message and
    /// before [#closed], on the same thread as [#received].
    default void left(Frame.Close goodbye) throws InterruptedException {}

    /// Asks again whether the caller may still be here, once a minute and when access may have changed.
    ///
    /// @throws ai.ecode.shared.ECodeException when not, with the reason
    void recheck();

    /// The connection is gone, whoever ended it. Called exactly once, after the last [#received]; only one that blocks for
    /// seconds is not waited for.
    void closed();

    /// What to send when nothing was sent for 20 seconds, for scripts in a browser, which do not see the pings that are sent
    /// anyway.
    default @Nullable Frame keepAlive() {
        return null;
    }
}
