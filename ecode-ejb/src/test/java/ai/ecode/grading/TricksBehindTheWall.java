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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// What is tested of the wall before submissions of each kind: no trick passes a single test, and each defence that is taken
/// away lets one through. `./ecode escape-test` tries all tricks; otherwise some of those that take a compiler are left out.
@Tag("attack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TricksBehindTheWall {

    private static final int AT_ONCE = 4;
    private static final boolean ALL = Boolean.getBoolean("ecode.test.tricks.all");

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Nothing can guess it.
    static final String SECRET = Cheats.MARK + UUID.randomUUID();

    /// Who waits for nothing is not waited for long.
    private static final LimitSettings LIMITS = waitingFor(1_500);

    /// Who is to get through has time for it, however busy the machine is.
    private static final LimitSettings PATIENT = waitingFor(60_000);

    private static LimitSettings waitingFor(long millis) {
        return new LimitSettings() {
            @Override
            public Limits ceiling() {
                return Limits.of(60_000, millis, 2L << 30, 256, 8 << 20);
            }
        };
    }

    private final int uids;
    private final String language;
    private final List<TestFile> files;
    private final int count;
    private final int each;
    private final Map<String, List<SourceFile>> cheats;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private LocalRuntime driver;
    private PlatformRuns runs;
    private SuitePlan suite;

    /// @param uids above the first one of this machine, apart from those of others
    /// @param count of the tests in the files
    /// @param each how many tricks there are for one that is always tried; 1 for all of them
    TricksBehindTheWall(
            int uids,
            String language,
            List<TestFile> files,
            int count,
            int each,
            Map<String, List<SourceFile>> cheats) {
        this.uids = uids;
        this.language = language;
        this.files = files;
        this.count = count;
        this.each = ALL ? 1 : each;
        this.cheats = cheats;
    }

    /// By the trick that gets through: without its defence.
    abstract Map<String, PlatformRuns> weakened(PlatformRuns strong);

    /// A file of tests in which the secret is expected.
    static TestFile tests(String path, String content, Framework framework) {
        return file(path, content.replace("SECRET", SECRET), Optional.of(framework));
    }

    static TestFile file(String path, String content, Optional<Framework> framework) {
        return new TestFile(path, content, framework, Visibility.HIDDEN, 1, List.of());
    }

    @BeforeAll
    void open() throws Exception {
        driver = Sandboxes.open(uids);
        runs = OutsideOfAServer.runs(driver);
        suite =
                new Grader(runs, LIMITS)
                        .lookedThrough(
                                ORGANIZATION,
                                new SuitePlan(
                                        language,
                                        Optional.empty(),
                                        new Budget(500, 256L << 20, 32, 256 << 10),
                                        true,
                                        List.of(),
                                        files));
        assertEquals(count, suite.all().count());
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        driver.close();
    }

    private List<String> passed(
            PlatformRuns with, LimitSettings limits, List<SourceFile> submission)
            throws InterruptedException {
        return new Grader(with, limits)
                .grade(ORGANIZATION, suite, submission).results().stream()
                        .filter(result -> result.outcome() == TestOutcome.PASSED)
                        .map(result -> result.test().name())
                        .toList();
    }

    /// Side by side: most wait until a limit ends them.
    @TestFactory
    Stream<DynamicTest> noTrickPassesATest() {
        Set<String> known = weakened(runs).keySet();
        var names = List.copyOf(cheats.keySet());
        var tried = new LinkedHashMap<String, Future<List<String>>>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i % each == 0 || known.contains(name)) {
                List<SourceFile> cheat = Objects.requireNonNull(cheats.get(name));
                tried.put(name, threads.submit(() -> passed(runs, LIMITS, cheat)));
            }
        }
        return tried.entrySet().stream()
                .map(one ->
                        dynamicTest(
                                one.getKey(), () -> assertEquals(List.of(), one.getValue().get())));
    }

    @TestFactory
    Stream<DynamicTest> aTrickPassesWithoutItsDefence() {
        return weakened(runs).entrySet().stream()
                .map(one ->
                        dynamicTest(
                                one.getKey(),
                                () -> {
                                    var cheat = Objects.requireNonNull(cheats.get(one.getKey()));
                                    assertTrue(!passed(one.getValue(), PATIENT, cheat).isEmpty());
                                }));
    }

    /// The scripts without a defence.
    ///
    /// @param ofTheTests what stands in the scripts that have it
    static UnaryOperator<String> without(String ofTheTests, String defence, String nothing) {
        return script -> {
            assertTrue(!script.contains(ofTheTests) || script.contains(defence), defence);
            return script.replace(defence, nothing);
        };
    }
}
