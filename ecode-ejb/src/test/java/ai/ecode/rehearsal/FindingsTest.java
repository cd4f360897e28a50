package ai.ecode.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.grading.Budget;
import ai.ecode.grading.Comparison;
import ai.ecode.grading.ModelSolution.Kind;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.Trial;
import ai.ecode.grading.Visibility;
import ai.ecode.rehearsal.Findings.Finding;
import ai.ecode.rehearsal.Findings.Tally;
import ai.ecode.rehearsal.Findings.Tried;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Tried REFERENCE = new Tried("reference", Kind.REFERENCE);
    private static final Tried WRONG = new Tried("guesses", Kind.WRONG);

    private static Trial test(String name, int weight, boolean quarantined) {
        return new Trial(
                name,
                Visibility.HIDDEN,
                weight,
                "",
                List.of(),
                "1",
                Comparison.EXACT,
                0,
                Optional.empty(),
                quarantined);
    }

    private static SuitePlan suite(Trial... tests) {
        return new SuitePlan(
                "python",
                Optional.empty(),
                new Budget(1_000, 256L << 20, 32, 1 << 20),
                true,
                List.of(tests),
                List.of());
    }

    private static final SuitePlan TWO = suite(test("small", 1, false), test("large", 3, false));

    private static Tally said(Tried solution, String test, int percent, int runs) {
        TestOutcome outcome =
                switch (percent) {
                    case 100 -> TestOutcome.PASSED;
                    case 0 -> TestOutcome.WRONG_OUTPUT;
                    default -> TestOutcome.PARTLY;
                };
        return new Tally(solution.name(), test, outcome, percent, runs);
    }

    private static Readiness ready(SuitePlan suite, List<Tried> tried, Tally... tallies) {
        return new Readiness(Findings.of(suite, tried, List.of(tallies)), List.of(), false);
    }

    @Test
    void aTestThatDiffersAmongTheRunsOfOneSolutionFlips() {
        Findings findings =
                ready(
                                TWO,
                                List.of(REFERENCE),
                                said(REFERENCE, "small", 100, 30),
                                said(REFERENCE, "large", 100, 17),
                                said(REFERENCE, "large", 0, 13))
                        .findings();
        assertEquals(
                List.of(
                        new Finding(
                                Findings.Kind.FLIPS,
                                Optional.of("large"),
                                "reference",
                                17,
                                30,
                                false)),
                findings.findings());
    }

    @Test
    void aTestThatSaysDifferentThingsOfDifferentSolutionsDoesNotFlip() {
        Findings findings =
                ready(
                                TWO,
                                List.of(REFERENCE, WRONG),
                                said(REFERENCE, "small", 100, 30),
                                said(REFERENCE, "large", 100, 30),
                                said(WRONG, "small", 100, 30),
                                said(WRONG, "large", 0, 30))
                        .findings();
        assertEquals(List.of(), findings.findings());
    }

    @Test
    void failingInTwoWaysIsNoFlipSinceItIsWorthTheSame() {
        Findings findings =
                ready(
                                TWO,
                                List.of(WRONG),
                                said(WRONG, "small", 0, 29),
                                new Tally("guesses", "small", TestOutcome.CPU_LIMIT, 0, 1),
                                said(WRONG, "large", 0, 30))
                        .findings();
        assertEquals(List.of(), findings.findings());
    }

    @Test
    void aPartOfThePointsNowAndAllOfThemThenIsAFlip() {
        assertEquals(
                List.of(Findings.Kind.FLIPS),
                ready(
                                TWO,
                                List.of(WRONG),
                                said(WRONG, "small", 50, 1),
                                said(WRONG, "small", 51, 29),
                                said(WRONG, "large", 0, 30))
                        .findings()
                        .findings()
                        .stream()
                        .map(Finding::kind)
                        .toList());
    }

    @Test
    void aTestThatTheReferenceFailsIsNamedAndDoesNotStandAgainstPublishing() {
        Readiness readiness =
                ready(
                        TWO,
                        List.of(REFERENCE),
                        said(REFERENCE, "small", 100, 30),
                        said(REFERENCE, "large", 0, 30));
        assertEquals(
                List.of(
                        new Finding(
                                Findings.Kind.REFERENCE_FAILS,
                                Optional.of("large"),
                                "reference",
                                0,
                                30,
                                false)),
                readiness.findings().findings());
        assertEquals(Optional.empty(), readiness.obstacle());
    }

    @Test
    void aWrongSolutionThatGetsAllPointsIsNamed() {
        Findings findings =
                ready(
                                suite(test("small", 1, false), test("large", 3, true)),
                                List.of(REFERENCE, WRONG),
                                said(REFERENCE, "small", 100, 30),
                                said(WRONG, "small", 100, 30),
                                said(WRONG, "large", 0, 30))
                        .findings();
        assertEquals(
                List.of(
                        new Finding(
                                Findings.Kind.WRONG_PASSES,
                                Optional.empty(),
                                "guesses",
                                30,
                                30,
                                false)),
                findings.findings(),
                "only a test that counts nothing finds it out");
    }

    @Test
    void whatWasNeverRunIsNotSaidToPass() {
        assertEquals(List.of(), ready(TWO, List.of(REFERENCE, WRONG)).findings().findings());
    }

    @Test
    void aFlipStandsAgainstPublishingUntilItIsInQuarantine() {
        Tally[] tallies = {said(REFERENCE, "large", 100, 29), said(REFERENCE, "large", 0, 1)};
        var obstacle = ready(TWO, List.of(REFERENCE), tallies).obstacle().orElseThrow();
        assertEquals(Optional.of("large"), obstacle.test());
        assertTrue(
                obstacle.why()
                        .startsWith(
                                "The test “large” does not always say the same: the solution “reference” passed it in 29 of 30 runs."),
                obstacle::why);
        Readiness quarantined =
                ready(
                        suite(test("small", 1, false), test("large", 3, true)),
                        List.of(REFERENCE),
                        tallies);
        assertEquals(Optional.empty(), quarantined.obstacle());
        assertTrue(quarantined.findings().findings().getFirst().quarantined());
    }

    @Test
    void testsThatCouldBeTriedOutHaveToBe() {
        Findings none = Findings.of(TWO, List.of(REFERENCE, WRONG), List.of());
        var obstacle = new Readiness(none, List.of("guesses"), false).obstacle().orElseThrow();
        assertEquals(Optional.empty(), obstacle.test());
        assertTrue(obstacle.why().contains("“guesses”"), obstacle::why);
        assertTrue(
                new Readiness(none, List.of("guesses"), true)
                        .obstacle()
                        .orElseThrow()
                        .why()
                        .contains("Wait"));
        assertEquals(Optional.empty(), new Readiness(none, List.of(), false).obstacle());
    }

    @Test
    void withoutAReferenceNobodyIsMadeToTry() {
        Findings none = Findings.of(TWO, List.of(WRONG), List.of());
        assertFalse(new Readiness(none, List.of("guesses"), false).obstacle().isPresent());
    }
}
