package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.NOT_FOUND;

import ai.ecode.shared.ECodeException;
import java.security.SecureRandom;
import java.util.Locale;

/// A code that a teacher writes on the board: ten signs of Crockford's base 32, which has no letters that look like digits.
/// 50 random bits, and good for one organization only.
public record Invitation(String code) {

    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Invitation make() {
        var code = new StringBuilder();
        RANDOM.ints(LENGTH, 0, SIGNS.length()).forEach(i -> code.append(SIGNS.charAt(i)));
        return new Invitation(code.toString());
    }

    /// Reads what a person typed: spaces, hyphens and case do not matter, `O` is read as `0`, `I` and `L` as `1`.
    ///
    /// @throws ECodeException `NOT_FOUND`, as for a code that is none any more
    public static Invitation typed(String text) {
        String code =
                text.toUpperCase(Locale.ROOT)
                        .replaceAll("[\\s-]", "")
                        .replace('O', '0')
                        .replaceAll("[IL]", "1");
        if (code.length() != LENGTH || !code.chars().allMatch(c -> SIGNS.indexOf(c) >= 0)) {
            throw unknown();
        }
        return new Invitation(code);
    }

    static ECodeException unknown() {
        return new ECodeException(
                NOT_FOUND,
                "No course has this invitation code. Compare it with the one you were given, or ask for a new one.");
    }

    /// In two groups, easier to read out.
    public String readable() {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }
}
