package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;

/// What somebody writes to others: plain text of 1 to 4,000 characters, as Unicode counts them. Lines end with LF; there is
/// no other control character than that and the tab, and no half surrogate pair.
///
/// @param value without blanks at its ends
public record Words(String value) {

    public static final int MOST = 4_000;

    public Words {
        // More than this cannot become less than the most by what follows.
        if (value.length() > 4 * MOST) {
            throw tooLong();
        }
        value = value.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (value.isEmpty()) {
            throw new ECodeException(MALFORMED_REQUEST, "There is nothing in it. Write something.");
        }
        if (value.codePointCount(0, value.length()) > MOST) {
            throw tooLong();
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new ECodeException(MALFORMED_REQUEST, "This is not valid Unicode.");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new ECodeException(MALFORMED_REQUEST, "It holds a control character.");
        }
    }

    private static ECodeException tooLong() {
        return new ECodeException(
                MALFORMED_REQUEST,
                "This is longer than %,d characters. Put it into a file, and say where it is."
                        .formatted(MOST));
    }

    @Override
    public String toString() {
        return value;
    }
}
