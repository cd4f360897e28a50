package ai.ecode.web.socket;

import ai.ecode.shared.ErrorCode;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One WebSocket message. Immutable, so that one frame is encoded once and sent to many sockets.
public sealed interface Frame {

    /// Bytes that the frame holds in a queue.
    int size();

    /// Whether the message has more than so many bytes on the wire.
    default boolean isLargerThan(int bytes) {
        return size() > bytes;
    }

    /// A text message.
    record Text(String text) implements Frame {
        public static Text of(JsonObject json) {
            return new Text(json.toString());
        }

        @Override
        public int size() {
            return text.length();
        }

        @Override
        public boolean isLargerThan(int bytes) {
            int longest = 3; // bytes of a char in UTF-8
            return text.length() > bytes / longest
                    && text.getBytes(StandardCharsets.UTF_8).length > bytes;
        }
    }

    /// A binary message: the remaining bytes of the buffer, which nobody changes any more. The buffer has an array:
    /// Liberty's remote asks for it, so it can be neither direct nor read-only.
    record Binary(ByteBuffer bytes) implements Frame {
        public Binary {
            if (!bytes.hasArray()) {
                throw new IllegalArgumentException("A frame needs a writable heap buffer");
            }
        }

        public static Binary of(byte... bytes) {
            return new Binary(ByteBuffer.wrap(bytes));
        }

        @Override
        public int size() {
            return bytes.remaining();
        }
    }

    /// The last frame of a connection: it closes with this code and reason, after everything before it was sent.
    record Close(int code, String reason) implements Frame {

        /// RFC 6455 section 5.5: a control frame holds 125 bytes, two of them the code.
        private static final int LONGEST_REASON = 123;

        public Close {
            reason = shortened(reason);
        }

        public static Close of(ErrorCode code, String reason) {
            return new Close(code.closeCode(), code.code() + ": " + reason);
        }

        /// Nothing went wrong, there is just no more to say.
        public static Close normally(String reason) {
            return new Close(1000, reason);
        }

        @Override
        public int size() {
            return 2 + LONGEST_REASON;
        }

        private static String shortened(String reason) {
            String short_ = reason;
            while (short_.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
                short_ = short_.substring(0, short_.offsetByCodePoints(short_.length(), -1));
            }
            return short_;
        }
    }
}
