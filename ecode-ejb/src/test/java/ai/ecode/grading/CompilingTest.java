package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests that ask for no more than that a program compiles.
class CompilingTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    private static LocalRuntime driver;
    private static Grader grader;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(8_000);
        grader = new Grader(OutsideOfAServer.runs(driver), OutsideOfAServer.limits());
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static Trial compiles(String name) {
        return new Trial(name, Visibility.PUBLIC, 1, "", List.of(), "", Comparison.COMPILES, 0);
    }

    private static SuitePlan suite(String language, Trial... tests) {
        return new SuitePlan(
                language,
                Optional.empty(),
                new Budget(1_000, 128L << 20, 32, 64 << 10),
                false,
                List.of(tests),
                List.of());
    }

    private static List<TestOutcome> outcomes(SuitePlan suite, String file, String program)
            throws InterruptedException {
        return grader
                .grade(
                        ORGANIZATION,
                        suite,
                        List.of(
                                new SourceFile(
                                        new FilePath(file),
                                        program.getBytes(StandardCharsets.UTF_8))))
                .results()
                .stream()
                .map(Graded.Result::outcome)
                .toList();
    }

    private static TestOutcome outcome(String language, String file, String program)
            throws InterruptedException {
        return outcomes(suite(language, compiles("compiles")), file, program).getFirst();
    }

    @Test
    void whatCompilesPassesAndIsNotRun() throws Exception {
        assertEquals(TestOutcome.PASSED, outcome("python", "main.py", "while True: pass\n"));
        assertEquals(TestOutcome.PASSED, outcome("bash", "main.sh", "while true; do :; done\n"));
        assertEquals(
                TestOutcome.PASSED,
                outcome("cpp", "main.cpp", "int main() { for (;;) { __builtin_trap(); } }\n"));
    }

    @Test
    void whatDoesNotCompileFailsWithWhatTheCompilerSays() throws Exception {
        assertEquals(TestOutcome.COMPILE_ERROR, outcome("python", "main.py", "print('no end\n"));
        assertEquals(TestOutcome.COMPILE_ERROR, outcome("bash", "main.sh", "if true; then\n"));
        assertEquals(
                TestOutcome.COMPILE_ERROR,
                outcome("cpp", "main.cpp", "int main() { return x; }\n"));
        assertEquals(TestOutcome.COMPILE_ERROR, outcome("python", "another.txt", "no program\n"));
    }

    @Test
    void itEarnsItsWeightBesideTestsThatRunTheProgram() throws Exception {
        var wrong =
                new Trial(
                        "wrong", Visibility.PUBLIC, 1, "", List.of(), "2", Comparison.TOLERANT, 0);
        assertEquals(
                List.of(TestOutcome.PASSED, TestOutcome.WRONG_OUTPUT),
                outcomes(suite("python", compiles("first"), wrong), "main.py", "print(1)\n"));
    }

    @Test
    void whatNothingCanCompileOrHasAnInputIsRefused() {
        assertThrows(
                ECodeException.class,
                () -> grader.lookedThrough(ORGANIZATION, suite("sql", compiles("compiles"))));
        assertThrows(
                ECodeException.class,
                () ->
                        new Trial(
                                "a",
                                Visibility.PUBLIC,
                                1,
                                "1",
                                List.of(),
                                "",
                                Comparison.COMPILES,
                                0));
    }
}
