package ai.ecode.wall;

import java.io.ByteArrayOutputStream;

/// A message that is being written. Numbers are big-endian.
final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output put(int value) {
        if (bytes.size() >= Wire.LONGEST) {
            throw new Unreadable("more than 4 MiB at once");
        }
        bytes.write(value);
        return this;
    }

    Output number(long value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
        return this;
    }

    Output count(int value) {
        return number(value, 4);
    }

    Output raw(byte[] some) {
        count(some.length);
        if (bytes.size() + some.length > Wire.LONGEST) {
            throw new Unreadable("more than 4 MiB at once");
        }
        bytes.writeBytes(some);
        return this;
    }

    /// Each unit of UTF-16 in one byte where all fit into one, otherwise in two.
    Output text(String text) {
        boolean narrow = text.chars().allMatch(one -> one < 256);
        put(narrow ? 1 : 2).count(text.length());
        for (int i = 0; i < text.length(); i++) {
            number(text.charAt(i), narrow ? 1 : 2);
        }
        return this;
    }

    /// What was written by another one.
    Output all(Output other) {
        if (bytes.size() + other.bytes.size() > Wire.LONGEST) {
            throw new Unreadable("more than 4 MiB at once");
        }
        bytes.writeBytes(other.bytes.toByteArray());
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
