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
import ai.ecode.runtime.Usage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program that came within a fifth of a limit, and was not stopped by it, is run again.
class NearALimitTest {

    private static final long MEMORY = 64L << 20;
    private static final int OUTPUT = 1_000;

    private static Outcome ended(int code, Usage usage, String said) {
        return new Outcome(
                code == 0 ? Status.OK : Status.RUNTIME_ERROR,
                new Exit(new Exit.Code(code), Optional.empty(), usage),
                new Outcome.Output(said.getBytes(), new byte[0], false),
                Optional.empty());
    }

    private static Usage using(long cpu, long wall, long memory) {
        return new Usage(cpu, wall, memory, Accounting.EXACT);
    }

    /// Of a test that expects `3`.
    private static Graded.Result result(Outcome... outcomes) throws InterruptedException {
        Queue<Outcome> left = new ArrayDeque<>(List.of(outcomes));
        var runs =
                new PlatformRuns() {
                    @Override
                    public Outcome run(
                            OrganizationId organization, Program program, List<SourceFile> files) {
                        return left.remove();
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
        var test =
                new Trial("test", Visibility.PUBLIC, 1, "", List.of(), "3", Comparison.TOLERANT, 0);
        var suite =
                new SuitePlan(
                        "python",
                        Optional.empty(),
                        new Budget(1_000, MEMORY, 8, OUTPUT),
                        false,
                        List.of(test),
                        List.of());
        return new Grader(runs, LimitSettings.of(Limits.of(60_000, 120_000, 1L << 30, 64, 1 << 20)))
                .grade(new OrganizationId(UUID.randomUUID()), suite, List.of())
                .results()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "799,  7999, 79, 1",
        "800,  0,    0,  2",
        "0,    8000, 0,  2",
        "0,    0,    80, 2",
    })
    void howOftenItIsRun(long cpu, long wall, long percentOfMemory, int times)
            throws InterruptedException {
        Outcome outcome =
                ended(0, using(cpu, wall, Math.ceilDiv(MEMORY * percentOfMemory, 100)), "3");
        Graded.Result result = result(outcome, outcome);
        assertEquals(times, result.runs());
        assertEquals(100, result.percent());
    }

    @Test
    void soIsWhatWroteNearlyTooMuch() throws Exception {
        Usage little = using(10, 10, 1);
        assertEquals(1, result(ended(0, little, "x".repeat(OUTPUT * 4 / 5 - 1))).runs());
        Outcome much = ended(0, little, "x".repeat(OUTPUT * 4 / 5));
        assertEquals(2, result(much, much).runs());
    }

    @Test
    void theBetterOfTheTwoCounts() throws Exception {
        Usage much = using(900, 900, 1);
        Outcome fails = ended(1, much, "");
        Outcome passes = ended(0, much, "3");
        assertEquals(TestOutcome.PASSED, result(fails, passes).outcome());
        assertEquals(TestOutcome.PASSED, result(passes, fails).outcome());
        assertEquals(TestOutcome.RUNTIME_ERROR, result(fails, fails).outcome());
    }
}
