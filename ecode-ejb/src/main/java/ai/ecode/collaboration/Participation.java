package ai.ecode.collaboration;

import ai.ecode.collaboration.editing.Seat;
import ai.ecode.collaboration.yjs.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One connection at a shared document, from its opening until [#leave].
public final class Participation {

    /// What a peer is sent when there is nothing else: nobody's presence. A stock client gives up a connection on which it
    /// hears nothing for 30 seconds, and does not hear pings.
    public static final Outgoing.Message KEEP_ALIVE =
            new Outgoing.Message(
                    ByteBuffer.wrap(
                            new Frame.AwarenessUpdate(ByteBuffer.wrap(new byte[] {0})).encode()));

    private final Seat seat;
    private final Runnable recheck;

    Participation(Seat seat, Runnable recheck) {
        this.seat = seat;
        this.recheck = recheck;
    }

    /// Takes in one message of y-protocols. Does not block; one thread at a time.
    ///
    /// @throws ai.ecode.shared.ECodeException `MALFORMED_REQUEST`; `OVERLOADED` when the document cannot take in more
    public void received(ByteBuffer message) {
        seat.received(message);
    }

    /// What to send next; null when there is nothing. After [Outgoing.End] there is no more. One thread at a time; does not block.
    public @Nullable Outgoing next() {
        return seat.next();
    }

    /// Who hears from now on that there may be something to send. Look once after this.
    ///
    /// @param hearer called on any thread; must not block
    public void onNews(Runnable hearer) {
        seat.onNews(hearer);
    }

    /// Asks again what the person may do, which holds from then on. Who wrote meanwhile keeps the workspace awake.
    ///
    /// @throws ai.ecode.shared.ECodeException when they may not be here any more
    public void recheck() {
        recheck.run();
    }

    /// The connection is gone. Any thread.
    public void leave() {
        seat.leave();
    }
}
