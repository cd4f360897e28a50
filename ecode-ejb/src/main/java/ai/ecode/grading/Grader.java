package ai.ecode.grading;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.Outcome;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.Program;
import ai.ecode.execution.SandboxGroup;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Status;
import ai.ecode.execution.Tool;
import ai.ecode.execution.Turn;
import ai.ecode.grading.wall.WallLimits;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tests a submission. Each test is a run of its own in a fresh sandbox that holds the submission and nothing of the tests: a
/// program learns its input and its arguments, writes, and ends. What it wrote is compared here. So nothing that it does inside
/// can change a verdict but by writing what is expected. docs/grading.md says what that keeps out.
@ApplicationScoped
public class Grader {

    /// From this part of a limit on a result is not trusted.
    static final double NEAR = 0.8;

    /// Who has used this part of its processor time and not ended in time did not wait for something, but for a processor.
    private static final double COMPUTING = 0.1;

    /// How much longer that may take when it is run again.
    static final int PATIENCE = 4;

    private PlatformRuns runs;
    private UnitTests units;
    private Checkers checkers;
    private Scripts scripts;
    private LimitSettings settings;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected Grader() {}

    @Inject
    Grader(PlatformRuns runs, LimitSettings settings) {
        this.runs = runs;
        this.units = new UnitTests(runs);
        this.checkers = new Checkers(runs, settings);
        this.scripts = new Scripts(runs, settings);
        this.settings = settings;
    }

    /// The same, for a piece of work that can be ended.
    Grader in(SandboxGroup group) {
        return new Grader(runs.in(group), settings);
    }

    /// For programs that are no server.
    ///
    /// @param most what each test may use at most; its time from start to end is never longer
    public static Grader on(RuntimeDriver driver, Limits most) {
        LimitSettings settings = LimitSettings.of(most);
        return new Grader(PlatformRuns.on(driver, settings), settings);
    }

    /// Blocks until all tests have run. The same submission and suite get the same score.
    ///
    /// @param files of the submission
    /// @throws PlatformFault when something failed that is not the submission's doing
    /// @throws TestFault when the tests themselves are at fault
    public Graded grade(OrganizationId organization, SuitePlan suite, List<SourceFile> files)
            throws InterruptedException {
        Conditions conditions = conditions(suite);
        Said said = test(organization, SuitePart.whole(suite), files, Pace.UNBOUND);
        return new Graded(
                TestSuite.digest(suite), conditions, said.results(), said.compileOutput());
    }

    /// What came of tests.
    ///
    /// @param compileOutput what the compiler said, as far as it is kept
    record Said(List<Graded.Result> results, String compileOutput) {}

    /// Runs some of the tests of a suite, each when its pace lets it.
    ///
    /// @throws PlatformFault as [#grade]
    /// @throws TestFault as [#grade]
    Said test(OrganizationId organization, SuitePart part, List<SourceFile> files, Pace pace)
            throws InterruptedException {
        SuitePlan suite = part.suite();
        var results = new ArrayList<Graded.Result>();
        Optional<Outcome> refused = Optional.empty();
        String compileOutput = "";
        for (Trial test : part.tests()) {
            if (refused.isPresent()) {
                results.add(result(organization, suite, test, refused.get(), 1));
                pace.came(List.of(results.getLast()));
                continue;
            }
            Ran ran;
            try (Turn _ = pace.next(List.of(test))) {
                ran = ran(organization, suite, test, files);
            }
            // What is only looked at may run all the same, where the language is not compiled.
            if (ran.result().outcome() == TestOutcome.COMPILE_ERROR
                    && test.comparison() != Comparison.COMPILES) {
                refused = Optional.of(ran.outcome());
            }
            compileOutput =
                    ran.outcome()
                            .compile()
                            .map(step -> step.output().stderr())
                            .filter(said -> said.length > 0)
                            .map(Shown::of)
                            .orElse(compileOutput);
            results.add(ran.result());
            pace.came(List.of(ran.result()));
        }
        for (TestFile file : part.files()) {
            if (file.framework().isPresent()) {
                List<Graded.Result> of;
                try (Turn _ = pace.next(file.cases())) {
                    of =
                            switch (file.framework().get()) {
                                case PYTEST, NODE_TEST, JUNIT, DOCTEST ->
                                        units.run(
                                                organization,
                                                suite,
                                                file,
                                                files,
                                                wallLimits(suite));
                                case SCRIPT -> scripts.run(organization, suite, file, files);
                            };
                }
                results.addAll(of);
                pace.came(of);
            }
        }
        return new Said(results, compileOutput);
    }

    /// @param outcome of the run that counts
    private record Ran(Outcome outcome, Graded.Result result) {}

    /// Twice when the first is too near a limit.
    private Ran ran(
            OrganizationId organization, SuitePlan suite, Trial test, List<SourceFile> files)
            throws InterruptedException {
        Outcome outcome = run(organization, suite, test, files, limits(suite));
        if (!isNearALimit(suite, test, outcome)) {
            return new Ran(outcome, result(organization, suite, test, outcome, 1));
        }
        boolean starved =
                outcome.status() == Status.WALL_LIMIT
                        && isComputing(outcome.exit().usage(), suite.budget().cpuMillis());
        Outcome again =
                run(
                        organization,
                        suite,
                        test,
                        files,
                        starved ? patient(limits(suite)) : limits(suite));
        return new Ran(
                again,
                better(
                        result(organization, suite, test, outcome, 2),
                        result(organization, suite, test, again, 2)));
    }

    /// Under which submissions are tested here now.
    ///
    /// @throws PlatformFault when it could not be found out
    Conditions conditions(SuitePlan suite) throws InterruptedException {
        try {
            var tools = new ArrayList<Tool>();
            tools.add(runs.tool(suite.language()));
            tools.addAll(scripts.programs().tools(suite));
            for (Framework.Runner runner : suite.runners()) {
                tools.add(runs.tool(runner.question()));
                tools.add(runner.sides().tool());
            }
            return new Conditions(tools, limits(suite), runs.seed(suite.language()));
        } catch (ECodeException failed) {
            throw new PlatformFault(
                    "It is not known what tests run with: " + failed.getMessage(), failed);
        }
    }

    private static Graded.Result better(Graded.Result first, Graded.Result second) {
        return first.percent() > 0 && first.percent() >= second.percent() ? first : second;
    }

    static boolean isComputing(Usage usage, long cpuMillis) {
        return usage.cpuMillis() >= COMPUTING * cpuMillis;
    }

    private Limits patient(Limits limits) {
        return new Limits(
                limits.cpuMillis(),
                Math.min(settings.ceiling().wallMillis(), PATIENCE * limits.wallMillis()),
                limits.memoryBytes(),
                limits.processes(),
                limits.outputBytes(),
                limits.fileBytes());
    }

    private Outcome run(
            OrganizationId organization,
            SuitePlan suite,
            Trial test,
            List<SourceFile> files,
            Limits limits)
            throws InterruptedException {
        var program =
                new Program(
                        suite.language(),
                        suite.main(),
                        test.input().getBytes(StandardCharsets.UTF_8),
                        test.arguments(),
                        Map.of(),
                        limits);
        try {
            return test.comparison() == Comparison.COMPILES
                    ? runs.compile(organization, program, files)
                    : runs.run(organization, program, files);
        } catch (ECodeException refused) {
            if (refused.code() == ErrorCode.MALFORMED_REQUEST) {
                return nothingToRun(refused);
            }
            throw new PlatformFault("A test could not be run: " + refused.getMessage(), refused);
        }
    }

    /// The file to run is not in the submission: nothing compiled it.
    private static Outcome nothingToRun(ECodeException why) {
        String said = String.valueOf(why.getMessage());
        return Outcome.refused(said.getBytes(StandardCharsets.UTF_8));
    }

    /// The suite with the unit tests that its files have, found in a sandbox of their own.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` with file and line for tests that cannot be loaded and checkers that do not
    ///     compile; `TOOL_MISSING`; `UNKNOWN_LANGUAGE`
    SuitePlan lookedThrough(OrganizationId organization, SuitePlan suite)
            throws InterruptedException {
        boolean compilesAlone =
                suite.tests().stream().anyMatch(t -> t.comparison() == Comparison.COMPILES);
        if (compilesAlone && !runs.compiles(suite.language())) {
            throw new ECodeException(
                            ErrorCode.MALFORMED_REQUEST,
                            "A program in this language can only be tested by running it.")
                    .with("field", "comparison");
        }
        scripts.programs().require(organization, suite);
        return units.lookedThrough(organization, suite);
    }

    private WallLimits wallLimits(SuitePlan suite) {
        Limits limits = limits(suite);
        return new WallLimits(
                limits.cpuMillis(),
                limits.wallMillis(),
                limits.memoryBytes(),
                limits.processes(),
                limits.fileBytes());
    }

    private Limits limits(SuitePlan suite) {
        return suite.budget().limits(settings.ceiling().wallMillis());
    }

    /// Whether another run might end otherwise: a machine is not always equally fast.
    private boolean isNearALimit(SuitePlan suite, Trial test, Outcome outcome) {
        Limits limits = limits(suite);
        Usage usage = outcome.exit().usage();
        return switch (outcome.status()) {
            case CPU_LIMIT, WALL_LIMIT, MEMORY_LIMIT, PROCESS_LIMIT, OUTPUT_LIMIT -> true;
            case COMPILE_ERROR -> outcome.exit().limit().isPresent();
            // A compiler has limits of its own.
            case OK, RUNTIME_ERROR ->
                    test.comparison() != Comparison.COMPILES
                            && (usage.cpuMillis() >= NEAR * limits.cpuMillis()
                                    || usage.wallMillis() >= NEAR * limits.wallMillis()
                                    || usage.peakMemoryBytes() >= NEAR * limits.memoryBytes()
                                    || outcome.output().stdout().length
                                            >= NEAR * limits.outputBytes());
            case CANCELLED -> throw new PlatformFault("A run was cut off");
        };
    }

    private Graded.Result result(
            OrganizationId organization, SuitePlan suite, Trial test, Outcome outcome, int runs)
            throws InterruptedException {
        byte[] said = outcome.output().stdout();
        Optional<String> text = outcome.status() == Status.OK ? text(said) : Optional.empty();
        var worth = new Checkers.Verdict(0, "");
        if (text.isPresent()) {
            worth =
                    test.comparison() == Comparison.CHECKER
                            ? checkers.of(organization, suite, test, said)
                            : compared(test, text.get());
        }
        TestOutcome ended = TestOutcome.of(outcome.status());
        return new Graded.Result(
                test,
                TestOutcome.worth(worth.percent(), ended),
                runs,
                outcome.exit().usage(),
                Shown.of(said),
                Shown.of(outcome.output().stderr()),
                worth.percent(),
                worth.remark());
    }

    private static Checkers.Verdict compared(Trial test, String text) {
        boolean asExpected = test.comparison().accepts(test.expected(), text, test.tolerance());
        return new Checkers.Verdict(asExpected ? 100 : 0, "");
    }

    /// Empty for what is no UTF-8: nothing expects that.
    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
