package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.Outcome;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Status;
import ai.ecode.execution.Tool;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A machine that is too busy takes time from a program, and must not take points.
class StarvedProgramTest {

    private static final long CPU_MILLIS = 1_000;

    /// How long each run may take, in their order, when all are stopped for their time from start to end.
    private static List<Long> walls(long usedCpuMillis) throws InterruptedException {
        var walls = new ArrayList<Long>();
        var runs =
                new PlatformRuns() {
                    @Override
                    public Outcome run(
                            OrganizationId organization, Program program, List<SourceFile> files) {
                        walls.add(program.limits().wallMillis());
                        return new Outcome(
                                Status.WALL_LIMIT,
                                new Exit(
                                        new Exit.Signalled(9),
                                        Optional.of(ProcessLimits.Kind.WALL),
                                        new Usage(usedCpuMillis, 10_000, 1, Accounting.EXACT)),
                                new Outcome.Output(new byte[0], new byte[0], false),
                                Optional.empty());
                    }

                    @Override
                    public Tool tool(String language) {
                        return new Tool(language, "1", List.of());
                    }

                    @Override
                    public Map<String, String> seed(String language) {
                        return Map.of();
                    }
                };
        var limits = LimitSettings.of(Limits.of(60_000, 120_000, 1L << 30, 64, 1 << 20));
        var trial =
                new Trial("test", Visibility.PUBLIC, 1, "", List.of(), "", Comparison.TOLERANT, 0);
        Graded graded =
                new Grader(runs, limits)
                        .grade(
                                new OrganizationId(UUID.randomUUID()),
                                new SuitePlan(
                                        "python",
                                        Optional.empty(),
                                        new Budget(CPU_MILLIS, 64L << 20, 8, 1 << 16),
                                        false,
                                        List.of(trial),
                                        List.of()),
                                List.of());
        assertEquals(TestOutcome.WALL_LIMIT, graded.results().getFirst().outcome());
        return walls;
    }

    @Test
    void whoComputedAndWasStoppedAllTheSameHasLongerTheSecondTime() throws Exception {
        assertEquals(List.of(10_000L, 40_000L), walls(CPU_MILLIS / 2));
    }

    @Test
    void whoOnlyWaitedHasNot() throws Exception {
        assertEquals(List.of(10_000L, 10_000L), walls(20));
    }
}
