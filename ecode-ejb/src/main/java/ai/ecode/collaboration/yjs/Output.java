package ai.ecode.collaboration.yjs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes lib0's encoding into a growing array.
final class Output {

    private byte[] bytes;
    private int size;

    Output() {
        this(64);
    }

    Output(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void reset() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void writeByte(int value) {
        if (size == bytes.length) grow(1);
        bytes[size++] = (byte) value;
    }

    void writeVarUint(long value) {
        long rest = value;
        while (rest > 0x7f) {
            writeByte(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    void writeVarInt(long value) {
        long rest = Math.abs(value);
        writeByte((int) (rest & 0x3f) | (value < 0 ? 0x40 : 0) | (rest > 0x3f ? 0x80 : 0));
        for (rest >>>= 6; rest > 0; rest >>>= 7) {
            writeByte((int) (rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
        }
    }

    void writeBigEndian(long value, int count) {
        for (int shift = (count - 1) * 8; shift >= 0; shift -= 8)
            writeByte((int) (value >>> shift));
    }

    void writeRaw(byte[] source) {
        writeRaw(source, 0, source.length);
    }

    void writeRaw(byte[] source, int from, int to) {
        int count = to - from;
        if (bytes.length - size < count) grow(count);
        System.arraycopy(source, from, bytes, size, count);
        size += count;
    }

    /// The buffer's position stays where it is.
    void writeRaw(ByteBuffer source) {
        int count = source.remaining();
        if (bytes.length - size < count) grow(count);
        source.get(source.position(), bytes, size, count);
        size += count;
    }

    void writeRaw(Output other) {
        writeRaw(other.bytes, 0, other.size);
    }

    void writeBytes(byte[] source) {
        writeVarUint(source.length);
        writeRaw(source);
    }

    void writeString(String text) {
        writeChars(text.toCharArray(), 0, text.length());
    }

    void writeChars(char[] chars, int from, int to) {
        int length = Utf8.encodedLength(chars, from, to);
        writeVarUint(length);
        if (bytes.length - size < length) grow(length);
        size = Utf8.encode(chars, from, to, bytes, size);
    }

    private void grow(int need) {
        bytes =
                Arrays.copyOf(
                        bytes,
                        Math.max(
                                Math.addExact(size, need),
                                (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }
}
