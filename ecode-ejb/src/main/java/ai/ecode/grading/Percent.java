package ai.ecode.grading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parts of the points of a test, as programs of teachers write them.
final class Percent {

    private static final int LONGEST = 64;
    private static final Pattern NUMBER =
            Pattern.compile("([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");

    private Percent() {}

    /// Whole percent, rounded half up.
    ///
    /// @param part a decimal number
    /// @return empty for what is none from 0 to 1
    static Optional<Integer> of(String part) {
        if (part.length() > LONGEST || !NUMBER.matcher(part).matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(part);
        return number.compareTo(BigDecimal.ONE) > 0
                ? Optional.empty()
                : Optional.of(
                        number.movePointRight(2).setScale(0, RoundingMode.HALF_UP).intValueExact());
    }
}
