package ai.ecode.grading.wall;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One message over the wall: the length of the payload (4 bytes, big-endian), its kind (1 byte), the payload.
///
/// @param payload not copied: nobody changes it
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record Frame(byte kind, byte[] payload) {

    /// A question of either side, or the answer to one.
    static final byte CALL = 'R';

    /// The tests begin with the next one, whose name this is.
    static final byte CASE = 'C';

    /// What came of all tests.
    static final byte REPORT = 'X';

    /// To the tests: the submission is no more, and this is why.
    static final byte GONE = 'G';

    static final int LONGEST = 4 << 20;
    private static final int HEAD = 5;

    /// Empty at the end, also in the middle of a frame.
    ///
    /// @throws TooLong before any of the payload was read
    static Optional<Frame> read(DataInputStream from) throws IOException {
        try {
            int length = from.readInt();
            byte kind = from.readByte();
            if (length < 0 || length > LONGEST) {
                throw new TooLong();
            }
            byte[] payload = new byte[length];
            from.readFully(payload);
            return Optional.of(new Frame(kind, payload));
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    /// In one piece, and flushed.
    void write(OutputStream to) throws IOException {
        to.write(
                ByteBuffer.allocate(HEAD + payload.length)
                        .putInt(payload.length)
                        .put(kind)
                        .put(payload)
                        .array());
        to.flush();
    }

    /// Somebody says more at once than is taken.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
