package ai.ecode.platform;

import ai.ecode.platform.TestReports.Case;
import ai.ecode.platform.TestReports.Result;
import java.util.List;

/// How many test cases passed, failed and were skipped.
record Tally(int passed, int failed, int skipped) {

    static Tally of(List<Case> cases) {
        return new Tally(
                count(cases, Result.PASSED),
                count(cases, Result.FAILED),
                count(cases, Result.SKIPPED));
    }

    private static int count(List<Case> cases, Result result) {
        return (int) cases.stream().filter(test -> test.result() == result).count();
    }

    boolean isGreen() {
        return failed == 0 && passed > 0;
    }

    /// A build that broke without a failed test counts as one failure: nobody may read this line as success.
    Tally orBroken(boolean buildFailed) {
        return (isGreen() && !buildFailed) || failed > 0 ? this : new Tally(passed, 1, skipped);
    }

    @Override
    public String toString() {
        return "%d passed, %d failed, %d skipped".formatted(passed, failed, skipped);
    }
}
