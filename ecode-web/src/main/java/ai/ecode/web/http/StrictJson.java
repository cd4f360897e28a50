package ai.ecode.web.http;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// JSON on its way to a parser. Parsers put replacement characters where the text is not Unicode, and would so save
/// something else than was sent; and they recurse as deep as the text nests. Both are refused here, whatever the parser.
final class StrictJson extends FilterInputStream {

    static final int DEEPEST = 100;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] begun = new byte[0];
    private int depth;
    private boolean inText;
    private boolean escaped;
    private int hexDigitsLeft;
    private int unit;
    private boolean halfPair;

    StrictJson(InputStream json) {
        super(json);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws ECodeException `MALFORMED_REQUEST`
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        look(bytes, offset, Math.max(read, 0), read < 0);
        return read;
    }

    /// What was seen cannot be unseen.
    @Override
    public boolean markSupported() {
        return false;
    }

    private void look(byte[] bytes, int offset, int length, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(begun.length + length);
        in.put(begun).put(bytes, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        if (decoder.decode(in, out, last).isError()) {
            throw malformed("The body is not UTF-8.");
        }
        begun = new byte[in.remaining()];
        in.get(begun);
        out.flip();
        while (out.hasRemaining()) {
            look(out.get());
        }
    }

    private void look(char c) {
        if (!inText) {
            inText = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth > DEEPEST) {
                throw malformed("The body nests deeper than %d levels.".formatted(DEEPEST));
            }
        } else if (hexDigitsLeft > 0) {
            unit = unit << 4 | Math.max(0, Character.digit(c, 16));
            if (--hexDigitsLeft == 0) {
                lookAtUnit();
            }
        } else if (escaped) {
            escaped = false;
            hexDigitsLeft = c == 'u' ? 4 : 0;
            unit = 0;
            requireWhole(c == 'u');
        } else if (c == '\\') {
            escaped = true;
        } else {
            requireWhole(false);
            inText = c != '"';
        }
    }

    private void lookAtUnit() {
        boolean low = Character.isLowSurrogate((char) unit);
        if (low != halfPair) {
            throw malformed("The body holds half a surrogate pair, which is no character.");
        }
        halfPair = Character.isHighSurrogate((char) unit);
    }

    private void requireWhole(boolean mayGoOn) {
        if (halfPair && !mayGoOn) {
            throw malformed("The body holds half a surrogate pair, which is no character.");
        }
    }

    private static ECodeException malformed(String what) {
        return new ECodeException(
                ErrorCode.MALFORMED_REQUEST, what + " Nothing was done: send it corrected.");
    }
}
