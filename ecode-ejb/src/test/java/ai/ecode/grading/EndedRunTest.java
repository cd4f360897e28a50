package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.SandboxGroup;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Turn;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests that are ended before they have run, in real sandboxes.
class EndedRunTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    private static LocalRuntime driver;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(9_500);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static Trial trial(String name) {
        return new Trial(name, Visibility.PUBLIC, 1, "", List.of(), "", Comparison.EXACT, 0);
    }

    @Test
    void whatRunsIsKilledAndNothingMoreBegins() throws Exception {
        var group = new SandboxGroup();
        var grader = new Grader(OutsideOfAServer.runs(driver), OutsideOfAServer.limits()).in(group);
        var suite =
                new SuitePlan(
                        "python",
                        Optional.empty(),
                        new Budget(10_000, 256L << 20, 32, 1 << 20),
                        true,
                        List.of(trial("first"), trial("second")),
                        List.of());
        var endless =
                List.of(
                        new SourceFile(
                                new FilePath("main.py"),
                                "while True: pass\n".getBytes(StandardCharsets.UTF_8)));
        var begun = new ArrayList<String>();
        var isRunning = new CountDownLatch(1);
        Thread ender =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                isRunning.await();
                                while (group.used().cpuMillis() == 0) {
                                    Thread.onSpinWait();
                                }
                                group.end();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
        var pace =
                new Pace() {
                    @Override
                    public Turn next(List<? extends Tested> tests) {
                        tests.forEach(one -> begun.add(one.name()));
                        isRunning.countDown();
                        return () -> {};
                    }

                    @Override
                    public void came(List<Graded.Result> results) {}
                };
        assertThrows(
                PlatformFault.class,
                () -> grader.test(ORGANIZATION, SuitePart.whole(suite), endless, pace));
        ender.join();
        assertEquals(List.of("first", "second"), begun);
        assertTrue(group.hasEnded());
        assertTrue(group.used().cpuMillis() > 0);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    while (driver.sandboxes().inUse() > 0) {
                        Thread.onSpinWait();
                    }
                },
                "nothing is left over");
    }
}
