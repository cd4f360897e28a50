package ai.ecode.wall;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// One end of the wall: messages of a length (4 bytes, big-endian), a kind (1 byte) and a payload. It is on descriptors of its
/// own: what is printed does not reach it.
final class Wire {

    static final byte CALL = 'R';
    static final byte CASE = 'C';
    static final byte REPORT = 'X';
    static final byte GONE = 'G';
    static final int LONGEST = 4 << 20;

    private final DataInputStream in;
    private final OutputStream out;

    /// A message.
    static final class Frame {
        final byte kind;
        final byte[] payload;

        Frame(byte kind, byte[] payload) {
            this.kind = kind;
            this.payload = payload;
        }
    }

    private Wire(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    static Wire open() throws IOException {
        return new Wire(
                new DataInputStream(
                        new BufferedInputStream(new FileInputStream("/proc/self/fd/3"), 1 << 16)),
                new FileOutputStream("/proc/self/fd/4"));
    }

    void send(byte kind, byte[] payload) throws IOException {
        out.write(
                ByteBuffer.allocate(5 + payload.length)
                        .putInt(payload.length)
                        .put(kind)
                        .put(payload)
                        .array());
        out.flush();
    }

    /// Ends this process when there is nobody any more at the other end.
    Frame receive() throws IOException {
        try {
            int length = in.readInt();
            byte kind = in.readByte();
            if (length < 0 || length > LONGEST) {
                throw new Unreadable("a message of " + length + " bytes");
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(kind, payload);
        } catch (EOFException end) {
            Runtime.getRuntime().halt(1);
            throw end;
        }
    }
}
