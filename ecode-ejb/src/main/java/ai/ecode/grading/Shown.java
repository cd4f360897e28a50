package ai.ecode.grading;

import java.nio.charset.StandardCharsets;

/// The beginning of a text, as it is kept for people to look at: short, and without NUL, which the database does not hold.
final class Shown {

    static final int MOST = 8_192;

    private Shown() {}

    static String of(byte[] bytes) {
        int length = Math.min(bytes.length, MOST + 4);
        return of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    static String of(String text) {
        String without = text.replace('\0', '␀');
        if (without.length() <= MOST) {
            return without;
        }
        int end = Character.isHighSurrogate(without.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return without.substring(0, end) + "…";
    }
}
