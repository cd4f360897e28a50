package ai.ecode.collaboration.yjs;

import org.jspecify.annotations.Nullable;

/// One indivisible value, kept as it came: bytes, an embedded object (JSON), or a subdocument (its guid and options).
final class AtomContent implements Content {

    private final int ref;
    private final byte[] encoded;

    AtomContent(int ref, byte[] encoded) {
        this.ref = ref;
        this.encoded = encoded;
    }

    static AtomContent read(Input in, int ref) {
        int from = in.position();
        switch (ref) {
            case BINARY_REF -> in.skipBytes();
            case EMBED_REF -> in.readJson();
            default -> {
                in.skipString();
                in.skipAny();
            }
        }
        return new AtomContent(ref, in.copy(from, in.position()));
    }

    @Override
    public int ref() {
        return ref;
    }

    @Override
    public int length() {
        return 1;
    }

    @Nullable Object value() {
        var in = new Input(encoded);
        return switch (ref) {
            case BINARY_REF -> in.readBytes();
            case EMBED_REF -> Json.parse(in.readBytes());
            default -> new Subdocument(in.readString(), Any.read(in));
        };
    }

    @Override
    public void write(Output out, int offset) {
        out.writeRaw(encoded);
    }
}
