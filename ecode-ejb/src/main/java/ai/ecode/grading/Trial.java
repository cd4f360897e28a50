package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One test: the program is given an input and arguments, and what it writes to its standard output is compared. It passes when that
/// is as expected and the program ends with 0.
///
/// @param fullWeight its part of the score among those of the others, out of quarantine
/// @param expected what it should write, or a regular expression for it
/// @param tolerance for [Comparison#NUMERIC] alone
/// @param checker for [Comparison#CHECKER] alone: path of the file of the suite that is run
/// @param quarantined whether it counts nothing for now
public record Trial(
        String name,
        Visibility visibility,
        int fullWeight,
        String input,
        List<String> arguments,
        String expected,
        Comparison comparison,
        double tolerance,
        Optional<String> checker,
        boolean quarantined)
        implements Tested {

    static final int LONGEST_NAME = 100;
    static final int MOST_BYTES = 1 << 20;
    static final int MOST_WEIGHT = 1_000;
    static final int MOST_ARGUMENTS = 50;

    public Trial {
        name = name.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The name of a test has 1 to %d characters in one line."
                                    .formatted(LONGEST_NAME))
                    .with("field", "name");
        }
        if (fullWeight < 0 || fullWeight > MOST_WEIGHT) {
            throw refused(name, "weight", "The weight is between 0 and %d".formatted(MOST_WEIGHT));
        }
        arguments = List.copyOf(arguments);
        if (arguments.size() > MOST_ARGUMENTS
                || arguments.stream().anyMatch(a -> a.length() > 4_096 || a.indexOf('\0') >= 0)) {
            throw refused(
                    name,
                    "args",
                    "There are at most %d arguments of 4,096 characters, without NUL"
                            .formatted(MOST_ARGUMENTS));
        }
        if (comparison == Comparison.COMPILES
                && !(input.isEmpty() && arguments.isEmpty() && expected.isEmpty())) {
            throw refused(
                    name,
                    "comparison",
                    "What is only compiled gets no input and no arguments, and writes nothing that could be expected");
        }
        requireShort(name, "stdin", input);
        requireShort(name, "expected", expected);
        comparison.check(name, expected, tolerance);
        if (checker.isPresent() != (comparison == Comparison.CHECKER)) {
            throw refused(
                    name,
                    "checker",
                    "The comparison checker, and no other, needs the path of the file that is run");
        }
    }

    /// One that counts.
    public Trial(
            String name,
            Visibility visibility,
            int weight,
            String input,
            List<String> arguments,
            String expected,
            Comparison comparison,
            double tolerance,
            Optional<String> checker) {
        this(
                name,
                visibility,
                weight,
                input,
                arguments,
                expected,
                comparison,
                tolerance,
                checker,
                false);
    }

    /// One that no program of the teacher's decides.
    public Trial(
            String name,
            Visibility visibility,
            int weight,
            String input,
            List<String> arguments,
            String expected,
            Comparison comparison,
            double tolerance) {
        this(
                name,
                visibility,
                weight,
                input,
                arguments,
                expected,
                comparison,
                tolerance,
                Optional.empty());
    }

    @Override
    public int weight() {
        return quarantined ? 0 : fullWeight;
    }

    Trial with(Visibility other, int otherWeight, boolean isQuarantined) {
        return new Trial(
                name,
                other,
                otherWeight,
                input,
                arguments,
                expected,
                comparison,
                tolerance,
                checker,
                isQuarantined);
    }

    private static void requireShort(String test, String field, String text) {
        if (text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw refused(
                    test,
                    field,
                    "The %s is at most %d KiB, without NUL".formatted(field, MOST_BYTES >> 10));
        }
    }

    private static ECodeException refused(String test, String field, String why) {
        return new ECodeException(MALFORMED_REQUEST, "%s (test “%s”).".formatted(why, test))
                .with("test", test)
                .with("field", field);
    }
}
