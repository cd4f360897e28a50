package ai.ecode.collaboration.yjs;

import org.jspecify.annotations.Nullable;

/// Steps over the structs of one client in an encoded update without building them. Skips are passed over.
final class UpdateCursor {

    private final Input in;
    private final long client;
    private final byte[] bytes;
    private int left;
    private int nextClock;

    private int clock;
    private int length;
    private int info;
    private int start;
    private int contentStart;
    private int end;
    private boolean hasOrigin;
    private long originClient;
    private int originClock;
    private boolean hasRightOrigin;
    private long rightOriginClient;
    private int rightOriginClock;

    private UpdateCursor(Input in, int structs, long client, int clock) {
        this.in = in;
        this.bytes = in.array();
        this.left = structs;
        this.client = client;
        this.nextClock = clock;
    }

    /// Reads the head of a client's section. The caller must step to its end before it reads the next from the same input.
    static UpdateCursor open(Input in) {
        int structs = in.readCount(2);
        return new UpdateCursor(in, structs, in.readVarUint(), in.readClock());
    }

    long client() {
        return client;
    }

    int clock() {
        return clock;
    }

    int end() {
        return clock + length;
    }

    /// Moves to the next struct; false when there is none.
    boolean next() {
        while (left > 0) {
            left--;
            start = in.position();
            info = in.readByte();
            clock = nextClock;
            boolean skip = info == UpdateReader.SKIP_REF;
            length = skip ? in.readClock() : readLength();
            if (length == 0 && !skip) throw new ProtocolException("An empty struct");
            if (clock + length < 0) throw new ProtocolException("A clock is above 2^31 - 1");
            nextClock = clock + length;
            end = in.position();
            if (!skip) return true;
        }
        return false;
    }

    private int readLength() {
        if ((info & 0x1f) == Gc.REF) {
            contentStart = in.position();
            return in.readClock();
        }
        hasOrigin = (info & 0x80) != 0;
        hasRightOrigin = (info & 0x40) != 0;
        if (hasOrigin) {
            originClient = in.readVarUint();
            originClock = referred(originClient);
        }
        if (hasRightOrigin) {
            rightOriginClient = in.readVarUint();
            rightOriginClock = referred(rightOriginClient);
        }
        if (!hasOrigin && !hasRightOrigin) skipParent();
        contentStart = in.position();
        return skipContent(in, info & 0x1f);
    }

    private int referred(long target) {
        int targetClock = in.readClock();
        if (target == client && targetClock >= clock)
            throw new ProtocolException("An item refers to what comes after it");
        return targetClock;
    }

    private void skipParent() {
        if (in.readVarUint() == 1) {
            in.skipString();
        } else {
            referred(in.readVarUint());
        }
        if ((info & 0x20) != 0) in.skipString();
    }

    private static int skipContent(Input in, int ref) {
        switch (ref) {
            case Content.TEXT_REF -> {
                return in.skipText();
            }
            case Content.DELETED_REF -> {
                return in.readClock();
            }
            case Content.ANY_REF, Content.JSON_REF -> {
                int count = in.readCount(1);
                for (int i = 0; i < count; i++) skipValue(in, ref);
                return count;
            }
            case Content.FORMAT_REF -> {
                in.skipString();
                in.readJson();
            }
            case Content.TYPE_REF -> TypeContent.read(in);
            case Content.BINARY_REF, Content.EMBED_REF, Content.DOC_REF ->
                    AtomContent.read(in, ref);
            default -> throw new ProtocolException("Unknown kind of content " + ref);
        }
        return 1;
    }

    private static void skipValue(Input in, int ref) {
        if (ref == Content.ANY_REF) in.skipAny();
        else in.skipBytes();
    }

    boolean isText() {
        return (info & 0x1f) == Content.TEXT_REF;
    }

    /// True when this text, from `offset` on, goes on where `previous`, a text of the same client that ends there, was meant to go
    /// on: the two are then what one longer text would be.
    boolean continues(@Nullable Tail previous, int offset) {
        return previous != null
                && isText()
                && (offset > 0 || (hasOrigin && originClient == client && originClock == clock - 1))
                && hasRightOrigin == previous.hasRightOrigin
                && (!hasRightOrigin
                        || (rightOriginClient == previous.rightOriginClient
                                && rightOriginClock == previous.rightOriginClock));
    }

    /// What must be known of a written text to tell whether the next continues it.
    record Tail(boolean hasRightOrigin, long rightOriginClient, int rightOriginClock) {}

    Tail tail() {
        return new Tail(hasRightOrigin, rightOriginClient, rightOriginClock);
    }

    /// Writes the struct without its first `offset` clocks, and of a text everything but the text.
    void writeHead(Output out, int offset) {
        if (offset == 0) {
            out.writeRaw(bytes, start, isText() ? contentStart : end);
            return;
        }
        int ref = info & 0x1f;
        if (ref == Gc.REF) {
            out.writeByte(Gc.REF);
            out.writeVarUint(length - offset);
            return;
        }
        out.writeByte(ref | 0x80 | (hasRightOrigin ? 0x40 : 0));
        out.writeVarUint(client);
        out.writeVarUint(clock + offset - 1);
        if (hasRightOrigin) {
            out.writeVarUint(rightOriginClient);
            out.writeVarUint(rightOriginClock);
        }
        if (ref == Content.DELETED_REF) {
            out.writeVarUint(length - offset);
        } else if (!isText()) {
            var values = content();
            values.readVarUint();
            for (int i = 0; i < offset; i++) skipValue(values, ref);
            out.writeVarUint(length - offset);
            out.writeRaw(bytes, values.position(), end);
        }
    }

    /// Writes the text alone, without its length and its first `offset` units; a pair that is cut becomes U+FFFD, as in a split.
    void writeText(Output out, int offset) {
        var text = content();
        text.readVarUint();
        int from = text.position();
        if (offset > 0) {
            int at = Utf8.indexOfUnit(bytes, from, end, offset);
            if (at < 0) {
                out.writeString("\ufffd");
                at = Utf8.indexOfUnit(bytes, from, end, offset + 1);
            }
            from = at;
        }
        out.writeRaw(bytes, from, end);
    }

    private Input content() {
        return in.at(contentStart);
    }
}
