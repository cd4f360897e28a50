package ai.ecode.grading.wall;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.Usage;
import java.util.Optional;

/// What a submission did during one test, as the kernel and the server saw it.
///
/// @param name of the test; empty for what came before the first
/// @param usage of the submission in this test, its wall time being that in which it was asked something
/// @param ended how it came to its end in this test; empty when it lives on
public record CaseRun(String name, Usage usage, Optional<End> ended) {

    /// @param limit that it passed; empty when it ended for another reason
    /// @param why for people
    public record End(Optional<ProcessLimits.Kind> limit, String why) {}
}
