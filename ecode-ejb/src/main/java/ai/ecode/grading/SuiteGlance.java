package ai.ecode.grading;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody may see of how submissions are tested.
///
/// @param tests those they may see
/// @param files those they may see, without content where some of it is hidden
/// @param hidden how many others there are
/// @param version another after each change; null for one that is not stored
public record SuiteGlance(
        String language,
        Optional<String> main,
        Budget budget,
        List<Trial> tests,
        List<TestFile> files,
        int hidden,
        boolean tellsHiddenCount,
        @Nullable Long version) {

    /// All of it.
    public static SuiteGlance whole(SuitePlan plan) {
        return new SuiteGlance(
                plan.language(),
                plan.main(),
                plan.budget(),
                plan.tests(),
                plan.files(),
                0,
                plan.tellsHiddenCount(),
                null);
    }

    SuiteGlance at(long version) {
        return new SuiteGlance(
                language, main, budget, tests, files, hidden, tellsHiddenCount, version);
    }
}
