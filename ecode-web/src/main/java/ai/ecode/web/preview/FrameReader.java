package ai.ecode.web.preview;

import ai.ecode.web.socket.Frame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a WebSocket server says, as whole messages (RFC 6455, section 5). For one thread. What it reads is a stranger's:
/// nothing is kept for a message but what arrived of it, and not more than the largest one.
final class FrameReader {

    /// Hears a ping; who asks wants the same bytes back.
    interface Pinged {
        void ping(byte[] bytes) throws IOException;
    }

    /// The server broke the protocol.
    static final class Violation extends IOException {
        private final int code;

        Violation(int code, String message) {
            super(message);
            this.code = code;
        }

        /// The close code that says so.
        int code() {
            return code;
        }
    }

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int CONTINUATION = 0;
    private static final int LARGEST_CONTROL = 125;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF_8 = 1007;
    private static final int TOO_BIG = 1009;

    private final DataInputStream in;
    private final int largest;
    private final Pinged pinged;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private int begun = CONTINUATION; // the kind of the message whose parts are being read

    /// @param largest in bytes, of a whole message
    FrameReader(InputStream in, int largest, Pinged pinged) {
        this.in = new DataInputStream(new BufferedInputStream(in, 16 * 1024));
        this.largest = largest;
        this.pinged = pinged;
    }

    /// The next message, or the close that ends them.
    ///
    /// @throws Violation when the server does not keep to the protocol
    /// @throws EOFException when it went away without a close
    Frame next() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int opcode = first & 0x0f;
            boolean last = (first & 0x80) != 0;
            if ((first & 0x70) != 0) {
                throw new Violation(PROTOCOL_ERROR, "An extension was used that nobody agreed on");
            }
            byte[] payload = payload(opcode, last);
            switch (opcode) {
                case CLOSE -> {
                    return close(payload);
                }
                case PING -> pinged.ping(payload);
                case PONG -> {}
                case CONTINUATION, TEXT, BINARY -> {
                    if ((opcode == CONTINUATION) != (begun != CONTINUATION)) {
                        throw new Violation(PROTOCOL_ERROR, "The parts of two messages are mixed");
                    }
                    begun = opcode == CONTINUATION ? begun : opcode;
                    parts.writeBytes(payload);
                    if (last) {
                        return message();
                    }
                }
                default -> throw new Violation(PROTOCOL_ERROR, "There is no frame " + opcode);
            }
        }
    }

    private byte[] payload(int opcode, boolean last) throws IOException {
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new Violation(PROTOCOL_ERROR, "A server does not mask");
        }
        long length =
                switch (second) {
                    case 126 -> in.readUnsignedShort();
                    case 127 -> in.readLong();
                    default -> second;
                };
        if (opcode >= CLOSE && (length > LARGEST_CONTROL || !last)) {
            throw new Violation(PROTOCOL_ERROR, "A control frame is short and whole");
        }
        if (length < 0 || length > largest - parts.size()) {
            throw new Violation(TOO_BIG, "A message has at most %d bytes".formatted(largest));
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return payload;
    }

    private Frame message() throws Violation {
        byte[] whole = parts.toByteArray();
        boolean isText = begun == TEXT;
        parts.reset();
        begun = CONTINUATION;
        return isText ? new Frame.Text(text(whole)) : Frame.Binary.of(whole);
    }

    private static Frame.Close close(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return Frame.Close.normally("");
        }
        if (payload.length == 1) {
            throw new Violation(PROTOCOL_ERROR, "A close has a code of two bytes");
        }
        int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
        if (!isSendable(code)) {
            throw new Violation(PROTOCOL_ERROR, "Nobody may send the close code " + code);
        }
        return new Frame.Close(code, text(Arrays.copyOfRange(payload, 2, payload.length)));
    }

    /// Section 7.4: the codes that may stand in a frame.
    static boolean isSendable(int code) {
        boolean isReserved = code == 1004 || code == 1005 || code == 1006;
        boolean isOfTheProtocol = code >= 1000 && code <= 1014;
        boolean isOfApplications = code >= 3000 && code <= 4999;
        return isOfApplications || (isOfTheProtocol && !isReserved);
    }

    private static String text(byte[] bytes) throws Violation {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            throw new Violation(NOT_UTF_8, "A text is UTF-8");
        }
    }
}
