package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.SubmissionId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says how much of what tests said is for those who submitted; answered by whoever releases scores.
public interface Disclosure {

    /// @param tests whether the public tests are shown, and what the compiler said
    /// @param hidden whether it is told how many hidden tests there are
    /// @param score the one to show; empty for none
    /// @param points what a perfect one is worth; empty for what it was when it was tested
    record Extent(
            boolean tests,
            boolean hidden,
            Optional<BigDecimal> score,
            Optional<BigDecimal> points) {

        /// Of the points for which it was tested.
        public Extent(boolean tests, boolean hidden, Optional<BigDecimal> score) {
            this(tests, hidden, score, Optional.empty());
        }
    }

    /// @param gradings of that assignment
    /// @return of each of them
    Map<SubmissionId, Extent> of(AssignmentId assignment, List<Grading> gradings);
}
