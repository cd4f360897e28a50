package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Usage;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// What the platform says that a program used is what it really used, by its own account; and each limit is told as what it
/// was. Where a cgroup can be written: sampling promises less.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountingTest {

    private static final long MIB = 1 << 20;

    private static final ProcessLimits WIDE =
            new ProcessLimits(30_000, 60_000, 448 * MIB, 32, 1 << 20);

    private static final ProcessLimits TIGHT =
            new ProcessLimits(1_000, 4_000, 128 * MIB, 24, 64 << 10);

    /// Works in a child as well, says what both used, and of memory the most that the larger held.
    private static final String WORK =
            """
            import os, resource
            if os.fork() == 0:
                sum(i * i for i in range(9_000_000))
                os._exit(0)
            os.wait()
            sum(i * i for i in range(9_000_000))
            own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
            print(round(1000 * sum(u.ru_utime + u.ru_stime for u in (own, child))))
            """;

    /// Holds memory that it wrote to, and says how much the kernel gave it.
    private static final String HOLD =
            """
            import resource
            held = bytearray(300 << 20)
            for page in range(0, len(held), 4096):
                held[page] = 1
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
            """;

    private Arena arena;

    @BeforeAll
    void open() throws IOException {
        arena = Arena.open(true, 0);
        assumeTrue(arena.isExact(), "no cgroup can be written here");
    }

    @AfterAll
    void close() {
        arena.close();
    }

    private interface Rule {
        void holdsIn(Sandbox sandbox) throws Exception;
    }

    private Stream<DynamicTest> each(Rule rule) {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "apart",
                        () -> {
                            try (Sandbox sandbox = arena.oneShot()) {
                                rule.holdsIn(sandbox);
                            }
                        }),
                DynamicTest.dynamicTest(
                        "in a workspace",
                        () -> {
                            try (Sandbox sandbox = arena.workspace()) {
                                rule.holdsIn(sandbox);
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> processorTimeIsWithinATenthOfTheTruth() {
        return each(sandbox -> {
            var said = Arena.python(sandbox, WORK, WIDE);
            long truth = Long.parseLong(said.out().strip());
            assertNear(truth, said.exit().usage().cpuMillis(), 0.10);
        });
    }

    @TestFactory
    Stream<DynamicTest> peakMemoryIsWithinATwentiethOfTheTruth() {
        return each(sandbox -> {
            var said = Arena.python(sandbox, HOLD, WIDE);
            long truth = Long.parseLong(said.out().strip());
            assertNear(truth, said.exit().usage().peakMemoryBytes(), 0.05);
        });
    }

    @TestFactory
    Stream<DynamicTest> eachLimitIsToldAsWhatItWas() {
        return Stream.of(
                        new Broken(Kind.CPU, "while True: pass"),
                        new Broken(Kind.WALL, "import time; time.sleep(60)"),
                        new Broken(
                                Kind.MEMORY,
                                "held = bytearray(400 << 20)\nfor i in range(0, len(held), 4096): held[i] = 1"),
                        new Broken(
                                Kind.PROCESSES,
                                "import os, time\nfor i in range(100):\n  if os.fork() == 0: time.sleep(3); os._exit(0)"),
                        new Broken(Kind.OUTPUT, "while True: print('x' * 1000)"))
                .flatMap(broken ->
                        each(
                                        sandbox -> {
                                            var said =
                                                    Arena.python(sandbox, broken.program(), TIGHT);
                                            assertEquals(
                                                    Optional.of(broken.limit()),
                                                    said.exit().limit(),
                                                    () -> said.exit() + said.err());
                                        })
                                .map(test ->
                                        DynamicTest.dynamicTest(
                                                broken.limit() + " " + test.getDisplayName(),
                                                test.getExecutable())));
    }

    private record Broken(Kind limit, String program) {}

    @TestFactory
    Stream<DynamicTest> aWorkspaceCountsAllItsPrograms() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "together",
                        () -> {
                            try (var workspace = arena.workspace()) {
                                Usage before = workspace.usage();
                                long truth = 0;
                                for (int i = 0; i < 2; i++) {
                                    var said = Arena.python(workspace, WORK, ProcessLimits.NONE);
                                    truth += Long.parseLong(said.out().strip());
                                }
                                assertNear(
                                        truth,
                                        workspace.usage().cpuMillis() - before.cpuMillis(),
                                        0.10);
                            }
                        }));
    }

    private static void assertNear(long truth, long said, double share) {
        assertTrue(
                Math.abs(said - truth) <= truth * share,
                () ->
                        "%d was used and %d told, which is %.1f %% off"
                                .formatted(truth, said, 100.0 * (said - truth) / truth));
    }
}
