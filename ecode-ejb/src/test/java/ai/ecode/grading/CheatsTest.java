package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Outcome;
import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.runtime.local.LocalSettings;
import ai.ecode.runtime.local.TestUids;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

/// What the grader makes of programs in real sandboxes. Every trick gets what it deserves; that the tricks are worth something
/// shows when a defence is taken away.
@Tag("attack")
class CheatsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Nothing can guess it, and everything that is tested expects it.
    private static final String SECRET = Cheats.MARK + UUID.randomUUID();

    private static final Budget BUDGET = new Budget(1_000, 256L << 20, 32, 256 << 10);

    private static LocalRuntime driver;
    private static PlatformRuns runs;
    private static LimitSettings limits;

    @BeforeAll
    static void open() throws Exception {
        Path folder = Files.createTempDirectory("ecode-cheats-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        driver =
                LocalRuntime.start(
                        new LocalSettings(
                                folder.resolve("r"),
                                folder.resolve("s"),
                                TestUids.above(6_000),
                                true,
                                1,
                                List.of(),
                                Optional.empty()));
        assertTrue(driver.readiness().ready(), driver.readiness().detail());
        runs = OutsideOfAServer.runs(driver);
        limits = OutsideOfAServer.limits();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static Trial test(String name, String input, String expected, Comparison comparison) {
        return new Trial(name, Visibility.HIDDEN, 1, input, List.of(), expected, comparison, 1e-6);
    }

    private static Graded graded(
            PlatformRuns with, String language, List<SourceFile> files, Trial... tests)
            throws InterruptedException {
        var suite =
                new SuitePlan(language, Optional.empty(), BUDGET, true, List.of(tests), List.of());
        return new Grader(with, limits).grade(ORGANIZATION, suite, files);
    }

    private static TestOutcome outcome(String python, Trial test) throws InterruptedException {
        return graded(runs, "python", python(python), test).results().getFirst().outcome();
    }

    private static List<SourceFile> python(String code) {
        return List.of(
                new SourceFile(new FilePath("main.py"), code.getBytes(StandardCharsets.UTF_8)));
    }

    /// The first test lets a program see in its input what the second one expects, so that it has something to pass on.
    @TestFactory
    Stream<DynamicTest> noTrickGetsAnyPoints() {
        return Cheats.all().entrySet().stream()
                .map(cheat ->
                        dynamicTest(
                                cheat.getKey(),
                                () ->
                                        assertEquals(
                                                0,
                                                points(runs, cheat.getValue()),
                                                cheat.getKey())));
    }

    private static int points(PlatformRuns with, Cheats.Cheat cheat) throws InterruptedException {
        return graded(
                        with,
                        cheat.language(),
                        cheat.files(),
                        test("seeds", SECRET, "nothing prints this", Comparison.EXACT),
                        test("counts", "", SECRET, Comparison.TOLERANT))
                .passed();
    }

    /// What a defence keeps out, and the trick that gets through without it.
    @TestFactory
    Stream<DynamicTest> aTrickSucceedsWithoutItsDefence() {
        Map<String, PlatformRuns> weakened =
                Map.of(
                        "reads its environment",
                        new Leaking((program, _) ->
                                new Program(
                                        program.language(),
                                        program.main(),
                                        program.stdin(),
                                        program.arguments(),
                                        Map.of("EXPECTED", SECRET),
                                        program.limits())),
                        "reads its command line",
                        new Leaking((program, _) ->
                                new Program(
                                        program.language(),
                                        program.main(),
                                        program.stdin(),
                                        List.of("--expected=" + SECRET),
                                        program.environment(),
                                        program.limits())),
                        "searches the file system",
                        new Leaking(CheatsTest::withAFile),
                        "has the assembler include what it hopes to find",
                        new Leaking(CheatsTest::withAFile));
        return weakened.entrySet().stream()
                .map(one ->
                        dynamicTest(
                                one.getKey(),
                                () ->
                                        assertEquals(
                                                1,
                                                points(
                                                        one.getValue(),
                                                        Objects.requireNonNull(
                                                                Cheats.all().get(one.getKey()))))));
    }

    private static Program withAFile(Program program, List<SourceFile> files) {
        files.add(
                new SourceFile(
                        new FilePath("expected.txt"), SECRET.getBytes(StandardCharsets.UTF_8)));
        return program;
    }

    /// Gives away what is expected.
    private static final class Leaking extends PlatformRuns {

        private interface Leak {
            Program open(Program program, List<SourceFile> files);
        }

        private final Leak leak;

        Leaking(Leak leak) {
            this.leak = leak;
        }

        @Override
        public Outcome run(OrganizationId organization, Program program, List<SourceFile> files)
                throws InterruptedException {
            var more = new ArrayList<>(files);
            Program leaking = leak.open(program, more);
            return runs.run(organization, leaking, more);
        }

        @Override
        public Tool tool(String language) throws InterruptedException {
            return runs.tool(language);
        }

        @Override
        public Tool tool(Tool.Question question) throws InterruptedException {
            return runs.tool(question);
        }

        @Override
        public Map<String, String> seed(String language) {
            return runs.seed(language);
        }
    }

    @Test
    void whoEarnsThePointsGetsThem() throws Exception {
        Graded graded =
                graded(
                        runs,
                        "python",
                        python("print(sum(map(int, input().split())))"),
                        test("small", "1 2\n", "3\n", Comparison.EXACT),
                        test("large", "1000000000000 1\n", "1000000000001", Comparison.TOLERANT),
                        test("wrong", "1 1\n", "3", Comparison.TOLERANT));
        assertEquals(2, graded.passed());
        assertEquals(3, graded.weight());
        assertEquals("6.0000", graded.score(10, 10).toPlainString());
    }

    @Test
    void theRightOutputWithAFailureIsNotRight() throws Exception {
        Trial three = test("three", "", "3", Comparison.TOLERANT);
        assertEquals(TestOutcome.RUNTIME_ERROR, outcome("print(3); raise SystemExit(1)", three));
        assertEquals(
                TestOutcome.RUNTIME_ERROR,
                outcome("import os; print(3, flush=True); os.kill(os.getpid(), 11)", three));
        assertEquals(TestOutcome.PASSED, outcome("print(3)", three));
    }

    @Test
    void everyWayToEndIsNamed() throws Exception {
        Trial three = test("three", "", "3", Comparison.TOLERANT);
        assertEquals(TestOutcome.WRONG_OUTPUT, outcome("print(4)", three));
        assertEquals(TestOutcome.CPU_LIMIT, outcome("while True: pass", three));
        assertEquals(TestOutcome.OUTPUT_LIMIT, outcome("while True: print('x' * 9999)", three));
        assertEquals(TestOutcome.WALL_LIMIT, outcome("import time; time.sleep(99)", three));
        Graded broken =
                graded(
                        runs,
                        "c",
                        List.of(new SourceFile(new FilePath("main.c"), "int main( {".getBytes())),
                        three,
                        test("four", "", "4", Comparison.TOLERANT));
        assertEquals(TestOutcome.COMPILE_ERROR, broken.results().getLast().outcome());
        assertTrue(broken.compileOutput().contains("main.c"), broken.compileOutput());
        Graded nothing = graded(runs, "python", List.of(), three);
        assertEquals(TestOutcome.COMPILE_ERROR, nothing.results().getFirst().outcome());
    }

    @Test
    void whatIsNearALimitIsRunAgain() throws Exception {
        Trial three = test("three", "", "3", Comparison.TOLERANT);
        assertEquals(
                2,
                graded(runs, "python", python("while True: pass"), three)
                        .results()
                        .getFirst()
                        .runs());
        assertEquals(
                2,
                graded(runs, "python", python("while True: print('x' * 9999)"), three)
                        .results()
                        .getFirst()
                        .runs());
        assertEquals(
                1, graded(runs, "python", python("print(3)"), three).results().getFirst().runs());
    }

    @Test
    void whatTheDatabaseCannotHoldIsShownInAnotherWay() throws Exception {
        Trial three = test("three", "", "3", Comparison.TOLERANT);
        Graded.Result result =
                graded(runs, "python", python("print('\\0' + 'x' * 100_000)"), three)
                        .results()
                        .getFirst();
        assertEquals('␀', result.actual().charAt(0));
        assertTrue(result.actual().length() <= Shown.MOST + 1);
    }
}
