package ai.ecode.collaboration;

import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;

/// What a connection at a document sends next.
public sealed interface Outgoing {

    /// One message of y-protocols. Nobody changes the bytes: many connections send the same.
    record Message(ByteBuffer bytes) implements Outgoing {}

    /// The connection ends, with a sentence for people.
    record End(ErrorCode code, String reason) implements Outgoing {}
}
