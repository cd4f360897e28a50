package ai.ecode.web.preview;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Puts a visitor's pass behind each mention of a preview's base path in a text, in whatever language it is, also where it
/// is encoded as a part of an address. The path has the workspace's id, so nothing else reads like it.
final class PassInserting extends Rewriting {

    private final byte[] base;
    private final byte[] segment;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private PassInserting(OutputStream out, String base, String segment) {
        super(out);
        this.base = base.getBytes(StandardCharsets.US_ASCII);
        this.segment = segment.getBytes(StandardCharsets.US_ASCII);
    }

    static PassInserting into(OutputStream out, PassedPath place) {
        String base = PreviewPath.base(place.route());
        var encoded = new PassInserting(out, encoded(base), encoded(place.segment()));
        return new PassInserting(encoded, base, place.segment());
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        held.write(bytes, offset, length);
        byte[] text = held.toByteArray();
        int from = 0;
        int at = 0;
        while (at < text.length) {
            int alike = alike(text, at);
            if (at + alike == text.length) {
                break; // it may go on, or end here
            }
            if (alike < base.length) {
                at++;
                continue;
            }
            at += base.length;
            out.write(text, from, at - from);
            from = at;
            if (!isOfName(text[at])) {
                out.write(segment);
            }
        }
        out.write(text, from, at - from);
        held.reset();
        held.write(text, at, text.length - at);
    }

    /// How many bytes from here on are those of the base path.
    private int alike(byte[] text, int at) {
        int alike = 0;
        while (alike < base.length && at + alike < text.length && text[at + alike] == base[alike]) {
            alike++;
        }
        return alike;
    }

    /// Whether the port goes on, or the last word of another path.
    private static boolean isOfName(byte b) {
        return Character.isLetterOrDigit(b) || b == '_' || b == '-';
    }

    @Override
    void release() throws IOException {
        held.writeTo(out);
        if (held.size() == base.length) {
            out.write(segment);
        }
        held.reset();
    }
}
