package ai.ecode.collaboration.yjs;

import java.nio.ByteBuffer;

/// One WebSocket message of y-protocols, as y-websocket sends it. Buffers that [#read(ByteBuffer)] gives are views on the message.
public sealed interface Frame {

    /// "This is what I have": answered with [SyncStep2].
    record SyncStep1(StateVector stateVector) implements Frame {

        @Override
        public byte[] encode() {
            return Frame.framed(SYNC, STEP_1, ByteBuffer.wrap(stateVector.encode()));
        }
    }

    /// "This is what you lack."
    record SyncStep2(ByteBuffer update) implements Frame {

        @Override
        public byte[] encode() {
            return Frame.framed(SYNC, STEP_2, update);
        }
    }

    /// "This has just changed."
    record Update(ByteBuffer update) implements Frame {

        @Override
        public byte[] encode() {
            return Frame.framed(SYNC, UPDATE, update);
        }
    }

    /// Who is here, see [Awareness].
    record AwarenessUpdate(ByteBuffer update) implements Frame {

        @Override
        public byte[] encode() {
            return Frame.framed(AWARENESS, -1, update);
        }
    }

    /// "Who is here?"
    record QueryAwareness() implements Frame {

        @Override
        public byte[] encode() {
            return new byte[] {QUERY_AWARENESS};
        }
    }

    /// "You may not": the only message of the auth protocol.
    record PermissionDenied(String reason) implements Frame {

        @Override
        public byte[] encode() {
            var out = new Output();
            out.writeVarUint(AUTH);
            out.writeVarUint(0);
            out.writeString(reason);
            return out.toBytes();
        }
    }

    int SYNC = 0;
    int AWARENESS = 1;
    int AUTH = 2;
    int QUERY_AWARENESS = 3;

    int STEP_1 = 0;
    int STEP_2 = 1;
    int UPDATE = 2;

    byte[] encode();

    /// Reads what remains of the buffer, whose position stays where it is. What a state vector holds is checked; updates are not,
    /// until they are applied.
    ///
    /// @throws ProtocolException when it is not exactly one message
    static Frame read(ByteBuffer message) {
        var in = Input.of(message);
        long kind = in.readVarUint();
        Frame frame =
                switch ((int) Math.min(kind, Integer.MAX_VALUE)) {
                    case SYNC -> readSync(in);
                    case AWARENESS -> new AwarenessUpdate(in.readSlice());
                    case AUTH -> readAuth(in);
                    case QUERY_AWARENESS -> new QueryAwareness();
                    default -> throw new ProtocolException("Unknown kind of message " + kind);
                };
        in.expectEnd();
        return frame;
    }

    private static Frame readSync(Input in) {
        long kind = in.readVarUint();
        return switch ((int) Math.min(kind, Integer.MAX_VALUE)) {
            case STEP_1 -> new SyncStep1(StateVector.decode(in.readBytes()));
            case STEP_2 -> new SyncStep2(in.readSlice());
            case UPDATE -> new Update(in.readSlice());
            default -> throw new ProtocolException("Unknown kind of sync message " + kind);
        };
    }

    private static Frame readAuth(Input in) {
        long kind = in.readVarUint();
        if (kind != 0) throw new ProtocolException("Unknown kind of auth message " + kind);
        return new PermissionDenied(in.readString());
    }

    private static byte[] framed(int kind, int subkind, ByteBuffer payload) {
        var out = new Output(payload.remaining() + 12);
        out.writeVarUint(kind);
        if (subkind >= 0) out.writeVarUint(subkind);
        out.writeVarUint(payload.remaining());
        out.writeRaw(payload);
        return out.toBytes();
    }
}
