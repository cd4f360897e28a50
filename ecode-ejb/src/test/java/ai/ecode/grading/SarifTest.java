package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SarifTest {

    private static Map<String, Checkers.Verdict> said(String run, String... tests) {
        String log = "{\"version\":\"2.1.0\",\"runs\":[%s]}".formatted(run);
        List<UnitCase> cases =
                Stream.of(tests)
                        .map(test -> new UnitCase("lint.py", test, Visibility.PUBLIC, 1))
                        .toList();
        return Sarif.read(log.getBytes(StandardCharsets.UTF_8)).of(cases);
    }

    private static int percent(Map<String, Checkers.Verdict> said, String test) {
        return Objects.requireNonNull(said.get(test)).percent();
    }

    private static String results(String results) {
        return """
        {"tool":{"driver":{"name":"lint","rules":[
          {"id":"BAD","defaultConfiguration":{"level":"error"}},
          {"id":"PETTY","defaultConfiguration":{"level":"note"}}]}},
         "results":[%s]}
        """
                .formatted(results);
    }

    @Test
    void aTestCalledLikeALevelPassesWhenNothingIsFoundOnIt() {
        var said =
                said(
                        results(
                                """
                                {"ruleId":"X1","level":"error","message":{"text":"eval is evil"},"locations":[
                                  {"physicalLocation":{"artifactLocation":{"uri":"submission/main.py"},"region":{"startLine":7}}}]}
                                """),
                        "error",
                        "warning",
                        "note");
        assertEquals(0, percent(said, "error"));
        assertEquals(
                "submission/main.py:7: eval is evil (X1)",
                Objects.requireNonNull(said.get("error")).remark());
        assertEquals(100, percent(said, "warning"));
        assertEquals(100, percent(said, "note"));
    }

    @Test
    void aTestCalledLikeARulePassesWhenTheRuleIsKept() {
        var said = said(results("{\"ruleId\":\"X1\",\"message\":{}}"), "X1", "X2", "warning");
        assertEquals(0, percent(said, "X1"));
        assertEquals(100, percent(said, "X2"));
        assertEquals(0, percent(said, "warning"), "a result that says no level");
    }

    /// Section 3.27.10.
    @Test
    void aResultWithoutALevelHasThatOfItsRule() {
        for (String reference :
                List.of(
                        "\"ruleId\":\"BAD\"",
                        "\"ruleIndex\":0",
                        "\"rule\":{\"index\":0}",
                        "\"rule\":{\"id\":\"BAD\"}")) {
            var said =
                    said(
                            results("{%s,\"message\":{}}".formatted(reference)),
                            "error",
                            "warning",
                            "BAD",
                            "PETTY");
            assertEquals(0, percent(said, "error"), reference);
            assertEquals(100, percent(said, "warning"), reference);
            assertEquals(0, percent(said, "BAD"), reference);
            assertEquals(100, percent(said, "PETTY"), reference);
        }
    }

    @Test
    void whatIsNoFailureDoesNotCountAndWhatIsSuppressedDoes() {
        var passed = said(results("{\"ruleId\":\"BAD\",\"kind\":\"pass\"}"), "BAD", "error");
        assertEquals(100, percent(passed, "BAD"));
        assertEquals(100, percent(passed, "error"));
        var suppressed =
                said(
                        results("{\"ruleId\":\"BAD\",\"suppressions\":[{\"kind\":\"inSource\"}]}"),
                        "error");
        assertEquals(0, percent(suppressed, "error"));
    }

    @Test
    void whatIsNoAnalysisOrFailedIsRefused() {
        for (String run :
                List.of(
                        "1",
                        "{\"results\":[1]}",
                        "{\"results\":[{\"level\":\"fatal\"}]}",
                        "{\"results\":[{\"level\":1}],",
                        "{\"invocations\":[{\"executionSuccessful\":false}],\"results\":[]}",
                        "[".repeat(5_000))) {
            assertThrows(IllegalArgumentException.class, () -> said(run, "error"), run);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Sarif.read("{\"version\":\"2.0.0\",\"runs\":[]}".getBytes()));
    }

    @Test
    void noMoreIsToldThanAPersonReads() {
        String one = "{\"level\":\"note\",\"message\":{\"text\":\"x\"}}";
        var said = said(results(String.join(",", java.util.Collections.nCopies(60, one))), "note");
        assertTrue(Objects.requireNonNull(said.get("note")).remark().endsWith("… and 10 more"));
    }
}
