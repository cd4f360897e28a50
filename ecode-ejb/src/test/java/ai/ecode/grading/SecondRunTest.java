package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.grading.wall.WallLimits;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondRunTest {

    private static final WallLimits LIMITS = new WallLimits(1_000, 10_000, 1 << 20, 10);
    private static final Usage LITTLE = new Usage(10, 20, 1_000, Accounting.EXACT);

    private static Graded.Result result(TestOutcome outcome, Usage usage, int runs) {
        return new Graded.Result(
                new UnitCase("test_a.py", "test", Visibility.PUBLIC, 1),
                outcome,
                runs,
                usage,
                "",
                "");
    }

    private static TestOutcome counting(TestOutcome first, Usage usage, TestOutcome second) {
        return UnitTests.counting(
                        List.of(result(first, usage, 1)),
                        List.of(result(second, LITTLE, 2)),
                        LIMITS)
                .getFirst()
                .outcome();
    }

    @Test
    void whatFailedByItselfIsNotDrawnAgain() {
        assertEquals(TestOutcome.FAILED, counting(TestOutcome.FAILED, LITTLE, TestOutcome.PASSED));
    }

    @Test
    void whatCameNearALimitOrWasNotReachedIs() {
        var near = new Usage(800, 900, 1_000, Accounting.EXACT);
        assertEquals(TestOutcome.PASSED, counting(TestOutcome.FAILED, near, TestOutcome.PASSED));
        assertEquals(
                TestOutcome.PASSED, counting(TestOutcome.CPU_LIMIT, LITTLE, TestOutcome.PASSED));
        assertEquals(
                TestOutcome.PASSED,
                counting(TestOutcome.FAILED, Usage.NOTHING, TestOutcome.PASSED));
    }

    @Test
    void whatPassedOnceHasPassed() {
        assertEquals(TestOutcome.PASSED, counting(TestOutcome.PASSED, LITTLE, TestOutcome.FAILED));
    }
}
