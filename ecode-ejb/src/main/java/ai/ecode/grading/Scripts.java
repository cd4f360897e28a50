package ai.ecode.grading;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Status;
import ai.ecode.files.FilePath;
import ai.ecode.grading.wall.JUnitReport;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/// Has a program of the teacher's look at the files of a submission, and reads what it wrote down of each test: points
/// ([ScriptResults], [TapReport], [JUnitReport]), or what a static analysis found ([Sarif]). The files are data for it; nothing of the submission runs, and
/// there is none of its processes. Whatever the program does not say is a fault of the tests.
final class Scripts {

    static final String SUBMISSION = "submission";

    static final String FOLDER = "results";
    private static final String RESULTS = FOLDER + "/results.json";
    private static final String TAP = FOLDER + "/results.tap";
    private static final String XML = FOLDER + "/results.xml";
    private static final String SARIF = FOLDER + "/results.sarif";
    private static final List<String> FILES = List.of(RESULTS, TAP, XML, SARIF);

    private static final int MOST_BYTES = 8 << 20;

    private static final Limits LIMITS = Limits.of(60_000, 120_000, 1L << 30, 128, 1 << 20);

    private final TeachersPrograms programs;

    Scripts(PlatformRuns runs, LimitSettings settings) {
        this.programs = new TeachersPrograms(runs, settings, LIMITS);
    }

    TeachersPrograms programs() {
        return programs;
    }

    /// What the tests of one file say, in their order.
    ///
    /// @throws TestFault when it does not say what each is worth
    /// @throws PlatformFault when it could not be run
    List<Graded.Result> run(
            OrganizationId organization,
            SuitePlan suite,
            TestFile script,
            List<SourceFile> submission)
            throws InterruptedException {
        var work =
                new PlatformRuns.Work(
                        submission.stream().filter(Scripts::fits).map(Scripts::below).toList(),
                        List.of(FOLDER, SUBMISSION),
                        FILES,
                        MOST_BYTES);
        PlatformRuns.Left left =
                programs.run(
                        organization,
                        suite,
                        script.path(),
                        new byte[0],
                        List.of(SUBMISSION, FOLDER),
                        work);
        if (left.outcome().status() != Status.OK) {
            throw fault(script, TeachersPrograms.fault(left));
        }
        Map<String, Checkers.Verdict> said = said(script, left.files());
        var results = new ArrayList<Graded.Result>();
        for (UnitCase test : script.cases()) {
            Checkers.Verdict verdict = said.get(test.test());
            if (verdict == null) {
                throw fault(
                        script,
                        "says nothing of the test “%s” in its results".formatted(test.test()));
            }
            results.add(result(test, verdict));
        }
        return results;
    }

    /// No process could open a longer one by its whole path either.
    private static boolean fits(SourceFile file) {
        String path = SUBMISSION + "/" + file.path().value();
        return path.getBytes(StandardCharsets.UTF_8).length <= FilePath.MOST_BYTES;
    }

    private static SourceFile below(SourceFile file) {
        return new SourceFile(new FilePath(SUBMISSION + "/" + file.path().value()), file.content());
    }

    private static Map<String, Checkers.Verdict> said(TestFile script, Map<String, byte[]> files) {
        byte[] results = files.get(RESULTS);
        byte[] sarif = files.get(SARIF);
        try {
            if (results != null) {
                return ScriptResults.read(bounded(results));
            }
            if (files.get(TAP) != null) {
                return TapReport.read(bounded(files.get(TAP)));
            }
            if (files.get(XML) != null) {
                return said(bounded(files.get(XML)), script.cases());
            }
            if (sarif != null) {
                return Sarif.read(bounded(sarif)).of(script.cases());
            }
            throw fault(script, "left none of " + String.join(", ", FILES));
        } catch (IllegalArgumentException malformed) {
            throw fault(script, "left results that cannot be read: " + malformed.getMessage());
        }
    }

    private static Map<String, Checkers.Verdict> said(byte[] xml, List<UnitCase> tests) {
        try {
            var report = JUnitReport.read(xml, "");
            var verdicts = new HashMap<String, Checkers.Verdict>();
            for (UnitCase test : tests) {
                report.of(test.test())
                        .ifPresent(said ->
                                verdicts.put(
                                        test.test(),
                                        new Checkers.Verdict(
                                                said.passed() ? 100 : 0,
                                                Shown.of(said.message()))));
            }
            return verdicts;
        } catch (XMLStreamException malformed) {
            throw new IllegalArgumentException("this is no XML of JUnit", malformed);
        }
    }

    private static byte[] bounded(byte[] file) {
        if (file.length == MOST_BYTES) {
            throw new IllegalArgumentException(
                    "they have %d MiB or more".formatted(MOST_BYTES >> 20));
        }
        return file;
    }

    /// What the program uses is not the submission's.
    private static Graded.Result result(UnitCase test, Checkers.Verdict verdict) {
        return new Graded.Result(
                test,
                TestOutcome.worth(verdict.percent(), TestOutcome.FAILED),
                1,
                Usage.NOTHING,
                "",
                "",
                verdict.percent(),
                verdict.remark());
    }

    private static TestFault fault(TestFile script, String what) {
        return new TestFault("The script %s %s".formatted(script.path(), what.strip()));
    }
}
