package ai.ecode.gradebook;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.Counting;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.marking.CourseScores;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/// Says where somebody stands with a column. What a teacher says goes before a score, and a score before being missing.
final class Cells {

    private Cells() {}

    /// @param isOver whether nothing handed in means missing
    /// @param missingAsZero whether that counts
    /// @param shown whether only what is released is known
    record Rules(boolean isOver, boolean missingAsZero, boolean shown) {}

    /// A score of somebody, of so many points.
    private record Scored(
            BigFraction score, BigFraction points, Optional<SubmissionId> submission) {}

    /// @param attempts in their order
    static Cell of(
            GradeColumn column,
            List<CourseScores.Reached> attempts,
            Optional<ItemScore> typed,
            Optional<CellRuling> ruling,
            Rules rules) {
        Optional<Scored> scored =
                column.isItem() ? typed(column, typed, rules) : counting(column, attempts, rules);
        Cell.State state = state(column, attempts, scored, ruling, rules);
        boolean isScored = state == Cell.State.SCORED;
        BigDecimal points =
                scored.filter(_ -> isScored)
                        .map(one -> Total.rounded(one.points(), 4))
                        .orElse(column.points());
        return new Cell(
                state,
                scored.filter(_ -> isScored).map(Scored::score),
                points,
                points.signum() > 0
                        && (isScored
                                || (state == Cell.State.MISSING
                                        && (rules.missingAsZero() || ruling.isPresent()))),
                attempts.size(),
                (int) attempts.stream().filter(one -> score(one, rules).isEmpty()).count(),
                !attempts.isEmpty() && attempts.getLast().lateOff() > 0,
                attempts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(attempts.getLast().receivedAt()),
                scored.flatMap(Scored::submission)
                        .or(() ->
                                attempts.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(attempts.getLast().submission())),
                ruling);
    }

    private static Cell.State state(
            GradeColumn column,
            List<CourseScores.Reached> attempts,
            Optional<Scored> scored,
            Optional<CellRuling> ruling,
            Rules rules) {
        if (ruling.isPresent()) {
            return switch (ruling.get().kind()) {
                case EXCUSED -> Cell.State.EXCUSED;
                case MISSING -> Cell.State.MISSING;
            };
        }
        if (scored.isPresent()) {
            return Cell.State.SCORED;
        }
        if (column.isItem() || !attempts.isEmpty()) {
            return Cell.State.UNGRADED;
        }
        return rules.isOver() ? Cell.State.MISSING : Cell.State.NOT_DUE;
    }

    private static Optional<Scored> typed(
            GradeColumn column, Optional<ItemScore> typed, Rules rules) {
        return typed.flatMap(rules.shown() ? ItemScore::shown : ItemScore::score)
                .map(score ->
                        new Scored(
                                Cell.fraction(score),
                                Cell.fraction(
                                        rules.shown()
                                                ? typed.flatMap(ItemScore::shownOf)
                                                        .orElse(column.points())
                                                : column.points()),
                                Optional.empty()));
    }

    private static Optional<Scored> score(CourseScores.Reached one, Rules rules) {
        Optional<SubmissionId> submission = Optional.of(one.submission());
        return rules.shown()
                ? one.shown()
                        .map(shown ->
                                new Scored(
                                        Cell.fraction(shown.score()),
                                        Cell.fraction(shown.points()),
                                        submission))
                : one.score()
                        .map(score ->
                                new Scored(Cell.fraction(score), BigFraction.ZERO, submission));
    }

    /// Of what has a score: the best, the first of equal ones; the last; or the mean. While the last has none, nothing counts
    /// where the last does; of what is released the last that is.
    private static Optional<Scored> counting(
            GradeColumn column, List<CourseScores.Reached> attempts, Rules rules) {
        List<Scored> scored =
                attempts.stream()
                        .flatMap(one -> score(one, rules).stream())
                        .map(one ->
                                rules.shown()
                                        ? one
                                        : new Scored(
                                                one.score(),
                                                Cell.fraction(column.points()),
                                                one.submission()))
                        .toList();
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        Counting counting =
                column.assignment()
                        .map(Assignment::plan)
                        .map(plan -> plan.counting())
                        .orElse(Counting.LAST);
        return switch (counting) {
            case BEST ->
                    scored.stream()
                            .sorted(Comparator.comparing(Scored::score).reversed())
                            .findFirst();
            case LAST ->
                    rules.shown() || score(attempts.getLast(), rules).isPresent()
                            ? Optional.of(scored.getLast())
                            : Optional.empty();
            case MEAN ->
                    Optional.of(
                            new Scored(
                                    mean(scored.stream().map(Scored::score).toList()),
                                    mean(scored.stream().map(Scored::points).toList()),
                                    scored.getLast().submission()));
        };
    }

    private static BigFraction mean(List<BigFraction> all) {
        return all.stream().reduce(BigFraction.ZERO, BigFraction::add).divide(all.size());
    }
}
