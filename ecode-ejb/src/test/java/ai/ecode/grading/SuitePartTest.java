package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuitePartTest {

    private static final Trial EXAMPLE = trial("example", Visibility.PUBLIC, 0);
    private static final Trial LATER = trial("later", Visibility.AFTER_DUE, 1);
    private static final Trial SECRET = trial("secret", Visibility.HIDDEN, 1);

    private static Trial trial(String name, Visibility seen, int weight) {
        return new Trial(name, seen, weight, "", List.of(), "3", Comparison.EXACT, 0);
    }

    private static TestFile file(String path, Optional<Framework> framework, UnitCase... cases) {
        return new TestFile(
                path, "def test_x(): pass\n", framework, Visibility.PUBLIC, 1, List.of(cases));
    }

    private static UnitCase unit(String path, String name, Visibility seen) {
        return new UnitCase(path, name, seen, 1);
    }

    private static SuitePlan plan(Trial... tests) {
        return new SuitePlan(
                "python",
                Optional.empty(),
                new Budget(1_000, 256L << 20, 32, 1 << 20),
                true,
                List.of(tests),
                List.of(
                        file("helper.py", Optional.empty()),
                        file(
                                "test_mixed.py",
                                Optional.of(Framework.PYTEST),
                                unit("test_mixed.py", "test_seen", Visibility.PUBLIC),
                                unit("test_mixed.py", "test_secret", Visibility.HIDDEN)),
                        file(
                                "test_hidden.py",
                                Optional.of(Framework.PYTEST),
                                unit("test_hidden.py", "test_one", Visibility.HIDDEN))));
    }

    private static List<String> names(SuitePart part) {
        return part.all().map(Tested::name).toList();
    }

    @Test
    void hiddenTestsAreNoPartOfWhatIsShown() {
        SuitePart shown = SuitePart.shown(plan(EXAMPLE, LATER, SECRET), false);
        assertEquals(List.of("example", "test_mixed.py::test_seen"), names(shown));
        assertEquals(List.of("test_mixed.py"), shown.files().stream().map(TestFile::path).toList());
    }

    @Test
    void thoseForAfterTheDueDateAreShownFromThenOn() {
        SuitePart shown = SuitePart.shown(plan(EXAMPLE, LATER, SECRET), true);
        assertEquals(List.of("example", "later", "test_mixed.py::test_seen"), names(shown));
    }

    @Test
    void whatIsWorthNothingIsATestAllTheSame() {
        SuitePart shown = SuitePart.shown(plan(EXAMPLE, SECRET), false);
        assertEquals(List.of(EXAMPLE), shown.tests());
    }

    @Test
    void aNameChoosesAmongTheShownAlone() {
        SuitePart shown = SuitePart.shown(plan(EXAMPLE, SECRET), false);
        assertEquals(
                List.of("test_mixed.py::test_seen"),
                names(
                        shown.named(
                                Set.of(
                                        "test_mixed.py::test_seen",
                                        "secret",
                                        "test_mixed.py::test_secret"))));
    }

    @Test
    void allOfASuiteIsItsTestsAsTheyAre() {
        SuitePlan plan = plan(EXAMPLE, LATER, SECRET);
        SuitePart whole = SuitePart.whole(plan);
        assertEquals(plan.all().toList(), whole.all().toList());
        assertEquals(plan.files().subList(1, 3), whole.files());
    }

    @Test
    void theVersionIsAnotherWhenAShownTestIsAnotherAndOnlyThen() {
        var before = SuitePart.shown(plan(EXAMPLE, SECRET), false).version();
        assertEquals(before, SuitePart.shown(plan(EXAMPLE), false).version());
        assertEquals(before, SuitePart.shown(plan(EXAMPLE, LATER), false).version());
        assertNotEquals(before, SuitePart.shown(plan(EXAMPLE, LATER), true).version());
        assertNotEquals(
                before,
                SuitePart.shown(plan(trial("example", Visibility.PUBLIC, 1)), false).version());
    }
}
