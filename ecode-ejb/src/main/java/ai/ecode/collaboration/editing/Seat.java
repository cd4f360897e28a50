package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.Outgoing;
import ai.ecode.collaboration.yjs.Frame;
import ai.ecode.collaboration.yjs.ProtocolException;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The place of one connection at a document.
public final class Seat {

    private final OpenDocument document;
    private final Caller caller;
    private final Outbox outbox;
    private volatile boolean mayWrite;
    private final AtomicBoolean wrote = new AtomicBoolean();
    private volatile Runnable firstEdit = () -> {};
    private boolean hasEdited; // the document's thread's

    /// Yjs clients that speak through this connection; the document's thread's.
    final Set<Long> clients = new HashSet<>();

    Seat(OpenDocument document, Caller caller, boolean mayWrite) {
        this.document = document;
        this.caller = caller;
        this.mayWrite = mayWrite;
        this.outbox = new Outbox(() -> document.catchUp(this));
    }

    Caller caller() {
        return caller;
    }

    boolean mayWrite() {
        return mayWrite;
    }

    Outbox outbox() {
        return outbox;
    }

    /// Lets the person write from now on, or not any more. Any thread.
    public void mayWrite(boolean may) {
        if (mayWrite && !may) {
            document.refuse(this);
        }
        mayWrite = may;
    }

    /// Is told once, when the peer changes the document for the first time; on the document's thread, so it may not block.
    public void onFirstEdit(Runnable hearer) {
        firstEdit = hearer;
    }

    /// The peer changed the document. The document's thread.
    void wrote() {
        wrote.set(true);
        if (!hasEdited) {
            hasEdited = true;
            firstEdit.run();
        }
    }

    /// Whether the peer has changed the document since this was asked last. Any thread.
    public boolean hasWritten() {
        return wrote.getAndSet(false);
    }

    /// Takes in a message of the peer. Any thread, one at a time; does not block.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST`, `OVERLOADED`
    public void received(ByteBuffer message) {
        Frame frame;
        try {
            frame = Frame.read(message);
        } catch (ProtocolException malformed) {
            throw malformed(malformed);
        }
        if (!document.received(this, frame, message.remaining())) {
            throw new ECodeException(
                    ErrorCode.OVERLOADED,
                    "More is sent to this document than it can take in; reconnect.");
        }
    }

    static ECodeException malformed(ProtocolException problem) {
        return new ECodeException(
                ErrorCode.MALFORMED_REQUEST, String.valueOf(problem.getMessage()), problem);
    }

    /// See [ai.ecode.collaboration.Participation#next].
    public @Nullable Outgoing next() {
        return outbox.next();
    }

    /// See [ai.ecode.collaboration.Participation#onNews].
    public void onNews(Runnable hearer) {
        outbox.onNews(hearer);
    }

    void end(ErrorCode code, String reason) {
        outbox.end(new Outgoing.End(code, reason));
    }

    /// The connection is gone. Any thread.
    public void leave() {
        document.leave(this);
    }
}
