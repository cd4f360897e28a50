package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;

import ai.ecode.shared.ECodeException;
import java.util.Locale;

/// A user name as somebody types it to invite its bearer; user names are in lower case.
public record MemberName(String value) {

    private static final int LONGEST = 255;

    public MemberName {
        value = value.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
        if (value.isEmpty()
                || value.length() > LONGEST
                || value.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw new ECodeException(
                    INVALID_NAME,
                    "A user name has 1 to %d characters and no blanks.".formatted(LONGEST));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
