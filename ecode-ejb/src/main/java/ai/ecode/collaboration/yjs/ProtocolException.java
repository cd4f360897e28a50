package ai.ecode.collaboration.yjs;

/// Received bytes that no correct Yjs peer sends. The message says what was wrong and may be shown to the sender; it never
/// repeats content.
public final class ProtocolException extends RuntimeException {

    private final boolean documentIntact;

    ProtocolException(String message) {
        this(message, true);
    }

    ProtocolException(String message, boolean documentIntact) {
        super(message);
        this.documentIntact = documentIntact;
    }

    /// True in all cases but one: nothing of the refused bytes has entered the document. False when an update was given up midway
    /// because it cost too much work: the owner then drops the document and loads it again from what it has stored.
    public boolean documentIntact() {
        return documentIntact;
    }
}
