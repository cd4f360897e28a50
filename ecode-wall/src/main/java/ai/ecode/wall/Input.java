package ai.ecode.wall;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A message that is being read. It may come from somebody who means harm: nothing is longer than what is there.
final class Input {

    private final ByteBuffer bytes;

    Input(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte get() {
        need(1);
        return bytes.get();
    }

    long number(int size) {
        need(size);
        return switch (size) {
            case 1 -> bytes.get();
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            case 8 -> bytes.getLong();
            default -> throw new BufferUnderflowException();
        };
    }

    /// How many follow, each of at least so many bytes.
    int count(int size) {
        need(4);
        int count = bytes.getInt();
        if (count < 0 || (long) count * size > bytes.remaining()) {
            throw new Unreadable("more than there is");
        }
        return count;
    }

    byte[] raw() {
        byte[] some = new byte[count(1)];
        bytes.get(some);
        return some;
    }

    String text() {
        int size = get() == 1 ? 1 : 2;
        char[] text = new char[count(size)];
        for (int i = 0; i < text.length; i++) {
            text[i] = size == 1 ? (char) (bytes.get() & 0xff) : bytes.getChar();
        }
        return new String(text);
    }

    void end() {
        if (bytes.hasRemaining()) {
            throw new Unreadable("more than one answer");
        }
    }

    private void need(int size) {
        if (bytes.remaining() < size) {
            throw new Unreadable("less than there should be");
        }
    }
}
