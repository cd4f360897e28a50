package ai.ecode.grading;

import static ai.ecode.grading.Comparison.EXACT;
import static ai.ecode.grading.Comparison.NUMERIC;
import static ai.ecode.grading.Comparison.REGEX;
import static ai.ecode.grading.Comparison.TOLERANT;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void exactMeansEveryCharacter() {
        assertTrue(EXACT.accepts("3\n", "3\n", 0));
        assertFalse(EXACT.accepts("3\n", "3", 0));
        assertFalse(EXACT.accepts("é", "e\u0301", 0));
    }

    @Test
    void tolerantPassesOverSpace() {
        assertTrue(TOLERANT.accepts("1 2\n3\n", "  1\t2\r\n\n3", 0));
        assertTrue(TOLERANT.accepts("", " \n", 0));
        assertFalse(TOLERANT.accepts("12", "1 2", 0));
        assertFalse(TOLERANT.accepts("a", "A", 0));
    }

    @Test
    void numbersMayBeOffAbsolutelyOrInProportion() {
        assertTrue(NUMERIC.accepts("0.3", "0.30000000000000004", 1e-9));
        assertTrue(NUMERIC.accepts("1000000", "1.0000001e6", 1e-6));
        assertTrue(NUMERIC.accepts("x = 2", "x = 2.0", 0));
        assertFalse(NUMERIC.accepts("0.3", "0.31", 1e-3));
        assertFalse(NUMERIC.accepts("x = 2", "y = 2", 1));
        assertFalse(NUMERIC.accepts("1 2", "1", 1));
    }

    @Test
    void whatIsNoFiniteNumberIsNearNothing() {
        for (String trick :
                new String[] {"NaN", "nan", "Infinity", "1e999", "0x1p3", "1d", "1_0"}) {
            assertFalse(NUMERIC.accepts("1", trick, 1e300), trick);
        }
        assertFalse(NUMERIC.accepts("1", "1".repeat(1_000_000), 1e300));
        assertTrue(NUMERIC.accepts("NaN", "NaN", 0), "the same word is the same");
    }

    @Test
    void aRegularExpressionIsForAllOfTheOutput() {
        assertTrue(REGEX.accepts("Hello,? \\w+!", "Hello Ada!\n", 0));
        assertTrue(REGEX.accepts("a.*b", "a\n\nb", 0));
        assertFalse(REGEX.accepts("3", "1\n2\n3\n", 0));
    }

    @Test
    void noOutputMakesARegularExpressionSlow() {
        assertFalse(REGEX.accepts("(a+)+b", "a".repeat(100_000) + "!", 0));
    }

    @Test
    void whatCannotBeComparedWithIsNamed() {
        for (String bad :
                new String[] {"(", "(?=a)", "\\1", "(a{1000}){1000}", "x".repeat(1_001)}) {
            assertThrows(ECodeException.class, () -> REGEX.check("t", bad, 0), bad);
        }
        assertThrows(ECodeException.class, () -> NUMERIC.check("t", "1", -1));
        assertThrows(ECodeException.class, () -> NUMERIC.check("t", "1", Double.NaN));
        assertThrows(ECodeException.class, () -> NUMERIC.check("t", "1", Double.POSITIVE_INFINITY));
    }
}
