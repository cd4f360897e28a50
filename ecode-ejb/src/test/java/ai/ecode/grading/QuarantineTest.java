package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A test that counts nothing for now.
class QuarantineTest {

    private static final String PUSH = "test_main.py::test_push";

    private static final SuitePlan PLAN =
            new SuitePlan(
                    "python",
                    Optional.empty(),
                    new Budget(1_000, 256L << 20, 32, 1 << 20),
                    true,
                    List.of(
                            new Trial(
                                    "small",
                                    Visibility.PUBLIC,
                                    2,
                                    "",
                                    List.of(),
                                    "3",
                                    Comparison.EXACT,
                                    0)),
                    List.of(
                            new TestFile(
                                    "test_main.py",
                                    "def test_push(): pass\n",
                                    Optional.of(Framework.PYTEST),
                                    Visibility.HIDDEN,
                                    3,
                                    List.of(
                                            new UnitCase(
                                                    "test_main.py",
                                                    "test_push",
                                                    Visibility.HIDDEN,
                                                    3)))));

    private static Map<String, Integer> weights(SuitePlan plan) {
        return plan.all().collect(Collectors.toMap(Tested::name, Tested::weight));
    }

    @Test
    void itCountsNothingAndWhatItDidBeforeWhenItIsOver() {
        SuitePlan quarantined = PLAN.quarantining(PUSH, true);
        assertEquals(Map.of("small", 2, PUSH, 0), weights(quarantined));
        assertEquals(PLAN, quarantined.quarantining(PUSH, false));
        assertEquals(Map.of("small", 0, PUSH, 3), weights(PLAN.quarantining("small", true)));
    }

    @Test
    void whatIsSignedIsWhatCounts() {
        SuitePlan quarantined = PLAN.quarantining(PUSH, true);
        assertNotEquals(PLAN.digest(), quarantined.digest());
        SuitePlan read = SuiteText.of(quarantined).plan();
        assertEquals(weights(quarantined), weights(read));
        assertEquals(quarantined.digest(), read.digest());
    }

    @Test
    void itDoesNotChangeWhatTestsSay() {
        assertEquals(PLAN.conduct(), PLAN.quarantining("small", true).conduct());
        SuitePlan other =
                new SuitePlan(
                        PLAN.language(),
                        Optional.of("other.py"),
                        PLAN.budget(),
                        true,
                        PLAN.tests(),
                        PLAN.files());
        assertNotEquals(PLAN.conduct(), other.conduct());
    }

    @Test
    void oneTestCountsAtLeast() {
        SuitePlan one = PLAN.quarantining("small", true);
        ECodeException refused =
                assertThrows(ECodeException.class, () -> one.quarantining(PUSH, true));
        assertEquals(ErrorCode.CONFLICT, refused.code());
        assertEquals(
                ErrorCode.NOT_FOUND,
                assertThrows(ECodeException.class, () -> PLAN.quarantining("large", true)).code());
    }

    @Test
    void itOutlastsAnotherLookForTests() {
        TestFile file = PLAN.quarantining(PUSH, true).files().getFirst();
        assertEquals(
                List.of(true, false),
                file.with(List.of("test_push", "test_pop")).cases().stream()
                        .map(UnitCase::quarantined)
                        .toList());
        assertEquals(
                List.of("test_pop"),
                file.with(List.of("test_pop")).cases().stream().map(UnitCase::test).toList());
    }
}
