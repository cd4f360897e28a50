package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOOL_MISSING;

import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.grading.wall.CaseRun;
import ai.ecode.grading.wall.JUnitReport;
import ai.ecode.grading.wall.Wall;
import ai.ecode.grading.wall.WallLimits;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// Runs unit tests against submissions, and finds out which tests there are before there is any.
final class UnitTests {

    private final Wall wall;

    UnitTests(PlatformRuns runs) {
        this.wall = new Wall(runs);
    }

    /// The plan with the tests that its files have.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` with file and line for tests that cannot be read or loaded; `TOOL_MISSING` with
    ///     what to install
    SuitePlan lookedThrough(OrganizationId organization, SuitePlan plan)
            throws InterruptedException {
        var files = new ArrayList<TestFile>();
        for (TestFile file : plan.files()) {
            Optional<Framework.Runner> runner = file.runner();
            files.add(
                    runner.isPresent()
                            ? file.with(look(organization, plan, file, runner.get()))
                            : file);
        }
        SuitePlan complete = plan.with(files);
        if (complete.all().mapToInt(Tested::weight).sum() == 0) {
            throw new ECodeException(MALFORMED_REQUEST, "At least one test has a weight above 0.")
                    .with("field", "tests");
        }
        return complete;
    }

    private List<String> look(
            OrganizationId organization, SuitePlan plan, TestFile file, Framework.Runner runner)
            throws InterruptedException {
        JsonObject found;
        try {
            byte[] said = wall.look(organization, runner.sides(), file.path(), sources(plan));
            try (var reader = Json.createReader(new ByteArrayInputStream(said))) {
                found = reader.readObject();
            }
        } catch (Wall.TestsFailed failed) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The tests in %s could not be looked through: %s"
                                    .formatted(file.path(), failed.getMessage()))
                    .with("file", file.path());
        }
        if (found.containsKey("missing")) {
            throw missing(runner);
        }
        if (found.containsKey("error")) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The tests cannot be loaded (%s, line %d): %s"
                                    .formatted(
                                            found.getString("file", file.path()),
                                            found.getInt("line", 0),
                                            Shown.of(found.getString("error"))))
                    .with("file", found.getString("file", file.path()))
                    .with("line", found.getInt("line", 0));
        }
        return found.getJsonArray("cases").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static ECodeException missing(Framework.Runner runner) {
        return new ECodeException(
                TOOL_MISSING,
                "%s is not installed here. An administrator can add it: %s"
                        .formatted(runner.tool(), runner.install()));
    }

    /// What came of the tests of one file, in their order.
    ///
    /// @param file one of the plan, with all of its tests or some
    /// @throws TestFault when the tests do not come to an end
    /// @throws PlatformFault when something failed that is nobody's doing
    List<Graded.Result> run(
            OrganizationId organization,
            SuitePlan plan,
            TestFile file,
            List<SourceFile> submission,
            WallLimits limits)
            throws InterruptedException {
        List<Graded.Result> first = once(organization, plan, file, submission, limits, 1);
        WallLimits measured = limits.above(file.runner().orElseThrow().sides().overhead());
        if (first.stream().noneMatch(result -> isNearALimit(result, measured))) {
            return first;
        }
        boolean starved =
                first.stream()
                        .anyMatch(result ->
                                result.outcome() == TestOutcome.WALL_LIMIT
                                        && Grader.isComputing(result.usage(), limits.cpuMillis()));
        List<Graded.Result> second =
                once(
                        organization,
                        plan,
                        file,
                        submission,
                        starved ? limits.patient(Grader.PATIENCE) : limits,
                        2);
        return counting(first, second, measured);
    }

    /// Of two runs of the same tests those results that count.
    static List<Graded.Result> counting(
            List<Graded.Result> first, List<Graded.Result> second, WallLimits measured) {
        var counting = new ArrayList<Graded.Result>();
        for (int i = 0; i < first.size(); i++) {
            counting.add(isSettled(first.get(i), measured) ? first.get(i).again() : second.get(i));
        }
        return counting;
    }

    /// Another run decides nothing: a test that failed by itself gets no second draw because another was near a limit.
    private static boolean isSettled(Graded.Result result, WallLimits limits) {
        boolean hasRun = !result.usage().equals(Usage.NOTHING);
        return result.outcome() == TestOutcome.PASSED || (hasRun && !isNearALimit(result, limits));
    }

    private static boolean isNearALimit(Graded.Result result, WallLimits limits) {
        Usage usage = result.usage();
        return switch (result.outcome()) {
            case CPU_LIMIT, WALL_LIMIT, MEMORY_LIMIT, PROCESS_LIMIT, OUTPUT_LIMIT -> true;
            default ->
                    usage.cpuMillis() >= Grader.NEAR * limits.cpuMillis()
                            || usage.wallMillis() >= Grader.NEAR * limits.wallMillis()
                            || usage.peakMemoryBytes() >= Grader.NEAR * limits.memoryBytes();
        };
    }

    private List<Graded.Result> once(
            OrganizationId organization,
            SuitePlan plan,
            TestFile file,
            List<SourceFile> submission,
            WallLimits limits,
            int runs)
            throws InterruptedException {
        try {
            Wall.Result result =
                    wall.run(
                            organization,
                            file.runner().orElseThrow().sides(),
                            file.path(),
                            sources(plan),
                            submission,
                            limits,
                            only(plan, file),
                            file.cases().size());
            return results(file, result, runs);
        } catch (Wall.TestsFailed failed) {
            throw new TestFault(
                    "The tests in %s did not end as tests should: %s"
                            .formatted(file.path(), failed.getMessage()));
        } catch (ECodeException | IllegalStateException refused) {
            throw new PlatformFault("Tests could not be run: " + refused.getMessage(), refused);
        }
    }

    /// The tests of a file that has not all of those it has in its suite.
    private static List<String> only(SuitePlan plan, TestFile file) {
        return plan.files().contains(file)
                ? List.of()
                : file.cases().stream().map(UnitCase::test).toList();
    }

    private static List<Graded.Result> results(TestFile file, Wall.Result result, int runs) {
        JUnitReport report = report(file, result.report());
        Map<String, CaseRun> ran = new HashMap<>();
        result.cases().forEach(one -> ran.put(one.name(), one));
        CaseRun loading = ran.getOrDefault("", NOT_BEGUN);
        return file.cases().stream()
                .map(one -> result(one, report, ran.getOrDefault(one.test(), loading), runs))
                .toList();
    }

    private static final CaseRun NOT_BEGUN = new CaseRun("", Usage.NOTHING, Optional.empty());

    private static Graded.Result result(UnitCase test, JUnitReport report, CaseRun ran, int runs) {
        Optional<JUnitReport.Verdict> verdict = report.of(test.test());
        TestOutcome outcome =
                ran.ended()
                        .map(end -> TestOutcome.of(end.limit()))
                        .orElseGet(() ->
                                verdict.filter(JUnitReport.Verdict::passed).isPresent()
                                        ? TestOutcome.PASSED
                                        : TestOutcome.FAILED);
        String said =
                ran.ended()
                        .map(CaseRun.End::why)
                        .or(() -> verdict.map(JUnitReport.Verdict::message))
                        .or(report::problem)
                        .orElse("The test was not run.");
        return new Graded.Result(test, outcome, runs, ran.usage(), "", Shown.of(said));
    }

    private static JUnitReport report(TestFile file, byte[] xml) {
        if (xml.length > 0 && xml[0] == '{') {
            throw new PlatformFault(
                    "Tests could not be run: " + new String(xml, StandardCharsets.UTF_8));
        }
        try {
            return JUnitReport.read(xml, file.path());
        } catch (XMLStreamException malformed) {
            throw new TestFault(
                    "The report of the tests in %s cannot be read: %s"
                            .formatted(file.path(), malformed.getMessage()));
        }
    }

    private static List<SourceFile> sources(SuitePlan plan) {
        return plan.files().stream()
                .map(file ->
                        new SourceFile(
                                new FilePath(file.path()),
                                file.content().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
