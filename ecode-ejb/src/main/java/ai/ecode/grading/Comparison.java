package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.RepetitionLimit;
import ai.ecode.shared.ECodeException;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;

/// How what a program wrote is compared with what is expected. It is done here, far from the program: it never sees what is
/// expected. Each takes time in proportion to the two texts, whatever the program wrote.
public enum Comparison {
    /// The same characters.
    EXACT {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            return expected.equals(actual);
        }
    },
    /// The same words: how much space is between them, and at the ends, does not matter.
    TOLERANT {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            return words(expected).equals(words(actual));
        }
    },
    /// The same words, where two numbers are the same when they differ by no more than the tolerance, absolutely or in
    /// proportion to the expected one. Not a number is the same as nothing.
    NUMERIC {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            List<String> wanted = words(expected);
            List<String> said = words(actual);
            if (wanted.size() != said.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!wanted.get(i).equals(said.get(i))
                        && !isNear(wanted.get(i), said.get(i), tolerance)) {
                    return false;
                }
            }
            return true;
        }
    },
    /// The whole text, without line breaks at its end, matches the regular expression (RE2, which takes no exponential time).
    REGEX {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            return pattern(expected).matcher(withoutLastBreaks(actual)).matches();
        }
    },
    /// Nothing: the program is not run. It is enough that it compiles, or has no error of syntax where its language is not
    /// compiled.
    COMPILES {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            return true;
        }
    },
    /// As a program of the teacher's says: [Checkers].
    CHECKER {
        @Override
        boolean accepts(String expected, String actual, double tolerance) {
            throw new IllegalStateException("A program says so");
        }
    };

    static final int LONGEST_PATTERN = 1_000;

    abstract boolean accepts(String expected, String actual, double tolerance);

    /// @throws ECodeException `MALFORMED_REQUEST` when nothing can be compared with it
    void check(String test, String expected, double tolerance) {
        if (this == REGEX) {
            requireUsable(test, expected);
        }
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The tolerance of the test “%s” is a number from 0.".formatted(test))
                    .with("test", test)
                    .with("field", "tolerance");
        }
    }

    private static void requireUsable(String test, String expected) {
        try {
            if (expected.length() > LONGEST_PATTERN) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "A regular expression has at most %d characters."
                                .formatted(LONGEST_PATTERN));
            }
            RepetitionLimit.check(expected);
            pattern(expected);
        } catch (PatternSyntaxException malformed) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "What is expected by the test “%s” is no regular expression: %s"
                                    .formatted(test, malformed.getDescription()),
                            malformed)
                    .with("test", test)
                    .with("field", "expected");
        }
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.DOTALL);
    }

    private static String withoutLastBreaks(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /// Numbers as most languages print them; a word longer than any of those is none.
    private static boolean isNear(String expected, String actual, double tolerance) {
        if (!isNumber(expected) || !isNumber(actual)) {
            return false;
        }
        double wanted = Double.parseDouble(expected);
        double said = Double.parseDouble(actual);
        return Math.abs(wanted - said) <= Math.max(tolerance, tolerance * Math.abs(wanted))
                && Double.isFinite(wanted)
                && Double.isFinite(said);
    }

    private static boolean isNumber(String word) {
        return word.length() <= 400 && NUMBER.matches(word);
    }

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");
}
