package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The wall between tests of node:test and submissions: no trick passes a single test, and each defence that is taken away lets
/// one through.
@Tag("attack")
class NodeCheatsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Nothing can guess it.
    private static final String SECRET = Cheats.MARK + UUID.randomUUID();

    private static final String TESTS = NodeCheats.TESTS.replace("SECRET", SECRET);

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
        driver = Sandboxes.open(8_400);
        runs = OutsideOfAServer.runs(driver);
        suite =
                new Grader(runs, LIMITS)
                        .lookedThrough(
                                ORGANIZATION,
                                new SuitePlan(
                                        "javascript",
                                        Optional.empty(),
                                        new SuitePlan.Budget(500, 256L << 20, 32, 256 << 10),
                                        true,
                                        List.of(),
                                        List.of(
                                                new TestFile(
                                                        "solution.test.js",
                                                        TESTS,
                                                        Optional.of(Framework.NODE_TEST),
                                                        Visibility.HIDDEN,
                                                        1,
                                                        List.of()))));
        assertEquals(22, suite.all().count());
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
        return NodeCheats.all().entrySet().stream()
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
        weakened.put(
                "searches the file system", HoledWall.holding(runs, "solution.test.js", TESTS));
        weakened.put(
                "counts how often it is read",
                HoledWall.running(
                        runs,
                        without(
                                "if (before?.epoch === wall.epoch && wall.spoiled === undefined) return before.value;",
                                "")));
        weakened.put(
                "answers by hand with values that have functions",
                HoledWall.running(
                        runs,
                        without(
                                "if (typeof value === \"function\") throw new Unreadable(\"a function in a plain object\");",
                                "")));
        weakened.put(
                "looks at what it is called on",
                HoledWall.running(runs, without("abouts.has(self) ? self : undefined", "self")));
        weakened.put(
                "reads what a function of the test knows",
                HoledWall.running(
                        runs,
                        without(
                                "  if (typeof on === \"function\") throw new TypeError(\"A function can be called\");",
                                "  if (op === \"get\") return on[args[0]];")));
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
                                                                        NodeCheats.all()
                                                                                .get(one.getKey())))
                                                        .isEmpty())));
    }

    private static UnaryOperator<String> without(String defence, String nothing) {
        return script -> {
            boolean ofTheTests = script.contains("class StandIns");
            assertTrue(!ofTheTests || script.contains(defence), defence);
            return script.replace(defence, nothing);
        };
    }
}
