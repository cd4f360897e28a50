package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.runtime.local.LocalRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The wall between unit tests and submissions: no trick passes a single test, and each defence that is taken away lets one
/// through.
@Tag("attack")
class UnitCheatsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Nothing can guess it.
    private static final String SECRET = Cheats.MARK + UUID.randomUUID();

    private static final String TESTS = UnitCheats.TESTS.replace("SECRET", SECRET);

    /// Who waits for nothing is not waited for long.
    private static final LimitSettings LIMITS = waitingFor(1_500);

    /// Who is to get through has time for it, however busy the machine is.
    private static final LimitSettings PATIENT = waitingFor(60_000);

    private static LimitSettings waitingFor(long millis) {
        return new LimitSettings() {
            @Override
            public Limits ceiling() {
                return new Limits(60_000, millis, 2L << 30, 256, 8 << 20);
            }
        };
    }

    private static LocalRuntime driver;
    private static PlatformRuns runs;
    private static SuitePlan suite;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(8_000);
        runs = OutsideOfAServer.runs(driver);
        suite =
                new Grader(runs, LIMITS)
                        .lookedThrough(
                                ORGANIZATION,
                                new SuitePlan(
                                        "python",
                                        Optional.empty(),
                                        new SuitePlan.Budget(500, 256L << 20, 32, 256 << 10),
                                        true,
                                        List.of(),
                                        List.of(
                                                new TestFile(
                                                        "test_solution.py",
                                                        TESTS,
                                                        Optional.of(Framework.PYTEST),
                                                        Visibility.HIDDEN,
                                                        1,
                                                        List.of()))));
        assertEquals(12, suite.all().count());
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static List<String> passed(
            PlatformRuns with, LimitSettings limits, List<SourceFile> submission)
            throws InterruptedException {
        return new Grader(with, limits)
                .grade(ORGANIZATION, suite, submission).results().stream()
                        .filter(result -> result.outcome() == TestOutcome.PASSED)
                        .map(result -> result.test().name())
                        .toList();
    }

    @TestFactory
    Stream<DynamicTest> noTrickPassesATest() {
        return UnitCheats.all().entrySet().stream()
                .map(cheat ->
                        dynamicTest(
                                cheat.getKey(),
                                () ->
                                        assertEquals(
                                                List.of(),
                                                passed(runs, LIMITS, cheat.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> aTrickPassesWithoutItsDefence() {
        Map<String, PlatformRuns> weakened = new LinkedHashMap<>();
        weakened.put("searches the file system", new Weakened(UnaryOperator.identity(), true));
        weakened.put(
                "answers with an object that is equal to everything",
                new Weakened(
                        without(
                                "return isinstance(other, (StandIn, Kept)) or is_trusted(value)",
                                "return True"),
                        false));
        weakened.put(
                "derives from text what is equal to everything",
                new Weakened(
                        without("if \"kept\" in about:", "if False:")
                                        .andThen(
                                                without(
                                                        "return isinstance(other, (StandIn, Kept)) or is_trusted(value)",
                                                        "return True"))
                                ::apply,
                        false));
        weakened.put(
                "reads what a function of the test knows",
                new Weakened(
                        without(
                                "if type(name) is not str or name.startswith(\"_\") or isinstance(on, (types.FunctionType, types.ModuleType)):",
                                "if False:"),
                        false));
        return weakened.entrySet().stream()
                .map(one ->
                        dynamicTest(
                                one.getKey(),
                                () ->
                                        assertTrue(
                                                !passed(
                                                                one.getValue(),
                                                                PATIENT,
                                                                Objects.requireNonNull(
                                                                        UnitCheats.all()
                                                                                .get(one.getKey())))
                                                        .isEmpty())));
    }

    private static UnaryOperator<String> without(String defence, String nothing) {
        return script -> {
            boolean ofTheTests = script.contains("class StandIn");
            assertTrue(!ofTheTests || script.contains(defence), defence);
            return script.replace(defence, nothing);
        };
    }

    /// A wall with a hole in it.
    private static final class Weakened extends PlatformRuns {

        private final UnaryOperator<String> scripts;
        private final boolean leaksTests;

        Weakened(UnaryOperator<String> scripts, boolean leaksTests) {
            this.scripts = scripts;
            this.leaksTests = leaksTests;
        }

        @Override
        public Sandbox open(OrganizationId organization, List<SourceFile> files) {
            var more = new ArrayList<>(files);
            if (leaksTests) {
                more.removeIf(file -> file.path().value().equals("test_solution.py"));
                more.add(
                        new SourceFile(
                                new FilePath("test_solution.py"),
                                TESTS.getBytes(StandardCharsets.UTF_8)));
            }
            return new Changed(runs.open(organization, more), scripts);
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

    /// Runs other scripts than it is told to.
    private record Changed(Sandbox sandbox, UnaryOperator<String> scripts) implements Sandbox {

        @Override
        public RunningProcess exec(ProcessSpec process) {
            return sandbox.exec(
                    new ProcessSpec(
                            process.argv().stream().map(scripts).toList(),
                            process.environment(),
                            process.workingFolder(),
                            process.stdio(),
                            process.limits()));
        }

        @Override
        public void writeTar(String folder, InputStream tar) throws IOException {
            sandbox.writeTar(folder, tar);
        }

        @Override
        public void readTar(String folder, List<String> excludes, OutputStream tar)
                throws IOException {
            sandbox.readTar(folder, excludes, tar);
        }

        @Override
        public void readTar(List<String> paths, OutputStream tar) throws IOException {
            sandbox.readTar(paths, tar);
        }

        @Override
        public void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
            sandbox.list(folder, excludes, entries);
        }

        @Override
        public void delete(List<String> paths) {
            sandbox.delete(paths);
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
