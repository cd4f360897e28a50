package ai.ecode.collaboration.yjs;

import org.jspecify.annotations.Nullable;

/// From here on, text has (or, with `null`, no longer has) this attribute.
final class FormatContent implements Content {

    private final String key;

    /// The value as JSON text, as it came.
    private final byte[] json;

    FormatContent(String key, byte[] json) {
        this.key = key;
        this.json = json;
    }

    static FormatContent of(String key, @Nullable Object value) {
        return new FormatContent(key, Json.encode(value));
    }

    String key() {
        return key;
    }

    @Nullable Object value() {
        return Json.parse(json);
    }

    @Override
    public int ref() {
        return FORMAT_REF;
    }

    @Override
    public int length() {
        return 1;
    }

    @Override
    public boolean isCountable() {
        return false;
    }

    @Override
    public void write(Output out, int offset) {
        out.writeString(key);
        out.writeBytes(json);
    }
}
