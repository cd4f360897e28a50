package ai.ecode.grading;

import java.util.List;
import java.util.Optional;

/// What somebody may see of how submissions are tested.
///
/// @param tests those they may see
/// @param files those they may see, without content where some of it is hidden
/// @param hidden how many others there are
public record SuiteGlance(
        String language,
        Optional<String> main,
        SuitePlan.Budget budget,
        List<Trial> tests,
        List<TestFile> files,
        int hidden,
        boolean tellsHiddenCount) {

    /// All of it.
    public static SuiteGlance whole(SuitePlan plan) {
        return new SuiteGlance(
                plan.language(),
                plan.main(),
                plan.budget(),
                plan.tests(),
                plan.files(),
                0,
                plan.tellsHiddenCount());
    }
}
