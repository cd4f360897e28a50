package ai.ecode.gradebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Statistic;

/// How scores are spread. Rounded half up to 4 decimals.
///
/// @param lowQuartile interpolated as R, NumPy and spreadsheets do (Hyndman and Fan, method 7), as the median and the other one
/// @param deviation of a sample (n - 1); empty for fewer than two
/// @param bins how many lie in each tenth of the way from 0 to the most there can be; the last one with its end
public record Statistics(
        int count,
        BigDecimal mean,
        BigDecimal least,
        BigDecimal lowQuartile,
        BigDecimal median,
        BigDecimal highQuartile,
        BigDecimal most,
        Optional<BigDecimal> deviation,
        List<Integer> bins) {

    private static final int BINS = 10;
    private static final int SCALE = 4;
    private static final int EXACT_ENOUGH = 12;

    /// @param possible the most there can be, more than 0
    /// @return empty for none
    static Optional<Statistics> of(List<BigFraction> scores, BigDecimal possible) {
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        double[] values = scores.stream().mapToDouble(BigFraction::doubleValue).toArray();
        var statistics =
                DoubleStatistics.of(
                        EnumSet.of(Statistic.MIN, Statistic.MAX, Statistic.STANDARD_DEVIATION),
                        values);
        double[] quartiles =
                Quantile.withDefaults()
                        .with(Quantile.EstimationMethod.HF7)
                        .evaluate(Arrays.copyOf(values, values.length), 0.25, 0.5, 0.75);
        return Optional.of(
                new Statistics(
                        values.length,
                        mean(scores),
                        rounded(statistics.getAsDouble(Statistic.MIN)),
                        rounded(quartiles[0]),
                        rounded(quartiles[1]),
                        rounded(quartiles[2]),
                        rounded(statistics.getAsDouble(Statistic.MAX)),
                        values.length < 2
                                ? Optional.empty()
                                : Optional.of(
                                        rounded(
                                                statistics.getAsDouble(
                                                        Statistic.STANDARD_DEVIATION))),
                        bins(scores, Cell.fraction(possible))));
    }

    /// Of values cut to so many decimals that no rounding shows: an exact sum of fractions would have all their denominators.
    private static BigDecimal mean(List<BigFraction> scores) {
        return scores.stream()
                .map(one -> one.bigDecimalValue(EXACT_ENOUGH, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(scores.size()), SCALE, RoundingMode.HALF_UP);
    }

    private static List<Integer> bins(List<BigFraction> scores, BigFraction possible) {
        var bins = new ArrayList<>(Collections.nCopies(BINS, 0));
        for (BigFraction one : scores) {
            int bin = Math.clamp(one.multiply(BINS).divide(possible).intValue(), 0, BINS - 1);
            bins.set(bin, bins.get(bin) + 1);
        }
        return List.copyOf(bins);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_UP);
    }
}
