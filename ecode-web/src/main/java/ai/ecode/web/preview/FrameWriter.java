package ai.ecode.web.preview;

import ai.ecode.web.socket.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/// What a WebSocket client says (RFC 6455, section 5): each message one masked frame. Any thread; blocks until the server
/// took the bytes.
final class FrameWriter {

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONGEST_HEAD = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WritableByteChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    void write(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Text(String text) ->
                    write(FrameReader.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            case Frame.Binary(ByteBuffer bytes) -> write(FrameReader.BINARY, bytes.duplicate());
            case Frame.Close(int code, String reason) ->
                    write(FrameReader.CLOSE, close(code, reason));
        }
    }

    void pong(byte[] bytes) throws IOException {
        write(FrameReader.PONG, ByteBuffer.wrap(bytes));
    }

    /// Without a code where none may be said.
    private static ByteBuffer close(int code, String reason) {
        if (!FrameReader.isSendable(code)) {
            return ByteBuffer.allocate(0);
        }
        byte[] why = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + why.length).putShort((short) code).put(why).flip();
    }

    private void write(int opcode, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        var frame = ByteBuffer.allocate(LONGEST_HEAD + length).put((byte) (LAST | opcode));
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length <= 0xffff) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        byte[] mask = new byte[4];
        RANDOM.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload.get() ^ mask[i & 3]));
        }
        frame.flip();
        lock.lock();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } finally {
            lock.unlock();
        }
    }
}
