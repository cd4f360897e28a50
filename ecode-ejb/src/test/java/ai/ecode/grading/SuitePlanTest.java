package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuitePlanTest {

    private static final SuitePlan PLAN =
            new SuitePlan(
                    "python",
                    Optional.empty(),
                    new Budget(1_000, 256L << 20, 32, 1 << 20),
                    true,
                    Stream.of(Visibility.values())
                            .map(seen ->
                                    new Trial(
                                            seen.name(),
                                            seen,
                                            1,
                                            "",
                                            List.of(),
                                            "3",
                                            Comparison.EXACT,
                                            0))
                            .toList(),
                    List.of(
                            file("test_early.py", Visibility.PUBLIC, Visibility.PUBLIC),
                            file("test_mixed.py", Visibility.PUBLIC, Visibility.AFTER_DUE),
                            file("test_late.py", Visibility.AFTER_DUE, Visibility.AFTER_DUE),
                            file("test_never.py", Visibility.AFTER_DUE, Visibility.HIDDEN)));

    private static TestFile file(String path, Visibility one, Visibility other) {
        return new TestFile(
                path,
                "def test_one(): pass\ndef test_other(): pass\n",
                Optional.of(Framework.PYTEST),
                one,
                1,
                List.of(
                        new UnitCase(path, "test_one", one, 1),
                        new UnitCase(path, "test_other", other, 1)));
    }

    private static List<String> seen(SuiteGlance glance) {
        return Stream.concat(
                        glance.tests().stream().map(Trial::name),
                        glance.files().stream()
                                .flatMap(file ->
                                        file.cases().stream()
                                                .map(one ->
                                                        one.name()
                                                                + (file.content().isEmpty()
                                                                        ? ""
                                                                        : " with its file"))))
                .toList();
    }

    @Test
    void beforeTheDueDateAStudentSeesThePublicTestsAndFilesWithNothingElseInThem() {
        SuiteGlance glance = PLAN.glance(false);
        assertEquals(
                List.of(
                        "PUBLIC",
                        "test_early.py::test_one with its file",
                        "test_early.py::test_other with its file",
                        "test_mixed.py::test_one"),
                seen(glance));
        assertEquals(7, glance.hidden());
    }

    @Test
    void afterItAllButTheHiddenOnes() {
        SuiteGlance glance = PLAN.glance(true);
        assertEquals(
                List.of(
                        "PUBLIC",
                        "AFTER_DUE",
                        "test_early.py::test_one with its file",
                        "test_early.py::test_other with its file",
                        "test_mixed.py::test_one with its file",
                        "test_mixed.py::test_other with its file",
                        "test_late.py::test_one with its file",
                        "test_late.py::test_other with its file",
                        "test_never.py::test_one"),
                seen(glance));
        assertEquals(2, glance.hidden());
    }
}
