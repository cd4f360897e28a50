package ai.ecode.gradebook;

import ai.ecode.classroom.SubmissionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/// Where somebody stands with one column of the grade book.
///
/// @param exact the score that counts under the counting policy, not rounded: of several attempts the mean is a fraction
/// @param points what a perfect score is worth
/// @param counts whether it counts in the total
/// @param attempts how often they handed in
/// @param unscored of those without a score
/// @param late whether the last one came late
/// @param lastAt when it came
/// @param submission the one whose score counts, or the last; empty where nothing was handed in
/// @param ruling what a teacher said; empty for nothing
public record Cell(
        State state,
        Optional<BigFraction> exact,
        BigDecimal points,
        boolean counts,
        int attempts,
        int unscored,
        boolean late,
        Optional<Instant> lastAt,
        Optional<SubmissionId> submission,
        Optional<CellRuling> ruling) {

    /// What can be said of somebody's work.
    public enum State {
        /// There is a score.
        SCORED,
        /// Something was handed in, or is an item, and there is no score yet.
        UNGRADED,
        /// It should have been handed in, or a teacher says that it is missing.
        MISSING,
        /// A teacher excused it: it is left out of everything.
        EXCUSED,
        /// Nothing was handed in, and there is time yet.
        NOT_DUE
    }

    /// Rounded half up to 4 decimals, for showing.
    public Optional<BigDecimal> score() {
        return exact.map(one -> Total.rounded(one, 4));
    }

    static BigFraction fraction(BigDecimal number) {
        BigDecimal plain = number.setScale(Math.max(0, number.scale()), RoundingMode.UNNECESSARY);
        return BigFraction.of(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }
}
