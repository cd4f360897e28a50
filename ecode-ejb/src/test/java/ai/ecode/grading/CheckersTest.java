package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Programs of teachers that decide what an output is worth, in real sandboxes.
@Tag("attack")
class CheckersTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Any two numbers whose sum is the input, for which half is given when they are in the wrong order.
    private static final String SUMS =
            """
            import json, sys
            given, expected, feedback = sys.argv[1:]
            lines = sys.stdin.read().split("\\n")
            wanted = int(open(given).read())
            assert json.loads(open(expected).read()) == {"any": "order"}
            def say(text):
                open(feedback + "teammessage.txt", "w").write(text)
            try:
                a, b = map(int, lines[0].split())
            except ValueError:
                say("These are no two numbers.")
                sys.exit(43)
            if a + b != wanted:
                say("The sum is not %d." % wanted)
                sys.exit(43)
            if a > b:
                say("The smaller one comes first.")
                open(feedback + "score_multiplier.txt", "w").write("0.5\\n")
            sys.exit(42)
            """;

    private static LocalRuntime driver;
    private static PlatformRuns runs;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(8_500);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static TestFile file(String path, String content) {
        return new TestFile(path, content, Optional.empty(), Visibility.HIDDEN, 1, List.of());
    }

    private static Trial trial(String name, String checker) {
        return new Trial(
                name,
                Visibility.PUBLIC,
                2,
                "10",
                List.of(),
                "{\"any\": \"order\"}",
                Comparison.CHECKER,
                0,
                Optional.of(checker));
    }

    private static SuitePlan suite(String language, String checker, TestFile... files) {
        return new SuitePlan(
                language,
                Optional.empty(),
                new Budget(1_000, 256L << 20, 32, 1 << 20),
                false,
                List.of(trial("sums", checker)),
                List.of(files));
    }

    private static SuitePlan python(String checker) {
        return suite("python", "checker.py", file("checker.py", checker));
    }

    private static List<SourceFile> submission(String program) {
        return List.of(
                new SourceFile(new FilePath("main.py"), program.getBytes(StandardCharsets.UTF_8)));
    }

    private static Graded graded(PlatformRuns with, SuitePlan suite, List<SourceFile> files)
            throws InterruptedException {
        return new Grader(with, OutsideOfAServer.limits()).grade(ORGANIZATION, suite, files);
    }

    private static Graded.Result result(SuitePlan suite, String program)
            throws InterruptedException {
        return graded(runs, suite, submission(program)).results().getFirst();
    }

    @Test
    void aProgramDecidesAlsoForAPartOfThePointsAndSaysWhy() throws Exception {
        SuitePlan suite = python(SUMS);
        Graded.Result right = result(suite, "print(3, 7)");
        assertEquals(TestOutcome.PASSED, right.outcome());
        assertEquals(100, right.percent());
        assertEquals("", right.remark());
        Graded.Result half = result(suite, "print(7, 3)");
        assertEquals(TestOutcome.PARTLY, half.outcome());
        assertEquals(50, half.percent());
        assertEquals("The smaller one comes first.", half.remark());
        Graded.Result wrong = result(suite, "print(7, 4)");
        assertEquals(TestOutcome.WRONG_OUTPUT, wrong.outcome());
        assertEquals(0, wrong.percent());
        assertEquals("The sum is not 10.", wrong.remark());
        assertEquals(
                "3.7500",
                graded(runs, suite, submission("print(7, 3)")).score(10, 25).toPlainString());
    }

    @Test
    void aCheckerInAnotherLanguageFindsTheFilesItNeedsAndIsNamedAmongTheTools() throws Exception {
        SuitePlan suite =
                suite(
                        "python",
                        "checker.cpp",
                        file(
                                "checker.cpp",
                                """
                                #include "answers.h"
                                #include <fstream>
                                #include <iostream>
                                int main(int, char** names) {
                                    int wanted, a, b;
                                    std::ifstream(names[1]) >> wanted;
                                    if (!(std::cin >> a >> b) || a + b != wanted) return WRONG;
                                    std::ofstream(std::string(names[3]) + "score_multiplier.txt") << 1.0 / 3;
                                    return RIGHT;
                                }
                                """),
                        file("answers.h", "enum { RIGHT = 42, WRONG = 43 };\n"),
                        file("other.cpp", "int main() { return 1; }\n"));
        SuitePlan both =
                new SuitePlan(
                        suite.language(),
                        suite.main(),
                        suite.budget(),
                        false,
                        List.of(suite.tests().getFirst(), trial("other", "other.cpp")),
                        suite.files());
        var grader = new Grader(runs, OutsideOfAServer.limits());
        assertEquals(both, grader.lookedThrough(ORGANIZATION, both));
        Graded graded = graded(runs, suite(suite), submission("print(1, 9)"));
        assertEquals(33, graded.results().getFirst().percent());
        assertEquals(
                List.of("python", "cpp"),
                graded.conditions().tools().stream().map(Tool::name).toList());
    }

    /// Without the file that would be compiled with it.
    private static SuitePlan suite(SuitePlan suite) {
        return suite.with(suite.files().subList(0, 2));
    }

    @Test
    void itIsNotAskedOfWhatFailedOrIsNoText() throws Exception {
        SuitePlan all = python("raise SystemExit(42)");
        assertEquals(TestOutcome.PASSED, result(all, "print('\\0\\x1b[2J')").outcome());
        assertEquals(TestOutcome.RUNTIME_ERROR, result(all, "raise SystemExit(42)").outcome());
        assertEquals(
                TestOutcome.WRONG_OUTPUT,
                result(all, "import os; os.write(1, b'\\xff\\xfe\\x00')").outcome());
        assertEquals(
                TestOutcome.OUTPUT_LIMIT, result(all, "while True: print('x' * 9999)").outcome());
    }

    @TestFactory
    Stream<DynamicTest> aCheckerThatDoesNotDecideIsAFaultOfTheTests() {
        var faults = new LinkedHashMap<String, String>();
        String multiplier =
                "import sys; open(sys.argv[3] + 'score_multiplier.txt', 'w').write(%s); sys.exit(42)";
        faults.put("exit code 0", "pass");
        faults.put("Oh no", "raise ValueError('Oh no')");
        faults.put("signal 9", "import os; os.kill(os.getpid(), 9)");
        faults.put("did not come to an end", "while True: pass");
        faults.put("took too much memory", "x = [0] * 10 ** 9");
        faults.put("wrote too much", "while True: print('x' * 10 ** 6)");
        faults.put("“nan”", multiplier.formatted("'nan'"));
        faults.put("“-0.5”", multiplier.formatted("'-0.5'"));
        faults.put("“1.01”", multiplier.formatted("'1.01'"));
        faults.put("“1e999999999”", multiplier.formatted("'1e999999999'"));
        faults.put("“”", multiplier.formatted("''"));
        faults.put("no number from 0 to 1", multiplier.formatted("'0' * 10 ** 7"));
        faults.put("score.txt", multiplier.replace("_multiplier", "").formatted("'1'"));
        return faults.entrySet().stream()
                .map(fault ->
                        dynamicTest(
                                fault.getKey(),
                                () -> {
                                    var checkers =
                                            new Checkers(
                                                    runs,
                                                    LimitSettings.of(
                                                            Limits.of(
                                                                    400,
                                                                    5_000,
                                                                    128L << 20,
                                                                    32,
                                                                    1 << 20)));
                                    SuitePlan suite = python(fault.getValue());
                                    String said =
                                            assertThrows(
                                                            TestFault.class,
                                                            () ->
                                                                    checkers.of(
                                                                            ORGANIZATION,
                                                                            suite,
                                                                            suite.tests()
                                                                                    .getFirst(),
                                                                            "1 9"
                                                                                    .getBytes(
                                                                                            StandardCharsets
                                                                                                    .UTF_8)))
                                                    .getMessage();
                                    assertTrue(
                                            Objects.requireNonNull(said).contains(fault.getKey())
                                                    && said.contains("checker.py")
                                                    && said.contains("“sums”"),
                                            said);
                                }));
    }

    @Test
    void aCheckerThatDoesNotCompileIsRefusedWithFileAndLine() {
        var grader = new Grader(runs, OutsideOfAServer.limits());
        Map<String, String> broken =
                Map.of(
                        "checker.py", "import sys\nif sys.argv:\nprint(1)\n",
                        "checker.cpp", "#include <cstdio>\n\nint main() { return x; }\n",
                        "check.sh", "true\ntrue\nif true; then (\n",
                        "checker.js", "let a = 1;\n\nlet a = 2;\n");
        broken.forEach((path, content) -> {
            ECodeException refused =
                    assertThrows(
                            ECodeException.class,
                            () ->
                                    grader.lookedThrough(
                                            ORGANIZATION,
                                            suite("python", path, file(path, content))),
                            path);
            assertEquals(path, refused.details().get("file"));
            assertTrue(
                    refused.details().get("line") instanceof Integer line && line >= 3,
                    refused.getMessage() + refused.details());
        });
    }

    @Test
    void aCheckerThatThereIsNotOrThatCannotBeGivenFilesIsRefused() {
        assertThrows(ECodeException.class, () -> suite("python", "checker.py"));
        assertThrows(
                ECodeException.class,
                () ->
                        new Trial(
                                "a",
                                Visibility.PUBLIC,
                                1,
                                "",
                                List.of(),
                                "",
                                Comparison.CHECKER,
                                0));
        var grader = new Grader(runs, OutsideOfAServer.limits());
        for (String path : List.of("checker.sql", "checker.txt", "checker")) {
            assertThrows(
                    ECodeException.class,
                    () ->
                            grader.lookedThrough(
                                    ORGANIZATION, suite("python", path, file(path, "select 1;"))),
                    path);
        }
    }

    /// What a program that cannot add tries; the last three are data for a checker of which it knows how it is written.
    private static Map<String, List<SourceFile>> cheats() {
        var cheats = new LinkedHashMap<String, String>();
        cheats.put("ends as a checker would", "import os; print(1, 1, flush=True); os._exit(42)");
        cheats.put(
                "leaves the feedback of a checker",
                """
                import os
                os.makedirs('.check/feedback')
                open('.check/feedback/score_multiplier.txt', 'w').write('1')
                open('.check/answer', 'w').write('2')
                print(1, 1)
                """);
        cheats.put(
                "looks for the checker and what it expects",
                """
                import os
                found = [os.path.join(d, f) for d in ('/workspace', '/tmp', '/run')
                         for d, _, fs in os.walk(d) for f in fs]
                text = ' '.join(open(f, errors='replace').read() for f in found if 'main' not in f)
                print('7 3' if 'order' in text or 'feedback' in text else '1 1')
                """);
        cheats.put(
                "leaves a process that waits for the checker",
                """
                import os, time
                print(1, 1, flush=True)
                if os.fork() == 0:
                    os.setsid()
                    while True:
                        if os.path.isdir('.check/feedback'):
                            open('.check/feedback/score_multiplier.txt', 'w').write('1')
                        time.sleep(0.01)
                """);
        cheats.put("says that it is right", "print('42\\nAccepted\\n1.0')");
        cheats.put("writes much", "print('1 1' + ' ' * 10 ** 6)");
        cheats.put("writes a number of many digits", "print('9' * 5000, 1)");
        cheats.put("writes control characters", "print('1 1\\x00\\x04\\x1a\\x1b]0;10\\x07')");
        cheats.put("names files", "print('../.check/input /dev/stdin $(cat .check/input)')");
        var all = new LinkedHashMap<String, List<SourceFile>>();
        cheats.forEach((name, program) -> all.put(name, submission(program)));
        var shadowing = new ArrayList<>(submission("print(1, 1)"));
        shadowing.add(
                new SourceFile(
                        new FilePath("json.py"),
                        "import os; os._exit(42)".getBytes(StandardCharsets.UTF_8)));
        all.put("brings a library that the checker uses", shadowing);
        return all;
    }

    @TestFactory
    Stream<DynamicTest> noTrickGetsAnyPoints() {
        return cheats().entrySet().stream()
                .map(cheat ->
                        dynamicTest(
                                cheat.getKey(),
                                () -> {
                                    Graded graded = graded(runs, python(SUMS), cheat.getValue());
                                    assertEquals(0, graded.results().getFirst().percent());
                                }));
    }

    /// The checker and the submission would share their files.
    @Test
    void aLibraryIsUsedWithoutTheWallBetweenTheSandboxes() throws Exception {
        List<SourceFile> files =
                Objects.requireNonNull(cheats().get("brings a library that the checker uses"));
        Graded graded = graded(new SharingRuns(runs, files), python(SUMS), files);
        assertEquals(100, graded.results().getFirst().percent());
    }

    @Test
    void theSandboxOfACheckerHoldsNothingOfTheSubmission() throws Exception {
        Graded.Result result =
                result(
                        python(
                                """
                                import os, sys
                                found = sorted(os.path.join(d, f) for d, _, fs in os.walk('.') for f in fs)
                                open(sys.argv[3] + 'teammessage.txt', 'w').write(' '.join(found))
                                sys.exit(43)
                                """),
                        "print(1)");
        assertEquals("./.check/answer ./.check/input ./checker.py", result.remark());
        assertFalse(result.remark().contains("main.py"));
    }

    @Test
    void partsAreWholePercent() {
        assertEquals(Optional.of(0), Percent.of("0"));
        assertEquals(Optional.of(100), Percent.of("1.000"));
        assertEquals(Optional.of(29), Percent.of("0.29"));
        assertEquals(Optional.of(1), Percent.of("5e-3"));
        assertEquals(Optional.of(0), Percent.of("1e-99"));
        for (String none : List.of("", " ", "1.1", "-0", "+1", "0x1", "1e-100", "١", "1,0")) {
            assertEquals(Optional.empty(), Percent.of(none), none);
        }
    }
}
