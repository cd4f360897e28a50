package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapReportTest {

    private static Map<String, Checkers.Verdict> read(String text) {
        return TapReport.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int percent(String point) {
        return read("1..1\n" + point + "\n").values().iterator().next().percent();
    }

    @Test
    void testPointsAreNamedByTheirDescriptions() {
        var verdicts =
                read(
                        """
                        TAP version 14
                        1..4
                        ok 1 - adds
                        not ok 2 - divides
                          ---
                          message: by nothing
                          at:
                            line: 3
                          ...
                        # it was 7
                        ok 3 without a dash
                        ok - without \\# number
                        """);
        assertEquals(
                Map.of(
                        "adds", new Checkers.Verdict(100, ""),
                        "divides",
                                new Checkers.Verdict(
                                        0, "message: by nothing\nat:\nline: 3\nit was 7"),
                        "without a dash", new Checkers.Verdict(100, ""),
                        "without # number", new Checkers.Verdict(100, "")),
                verdicts);
    }

    @Test
    void thePlanMayStandAtTheEnd() {
        assertEquals(1, read("ok\n1..1\n").size());
        assertEquals(Map.of(), read("1..0 # SKIP nothing to do\n"));
    }

    @Test
    void whatIsSkippedGetsNothingAndWhatIsToDoIsNoFailure() {
        assertEquals(0, percent("ok 1 - later # SKIP no compiler"));
        assertEquals(100, percent("not ok 1 - later # TODO for next week"));
        assertEquals(100, percent("ok 1 - issue #12"));
        assertEquals(
                "Skipped: no compiler",
                read("1..1\nok 1 - later # skip no compiler\n").get("later").remark());
    }

    @Test
    void subtestsAreAShareOfWhatIsNotOk() {
        String subtests =
                """
                    # Subtest: all
                    ok 1 - one
                      ---
                      ok: no test
                      ...
                    not ok 2 - two
                    ok 3 - three
                    1..3
                """;
        assertEquals(66, percent(subtests + "not ok 1 - all"));
        assertEquals(100, percent(subtests + "ok 1 - all"));
        assertEquals(99, percent("    ok 1 - one\nnot ok 1 - all"));
        assertEquals(0, percent("    not ok 1 - one\nnot ok 1 - all"));
        assertEquals(
                0,
                read("1..2\n    ok 1 - one\nok 1 - all\nnot ok 2 - other\n")
                        .get("other")
                        .percent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ok 1 - a                      | no plan
                    1..2;ok 1 - a                 | 2 tests, and there are 1
                    1..1;ok 1 - a;ok 2 - b        | 1 tests, and there are 2
                    1..1;ok 1 - a;1..1            | second plan (line 3)
                    1..2;ok 1 - a;ok 2 - a        | twice (line 3)
                    1..2;ok 1 - a;ok 3 - b        | number 2 (line 3)
                    1..1;Bail out! No compiler.   | bails out: No compiler. (line 2)
                    1..1;TAP version 13;ok        | first line alone (line 2)
                    hello                         | no plan
                    """)
    void whatIsNoSuchReportIsRefused(String text, String said) {
        String message =
                Objects.requireNonNull(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> read(text.strip().replace(';', '\n')))
                                .getMessage());
        assertTrue(message.contains(said), message);
    }

    @Test
    void aLongOneIsReadInTimeAndWithinBounds() {
        var long1 = new StringBuilder("1..1\nok 1 - a\n");
        long1.append("# much\n".repeat(100_000));
        assertTrue(read(long1.toString()).get("a").remark().length() <= Shown.MOST + 1);
        assertThrows(IllegalArgumentException.class, () -> read("ok\n".repeat(10_001)));
        assertEquals(1, read("1..1\nok 1 - " + "\\#".repeat(50_000) + "\n").size());
    }
}
