package ai.ecode.gradebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;

/// Drops the lowest results of a category: those without which what was reached, of what could be reached of the rest, is
/// highest. With unequal points these need not be those with the lowest percentage, nor with the fewest points. At least one is
/// kept. Where results are equal, the later ones are dropped.
///
/// Found as the fixed point of: with q the ratio of what is kept, keep those with the highest earned − q · points (W. Dinkelbach,
/// On Nonlinear Fractional Programming, 1967; D. and J. Kane, Dropping Lowest Grades, 2006). In exact fractions it ends, with the
/// optimum.
final class Drops {

    private Drops() {}

    /// @param points more than 0
    record Result(UUID column, BigFraction earned, BigFraction points) {

        private BigFraction beyond(BigFraction ratio) {
            return earned.subtract(ratio.multiply(points));
        }
    }

    /// What is kept, in its order.
    record Kept(List<Result> results) {

        Kept {
            results = List.copyOf(results);
        }

        BigFraction earned() {
            return results.stream().map(Result::earned).reduce(BigFraction.ZERO, BigFraction::add);
        }

        BigFraction points() {
            return results.stream().map(Result::points).reduce(BigFraction.ZERO, BigFraction::add);
        }

        /// Empty when nothing counts.
        Optional<BigFraction> ratio() {
            return results.isEmpty() ? Optional.empty() : Optional.of(earned().divide(points()));
        }
    }

    static Kept of(List<Result> results, int lowest) {
        var kept = new Kept(results);
        if (lowest == 0 || results.size() < 2) {
            return kept;
        }
        int left = Math.max(1, results.size() - lowest);
        while (true) {
            BigFraction ratio = kept.ratio().orElseThrow();
            Kept better = best(results, left, ratio);
            if (kept.results().size() == left
                    && compare(better.ratio().orElseThrow(), ratio) <= 0) {
                return better;
            }
            kept = better;
        }
    }

    private static Kept best(List<Result> results, int left, BigFraction ratio) {
        List<BigFraction> beyond = results.stream().map(one -> one.beyond(ratio)).toList();
        List<Integer> chosen =
                IntStream.range(0, results.size())
                        .boxed()
                        .sorted((one, other) -> compare(beyond.get(other), beyond.get(one)))
                        .limit(left)
                        .sorted()
                        .toList();
        var kept = new ArrayList<Result>();
        chosen.forEach(index -> kept.add(results.get(index)));
        return new Kept(kept);
    }

    /// The library's own order has two negative fractions the wrong way around (Commons Numbers 1.2).
    private static int compare(BigFraction one, BigFraction other) {
        return one.subtract(other).signum();
    }
}
