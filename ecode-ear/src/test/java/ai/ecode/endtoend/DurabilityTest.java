package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Five people edit and run while the server, their workspaces, or both are killed. `./ecode durability-test 100` kills more often
/// than the few times of the usual tests; `-Decode.durability.seed` repeats a series.
@Tag("durability")
@Timeout(value = 4, unit = TimeUnit.HOURS)
class DurabilityTest {

    private static final List<String> PEOPLE =
            List.of("developer", "developer2", "teacher", "student1", "student2");
    private static final int KILLS = Integer.getInteger("ecode.durability.kills", 3);
    private static final int WRITES_BEFORE_A_KILL = 5;
    private static final Duration UNSAVED_LOSS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private enum Victim {
        SERVER,
        WORKSPACES,
        BOTH
    }

    private final RunningPlatform platform;
    private final List<Scribe> scribes = new ArrayList<>();
    private final String mark = "clock-" + System.nanoTime();

    DurabilityTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void create() throws Exception {
        for (String person : PEOPLE) {
            scribes.add(new Scribe(person, TestWorkspace.create(platform, person, "blank")));
        }
    }

    @AfterEach
    void delete() throws Exception {
        for (Scribe scribe : scribes) {
            scribe.workspace().close();
        }
    }

    @Test
    void nothingThatWasSavedIsLostWhateverIsKilled() throws Exception {
        long seed = Long.getLong("ecode.durability.seed", System.nanoTime());
        var random = new Random(seed);
        System.out.printf("  %d kills, seed %d%n", KILLS, seed);
        for (int i = 0; i < KILLS; i++) {
            // The first three are one of each.
            Victim victim = Victim.values()[i < 3 ? i : random.nextInt(3)];
            for (Scribe scribe : scribes) {
                scribe.renew();
                scribe.settle(mark);
            }
            Instant killed = killWhileTheyWork(victim, random);
            for (Scribe scribe : scribes) {
                scribe.workspace().start();
                scribe.check();
                Instant beat = scribe.lastBeat();
                assertTrue(
                        beat.isAfter(killed.minus(UNSAVED_LOSS)),
                        () ->
                                "more than a second is lost: "
                                        + Duration.between(beat, killed)
                                        + " of "
                                        + scribe.inTheSandbox());
            }
            System.out.printf(
                    "  kill %d, %s: %d writes saved so far, %d unanswered, nothing lost%n",
                    i + 1,
                    victim,
                    scribes.stream().mapToInt(Scribe::answered).sum(),
                    scribes.stream().mapToInt(Scribe::unanswered).sum());
        }
    }

    private Instant killWhileTheyWork(Victim victim, Random random) throws Exception {
        var working = new ArrayList<Future<?>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant killed;
            try {
                for (Scribe scribe : scribes) {
                    working.add(
                            executor.submit(() -> {
                                scribe.work();
                                return null;
                            }));
                }
                for (Scribe scribe : scribes) {
                    scribe.awaitSaved(WRITES_BEFORE_A_KILL);
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                killed = Instant.now();
                kill(victim);
                Eventually.holds(() -> clocks() == 0, () -> "an orphan is left: " + mark);
                if (victim != Victim.WORKSPACES) {
                    platform.liberty().start();
                    platform.liberty().awaitReady(PATIENCE);
                }
            } finally {
                scribes.forEach(Scribe::rest);
            }
            for (Future<?> one : working) {
                one.get(2, TimeUnit.MINUTES);
            }
            for (Scribe scribe : scribes) {
                Eventually.holds(
                        () -> {
                            String state =
                                    TestWorkspace.parse(scribe.workspace().get(""))
                                            .getString("state");
                            return state.equals("STOPPED") || state.equals("FAILED");
                        },
                        () -> "A killed workspace is said to run");
            }
            return killed;
        }
    }

    private void kill(Victim victim) throws Exception {
        if (victim != Victim.WORKSPACES) {
            platform.liberty().kill();
        }
        if (victim != Victim.SERVER) {
            for (Scribe scribe : scribes) {
                String id = scribe.workspace().root().replace("/api/workspaces/", "");
                processes("bwrap", id).forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private long clocks() throws IOException {
        return processes("sh", mark).size();
    }

    /// Processes of this machine, those in sandboxes included, with both words in their command line.
    private static List<ProcessHandle> processes(String program, String word) throws IOException {
        var found = new ArrayList<ProcessHandle>();
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String line = commandLine(process);
                if (line.contains(program) && line.contains(word)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return new String(
                    Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
