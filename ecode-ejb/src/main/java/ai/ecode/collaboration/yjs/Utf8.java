package ai.ecode.collaboration.yjs;

/// UTF-8 to UTF-16 and back, strict on the way in. On the way out a lone surrogate becomes U+FFFD, which is one UTF-16 unit as
/// well, so that lengths stay true.
final class Utf8 {

    private Utf8() {}

    /// Decodes into `chars` from index `at` and returns the end; `chars` must have room for a unit per byte.
    static int decode(byte[] bytes, int from, int to, char[] chars, int at) {
        int i = from;
        int out = at;
        while (i < to) {
            int b = bytes[i];
            if (b >= 0) {
                chars[out++] = (char) b;
                i++;
                continue;
            }
            int size = sequenceLength(b);
            int point = codePoint(bytes, i, to, size);
            i += size;
            if (size == 4) {
                chars[out++] = Character.highSurrogate(point);
                chars[out++] = Character.lowSurrogate(point);
            } else {
                chars[out++] = (char) point;
            }
        }
        return out;
    }

    /// Number of UTF-16 units of well-formed UTF-8.
    static int units(byte[] bytes, int from, int to) {
        int units = 0;
        for (int i = from; i < to; units++) {
            int b = bytes[i];
            if (b >= 0) {
                i++;
                continue;
            }
            int size = sequenceLength(b);
            codePoint(bytes, i, to, size);
            if (size == 4) units++;
            i += size;
        }
        return units;
    }

    /// Index of the byte at which the given unit starts, or -1 when the unit is the second half of a pair.
    static int indexOfUnit(byte[] bytes, int from, int to, int unit) {
        int units = 0;
        int i = from;
        while (i < to && units < unit) {
            int size = bytes[i] >= 0 ? 1 : sequenceLength(bytes[i]);
            units += size == 4 ? 2 : 1;
            i += size;
        }
        return units == unit ? i : -1;
    }

    static int encodedLength(char[] chars, int from, int to) {
        int length = to - from;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80) continue;
            if (c < 0x800) {
                length++;
            } else if (isPair(chars, i, to)) {
                length += 2;
                i++;
            } else {
                length += 2;
            }
        }
        return length;
    }

    static int encode(char[] chars, int from, int to, byte[] bytes, int at) {
        int out = at;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80) {
                bytes[out++] = (byte) c;
            } else if (c < 0x800) {
                bytes[out++] = (byte) (0xc0 | (c >> 6));
                bytes[out++] = (byte) (0x80 | (c & 0x3f));
            } else if (isPair(chars, i, to)) {
                int point = Character.toCodePoint(c, chars[++i]);
                bytes[out++] = (byte) (0xf0 | (point >> 18));
                bytes[out++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                bytes[out++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                bytes[out++] = (byte) (0x80 | (point & 0x3f));
            } else {
                int unit = Character.isSurrogate(c) ? 0xfffd : c;
                bytes[out++] = (byte) (0xe0 | (unit >> 12));
                bytes[out++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
                bytes[out++] = (byte) (0x80 | (unit & 0x3f));
            }
        }
        return out;
    }

    private static boolean isPair(char[] chars, int at, int to) {
        return Character.isHighSurrogate(chars[at])
                && at + 1 < to
                && Character.isLowSurrogate(chars[at + 1]);
    }

    private static int sequenceLength(int first) {
        if ((first & 0xe0) == 0xc0) return 2;
        if ((first & 0xf0) == 0xe0) return 3;
        if ((first & 0xf8) == 0xf0) return 4;
        throw malformed();
    }

    private static int codePoint(byte[] bytes, int at, int to, int size) {
        if (at + size > to) throw malformed();
        int point = bytes[at] & (0xff >> (size + 1));
        for (int i = 1; i < size; i++) {
            int next = bytes[at + i];
            if ((next & 0xc0) != 0x80) throw malformed();
            point = (point << 6) | (next & 0x3f);
        }
        int least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
        if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
            throw malformed();
        return point;
    }

    private static ProtocolException malformed() {
        return new ProtocolException("Text is not well-formed UTF-8");
    }
}
