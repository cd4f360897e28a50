package ai.ecode.grading;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.identity.OrganizationId;
import java.util.List;

/// Asks a program of the teacher's what an output is worth, as output validators are asked in the problem package format
/// (<https://www.kattis.com/problem-package-format/spec/2023-07-draft.html>): `checker INPUT ANSWER FEEDBACK/`, with the
/// output on its standard input; it ends with 42 for what is right and 43 for what is wrong, and may leave
/// `score_multiplier.txt` and `teammessage.txt` in the folder. It runs when the submission has ended, in a sandbox of its own.
/// Whatever else it does is a fault of the tests.
final class Checkers {

    private static final int RIGHT = 42;
    private static final int WRONG = 43;

    private static final String INPUT = ".check/input";
    private static final String ANSWER = ".check/answer";
    private static final String FOLDER = ".check/feedback";
    private static final String MULTIPLIER = FOLDER + "/score_multiplier.txt";
    private static final String SCORE = FOLDER + "/score.txt";
    private static final String TO_STUDENTS = FOLDER + "/teammessage.txt";
    private static final String TO_TEACHERS = FOLDER + "/judgemessage.txt";

    private static final Limits LIMITS = Limits.of(10_000, 40_000, 512L << 20, 64, 256 << 10);

    private final TeachersPrograms programs;

    Checkers(PlatformRuns runs, LimitSettings settings) {
        this.programs = new TeachersPrograms(runs, settings, LIMITS);
    }

    /// @param percent of the points of the test, from 0 to 100
    /// @param remark to who submitted
    record Verdict(int percent, String remark) {}

    /// Blocks until it has said something.
    ///
    /// @param output of a program that ended well, in UTF-8
    /// @throws TestFault when it does not say what an output is worth
    /// @throws PlatformFault when it could not be run
    Verdict of(OrganizationId organization, SuitePlan suite, Trial test, byte[] output)
            throws InterruptedException {
        String checker = test.checker().orElseThrow();
        var work =
                new PlatformRuns.Work(
                        List.of(
                                TeachersPrograms.file(INPUT, test.input()),
                                TeachersPrograms.file(ANSWER, test.expected())),
                        List.of(FOLDER),
                        List.of(MULTIPLIER, SCORE, TO_STUDENTS, TO_TEACHERS),
                        Shown.MOST + 4);
        PlatformRuns.Left left =
                programs.run(
                        organization,
                        suite,
                        checker,
                        output,
                        List.of(INPUT, ANSWER, FOLDER + "/"),
                        work);
        int code =
                left.outcome().exit().limit().isPresent()
                        ? -1
                        : left.outcome().exitCode().orElse(-1);
        return switch (code) {
            case RIGHT -> new Verdict(percent(test, left), text(left, TO_STUDENTS));
            case WRONG -> new Verdict(0, text(left, TO_STUDENTS));
            default ->
                    throw fault(
                            test,
                            "said neither that it is right (42) nor that it is wrong (43). It %s %s"
                                    .formatted(
                                            TeachersPrograms.fault(left), text(left, TO_TEACHERS)));
        };
    }

    private static int percent(Trial test, PlatformRuns.Left left) {
        if (left.files().containsKey(SCORE)) {
            throw fault(
                    test,
                    "left points in score.txt; a part of them, from 0 to 1, is said in score_multiplier.txt");
        }
        if (!left.files().containsKey(MULTIPLIER)) {
            return 100;
        }
        String said = text(left, MULTIPLIER).strip();
        return Percent.of(said)
                .orElseThrow(() ->
                        fault(
                                test,
                                "left a score_multiplier.txt that is no number from 0 to 1: “%s”"
                                        .formatted(said)));
    }

    private static String text(PlatformRuns.Left left, String path) {
        byte[] bytes = left.files().get(path);
        return bytes == null ? "" : Shown.of(bytes);
    }

    private static TestFault fault(Trial test, String what) {
        return new TestFault(
                "The checker %s of the test “%s” %s"
                        .formatted(test.checker().orElse(""), test.name(), what.strip()));
    }
}
