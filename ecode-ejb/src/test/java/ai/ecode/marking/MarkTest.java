package ai.ecode.marking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.grading.Scores;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.Visibility;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static final Caller GRADER =
            new Caller(
                    new UserId(UUID.randomUUID()),
                    "grader",
                    new OrganizationId(UUID.randomUUID()),
                    Set.of(),
                    "127.0.0.1");

    private static Mark.Test test(int weight, boolean passed) {
        return new Mark.Test(
                new Scores.Test(
                        "a test",
                        Visibility.PUBLIC,
                        weight,
                        passed ? TestOutcome.PASSED : TestOutcome.WRONG_OUTPUT,
                        passed ? 100 : 0),
                Optional.empty());
    }

    private static Optional<BigDecimal> reckoned(int points, int lateOff, List<Mark.Test> tests) {
        return Mark.reckoned(new Mark.Worth(points, true, Rubric.NONE), lateOff, tests, List.of());
    }

    private static Rubric.Criterion criterion(String title, String... points) {
        return new Rubric.Criterion(
                UUID.randomUUID(),
                title,
                Stream.of(points)
                        .map(one -> new Rubric.Level(UUID.randomUUID(), one, new BigDecimal(one)))
                        .toList());
    }

    private static Mark.Judged judged(Rubric.Criterion criterion, int level) {
        var choice = new RubricChoice();
        choice.choose(criterion.levels().get(level), "", GRADER, Instant.EPOCH);
        return new Mark.Judged(criterion, Optional.of(choice));
    }

    @Test
    void aReleasedTestForAfterTheDueDateIsSeenByWhomItIsDueFor() {
        var early = new ShownMark.Test("early", 1, 100, null, null);
        var late = new ShownMark.Test("late", 1, 0, null, true);
        var released =
                new ShownMark(
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        null,
                        List.of(early, late),
                        List.of(),
                        List.of());
        assertEquals(List.of(early), released.asSeen(false).tests());
        assertEquals(List.of(early, late), released.asSeen(true).tests());
    }

    @Test
    void theCriteriaAddTheirPointsAndBeingLateTakesOffAllOfIt() {
        var names = criterion("Names", "2", "0.5");
        var rubric = new Rubric(List.of(names, criterion("Tests", "1", "0")));
        var worth = new Mark.Worth(10, true, rubric);
        assertEquals(new BigDecimal("13"), worth.all());
        assertEquals(
                Optional.of(new BigDecimal("4.9500")),
                Mark.reckoned(
                        worth,
                        10,
                        List.of(test(1, true), test(1, false)),
                        List.of(judged(names, 1), judged(rubric.criteria().get(1), 1))));
        assertEquals(
                Optional.empty(),
                Mark.reckoned(
                        worth,
                        0,
                        List.of(test(1, true)),
                        List.of(
                                judged(names, 0),
                                new Mark.Judged(rubric.criteria().get(1), Optional.empty()))),
                "what is not judged has no score");
    }

    @Test
    void withoutTestsTheCriteriaAreAllThatCounts() {
        var names = criterion("Names", "2", "0.5");
        var worth = new Mark.Worth(10, false, new Rubric(List.of(names)));
        assertEquals(new BigDecimal("2"), worth.all());
        assertEquals(
                Optional.of(new BigDecimal("0.5000")),
                Mark.reckoned(worth, 0, List.of(), List.of(judged(names, 1))));
    }

    @Test
    void aRubricThatCannotBeUsedIsRefused() {
        var names = criterion("Names", "2");
        for (Runnable bad :
                List.<Runnable>of(
                        () -> criterion(" ", "1"),
                        () -> criterion("None"),
                        () -> criterion("Negative", "-1"),
                        () -> criterion("Finer", "0.001"),
                        () -> new Rubric(List.of(names, names)))) {
            assertThrows(ECodeException.class, bad::run);
        }
    }

    @Test
    void theScoreIsRoundedOnceAndHalfUp() {
        assertEquals(
                Optional.of(new BigDecimal("3.3333")),
                reckoned(10, 0, List.of(test(1, true), test(2, false))));
        // 7 × 5/6 × 0.93 = 5.425 exactly; a rounding in between would give 5.4249
        assertEquals(
                Optional.of(new BigDecimal("5.4250")),
                reckoned(7, 7, List.of(test(5, true), test(1, false))));
        assertEquals(
                Optional.of(new BigDecimal("0.0001")),
                reckoned(1, 0, List.of(test(1, true), test(10_000 + 9_999, false))));
    }

    @Test
    void withoutTestsThereIsNoScore() {
        assertEquals(Optional.empty(), reckoned(10, 0, List.of()));
    }

    @Test
    void whoOverridesSaysWhyAndOneThing() {
        assertEquals("reason", fault(null, null, BigDecimal.ONE, "  "));
        assertEquals("percent", fault("a", 101, null, "because"));
        assertEquals("percent", fault("a", null, null, "because"));
        assertEquals("score", fault(null, null, BigDecimal.valueOf(-1), "because"));
        assertEquals("score", fault(null, null, new BigDecimal("1.00001"), "because"));
        assertEquals("score", fault("a", 50, BigDecimal.ONE, "because"));
        assertEquals("test", fault(null, 50, BigDecimal.ONE, "because"));
    }

    private static Object fault(String test, Integer percent, BigDecimal score, String reason) {
        return assertThrows(
                        ECodeException.class,
                        () -> new ScoreOverride.Terms(test, percent, score, reason))
                .details()
                .get("field");
    }
}
