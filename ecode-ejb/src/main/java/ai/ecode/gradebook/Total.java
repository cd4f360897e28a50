package ai.ecode.gradebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.numbers.fraction.BigFraction;

/// What somebody's work comes to, and how. All of it is reckoned in fractions; each number that is shown is rounded once, from
/// the exact one, half up to 2 decimals.
///
/// In a category the points that were reached of those that could be reached, without what is dropped. Of all categories in
/// which something counts the sum of weight times that, of the sum of their weights: the others are left out of both sums, and
/// weights that do not add up to 100 are taken as they are.
///
/// @param percent empty while nothing counts
/// @param reached the sum of weight times percent, in percent of the whole
/// @param of the sum of the weights that count
public record Total(
        Optional<BigDecimal> percent, BigDecimal reached, BigDecimal of, List<Part> parts) {

    private static final int SCALE = 2;

    /// One category.
    ///
    /// @param percent empty while nothing in it counts
    /// @param earned points, without what is dropped, as the next one
    /// @param counted how many columns count, without what is dropped
    /// @param dropped ids of columns
    public record Part(
            GradePlan.Category category,
            Optional<BigDecimal> percent,
            BigDecimal earned,
            BigDecimal points,
            int counted,
            Set<UUID> dropped) {}

    static Total of(GradePlan plan, List<GradeColumn> columns, List<Cell> cells) {
        var parts = new ArrayList<Part>();
        BigFraction reached = BigFraction.ZERO;
        BigFraction weights = BigFraction.ZERO;
        for (GradePlan.Category category : plan.categories()) {
            List<Drops.Result> results = results(category, columns, cells);
            Drops.Kept kept = Drops.of(results, category.dropLowest());
            Optional<BigFraction> ratio = kept.ratio();
            BigFraction weight = Cell.fraction(category.weight());
            if (ratio.isPresent()) {
                reached = reached.add(weight.multiply(ratio.get()));
                weights = weights.add(weight);
            }
            parts.add(part(category, results, kept));
        }
        return new Total(
                weights.signum() == 0
                        ? Optional.empty()
                        : Optional.of(percent(reached.divide(weights))),
                rounded(reached, SCALE),
                rounded(weights, SCALE),
                List.copyOf(parts));
    }

    private static List<Drops.Result> results(
            GradePlan.Category category, List<GradeColumn> columns, List<Cell> cells) {
        var results = new ArrayList<Drops.Result>();
        for (int i = 0; i < columns.size(); i++) {
            Cell cell = cells.get(i);
            if (cell.counts() && columns.get(i).category().equals(category)) {
                results.add(
                        new Drops.Result(
                                columns.get(i).id(),
                                cell.exact().orElse(BigFraction.ZERO),
                                Cell.fraction(cell.points())));
            }
        }
        return results;
    }

    private static Part part(
            GradePlan.Category category, List<Drops.Result> results, Drops.Kept kept) {
        var dropped = new HashSet<UUID>();
        results.forEach(one -> dropped.add(one.column()));
        kept.results().forEach(one -> dropped.remove(one.column()));
        return new Part(
                category,
                kept.ratio().map(Total::percent),
                rounded(kept.earned(), 4),
                rounded(kept.points(), 4),
                kept.results().size(),
                Set.copyOf(dropped));
    }

    private static BigDecimal percent(BigFraction ratio) {
        return rounded(ratio.multiply(100), SCALE);
    }

    static BigDecimal rounded(BigFraction exact, int scale) {
        return exact.bigDecimalValue(scale, RoundingMode.HALF_UP);
    }

    /// By column, whether it was dropped.
    public boolean drops(UUID column) {
        return parts.stream().anyMatch(part -> part.dropped().contains(column));
    }
}
