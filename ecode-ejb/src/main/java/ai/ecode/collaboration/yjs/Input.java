package ai.ecode.collaboration.yjs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads lib0's encoding from a byte array. Every length is checked against what is left before anything is allocated, and text
/// must be well-formed UTF-8, as in the original, so that nothing the other peers would choke on is ever accepted.
final class Input {

    /// Deeper values than this are refused: readers of every language recurse over them.
    static final int MAX_DEPTH = 256;

    private static final char[] NO_CHARS = {};
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private final byte[] bytes;
    private final int end;
    private int position;

    Input(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Input(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /// Reads what remains of the buffer, whose position stays where it is.
    static Input of(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            int start = buffer.arrayOffset() + buffer.position();
            return new Input(buffer.array(), start, start + buffer.remaining());
        }
        var copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Input(copy);
    }

    int remaining() {
        return end - position;
    }

    int position() {
        return position;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// A second reader of the same bytes.
    Input at(int start) {
        return new Input(bytes, start, end);
    }

    byte[] array() {
        return bytes;
    }

    int readByte() {
        if (position >= end) throw endOfData();
        return bytes[position++] & 0xff;
    }

    /// A number of at most 53 bits, as JavaScript can hold it.
    long readVarUint() {
        int first = readByte();
        if (first < 0x80) return first;
        long value = first & 0x7f;
        for (int shift = 7; shift < 56; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (value > MAX_SAFE_INTEGER) break;
                return value;
            }
        }
        throw new ProtocolException("A number is longer than 53 bits");
    }

    /// A clock or a length. A single client never reaches 2^31 characters; larger ones are refused.
    int readClock() {
        long value = readVarUint();
        if (value > Integer.MAX_VALUE)
            throw new ProtocolException("A clock or length is above 2^31 - 1");
        return (int) value;
    }

    /// How many entries follow, each of at least `minimumBytes` bytes.
    int readCount(int minimumBytes) {
        long count = readVarUint();
        if (count > remaining() / minimumBytes)
            throw new ProtocolException("More entries are announced than the message can hold");
        return (int) count;
    }

    /// The sign bit and six bits first, then seven bits a byte.
    long readVarInt() {
        int first = readByte();
        boolean negative = (first & 0x40) != 0;
        long value = first & 0x3f;
        int next = first;
        for (int shift = 6; (next & 0x80) != 0; shift += 7) {
            if (shift > 48) throw new ProtocolException("A number is longer than 53 bits");
            next = readByte();
            value |= (long) (next & 0x7f) << shift;
        }
        return negative ? -value : value;
    }

    long readBigEndian(int size) {
        need(size);
        long value = 0;
        for (int i = 0; i < size; i++) value = (value << 8) | (bytes[position++] & 0xff);
        return value;
    }

    byte[] readBytes() {
        int length = readCount(1);
        position += length;
        return copy(position - length, position);
    }

    /// A view on the bytes, valid as long as the array behind this input is left alone.
    ByteBuffer readSlice() {
        int length = readCount(1);
        position += length;
        return ByteBuffer.wrap(bytes, position - length, length).slice();
    }

    String readString() {
        return new String(readChars());
    }

    /// Text in UTF-16 units, the unit in which clocks count.
    char[] readChars() {
        int length = readCount(1);
        if (length == 0) return NO_CHARS;
        int from = position;
        position += length;
        var chars = new char[length];
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            if (b < 0)
                return Arrays.copyOf(chars, Utf8.decode(bytes, from + i, position, chars, i));
            chars[i] = (char) b;
        }
        return chars;
    }

    void skipString() {
        int length = readCount(1);
        Utf8.units(bytes, position, position + length);
        position += length;
    }

    /// Skips text and gives its length in UTF-16 units.
    int skipText() {
        int length = readCount(1);
        position += length;
        return Utf8.units(bytes, position - length, position);
    }

    void skipBytes() {
        int length = readCount(1);
        position += length;
    }

    /// JSON as text. Checked here, because every other peer parses it when it applies the update.
    byte[] readJson() {
        byte[] json = readBytes();
        Json.check(json);
        return json;
    }

    /// One value of lib0's "any" in its encoded form, checked for shape.
    byte[] readAny() {
        int from = position;
        skipAny();
        return copy(from, position);
    }

    void skipAny() {
        skipAny(0);
    }

    private void skipAny(int depth) {
        if (depth > MAX_DEPTH)
            throw new ProtocolException("A value is nested deeper than " + MAX_DEPTH);
        int tag = readByte();
        switch (tag) {
            case Any.UNDEFINED_TAG, Any.NULL_TAG, Any.TRUE_TAG, Any.FALSE_TAG -> {}
            case Any.INTEGER_TAG -> readVarInt();
            case Any.FLOAT32_TAG -> skip(4);
            case Any.FLOAT64_TAG, Any.BIGINT_TAG -> skip(8);
            case Any.STRING_TAG -> skipString();
            case Any.BYTES_TAG -> skipBytes();
            case Any.ARRAY_TAG -> {
                for (int count = readCount(1); count > 0; count--) skipAny(depth + 1);
            }
            case Any.OBJECT_TAG -> {
                for (int count = readCount(2); count > 0; count--) {
                    skipString();
                    skipAny(depth + 1);
                }
            }
            default -> throw new ProtocolException("Unknown kind of value " + tag);
        }
    }

    void skip(int count) {
        need(count);
        position += count;
    }

    void expectEnd() {
        if (position != end)
            throw new ProtocolException(
                    "%d bytes after the end of the message".formatted(end - position));
    }

    private void need(int count) {
        if (remaining() < count) throw endOfData();
    }

    private static ProtocolException endOfData() {
        return new ProtocolException("The message ends too early");
    }
}
