package ai.ecode.marking;

import ai.ecode.classroom.Submission;
import ai.ecode.grading.Grading;
import ai.ecode.grading.Scores;
import ai.ecode.grading.Visibility;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a submission is worth, by its tests and by what people said of them. It is reckoned anew whenever somebody who runs the
/// course looks; students see what was made of it when it was released.
///
/// @param score rounded half up to 4 decimals; empty while nobody and nothing has said one
/// @param points of a perfect submission
/// @param automatic what the tests alone say
/// @param testedAt when the tests ended; empty while they have not
/// @param whole what a person said in the place of the whole score
/// @param idle what a person said of tests that there are no longer: it changes nothing
/// @param criteria of the rubric
public record Mark(
        Submission submission,
        Optional<BigDecimal> score,
        BigDecimal points,
        Optional<BigDecimal> automatic,
        Optional<Instant> testedAt,
        List<Test> tests,
        Optional<ScoreOverride> whole,
        List<ScoreOverride> idle,
        List<Judged> criteria,
        List<Remark> comments) {

    private static final int SCALE = 4;

    public Mark {
        tests = List.copyOf(tests);
        idle = List.copyOf(idle);
        criteria = List.copyOf(criteria);
        comments = List.copyOf(comments);
    }

    /// @param said by a person; empty for what the test says
    public record Test(Scores.Test test, Optional<ScoreOverride> said) {

        /// What counts: of its weight, from 0 to 100.
        public int percent() {
            return said.flatMap(ScoreOverride::percent).orElse(test.percent());
        }

        /// Whether the test has come to say something else since a person said this.
        public boolean hasTurned() {
            return said.flatMap(ScoreOverride::instead)
                    .filter(then -> then.compareTo(BigDecimal.valueOf(test.percent())) != 0)
                    .isPresent();
        }
    }

    /// One criterion; empty until somebody judged it.
    public record Judged(Rubric.Criterion criterion, Optional<RubricChoice> choice) {

        public Optional<Rubric.Level> level() {
            return choice.flatMap(one -> criterion.level(one.level()));
        }
    }

    /// What the submissions to an assignment can earn.
    ///
    /// @param points of the assignment: for its tests, or where there are neither tests nor criteria for what a person says
    record Worth(int points, boolean hasTests, Rubric rubric) {

        BigDecimal all() {
            boolean counts = hasTests || rubric.criteria().isEmpty();
            return rubric.points().add(BigDecimal.valueOf(counts ? points : 0));
        }
    }

    /// @param tested empty for a submission that is not tested
    /// @param overrides of this submission, as the next two
    static Mark of(
            Submission submission,
            Worth worth,
            Optional<Scores.Tested> tested,
            List<ScoreOverride> overrides,
            List<RubricChoice> choices,
            List<Remark> comments) {
        Map<String, ScoreOverride> ofTests = new HashMap<>();
        Optional<ScoreOverride> whole = Optional.empty();
        for (ScoreOverride one : overrides) {
            if (one.test().isEmpty()) {
                whole = Optional.of(one);
            } else {
                ofTests.put(one.test().get(), one);
            }
        }
        var tests = new ArrayList<Test>();
        for (Scores.Test test : tested.map(Scores.Tested::tests).orElse(List.of())) {
            tests.add(new Test(test, Optional.ofNullable(ofTests.remove(test.name()))));
        }
        List<Judged> judged = judged(worth.rubric(), choices);
        return new Mark(
                submission,
                whole.flatMap(ScoreOverride::score)
                        .map(said -> said.min(worth.all()))
                        .or(() -> reckoned(worth, submission.lateOff(), tests, judged)),
                worth.all(),
                tested.map(Scores.Tested::grading).flatMap(Grading::score),
                tested.map(Scores.Tested::grading).flatMap(Grading::endedAt),
                tests,
                whole,
                List.copyOf(ofTests.values()),
                judged,
                comments);
    }

    static List<Judged> judged(Rubric rubric, List<RubricChoice> choices) {
        return rubric.criteria().stream()
                .map(criterion ->
                        new Judged(
                                criterion,
                                choices.stream()
                                        .filter(one -> one.criterion().equals(criterion.id()))
                                        .findFirst()))
                .toList();
    }

    /// What tests earned of their weights, 100 for each unit of weight that is earned in full.
    record Earned(long weight, long percents) {

        static final Earned NOTHING = new Earned(0, 0);

        /// With tests of that weight together, which all earned so many percent.
        Earned with(long weightOfMore, int percent) {
            return new Earned(weight + weightOfMore, percents + weightOfMore * percent);
        }

        Earned and(Earned more) {
            return new Earned(weight + more.weight, percents + more.percents);
        }

        static Earned by(List<Test> tests) {
            Earned earned = NOTHING;
            for (Test one : tests) {
                earned = earned.with(one.test().weight(), one.percent());
            }
            return earned;
        }
    }

    static Optional<BigDecimal> reckoned(
            Worth worth, int lateOff, List<Test> tests, List<Judged> criteria) {
        return reckoned(worth, lateOff, Earned.by(tests), criteria);
    }

    /// The part of the weights, of the points, and what was reached of the criteria, less what is taken off for being late: as
    /// one fraction that is rounded once. Empty until all tests have run and all criteria are judged.
    static Optional<BigDecimal> reckoned(
            Worth worth, int lateOff, Earned earned, List<Judged> criteria) {
        boolean needsTests = worth.hasTests() || criteria.isEmpty();
        boolean isJudged = criteria.stream().allMatch(one -> one.level().isPresent());
        if (!isJudged || (needsTests && earned.weight() == 0)) {
            return Optional.empty();
        }
        long ofWeights = Math.max(1, 100 * earned.weight());
        BigDecimal reached =
                criteria.stream()
                        .flatMap(one -> one.level().stream())
                        .map(Rubric.Level::points)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(
                BigDecimal.valueOf(earned.percents())
                        .multiply(BigDecimal.valueOf(worth.points()))
                        .add(reached.multiply(BigDecimal.valueOf(ofWeights)))
                        .multiply(BigDecimal.valueOf(100L - lateOff))
                        .divide(BigDecimal.valueOf(100L * ofWeights), SCALE, RoundingMode.HALF_UP));
    }

    /// Whether the tests have come to another score since a person said this one.
    public boolean hasTurned() {
        return whole.flatMap(ScoreOverride::instead)
                .filter(then -> automatic.filter(now -> now.compareTo(then) == 0).isEmpty())
                .isPresent();
    }

    /// What whoever submitted may see of it; empty while there is no score.
    Optional<ShownMark> shown() {
        return score.map(reached ->
                new ShownMark(
                        plain(reached),
                        plain(points),
                        whole.map(ScoreOverride::reason).orElse(null),
                        tests.stream()
                                .filter(one -> one.test().visibility() != Visibility.HIDDEN)
                                .map(one ->
                                        new ShownMark.Test(
                                                one.test().name(),
                                                one.test().weight(),
                                                one.percent(),
                                                one.said().map(ScoreOverride::reason).orElse(null),
                                                one.test().visibility() == Visibility.AFTER_DUE
                                                        ? true
                                                        : null))
                                .toList(),
                        criteria.stream().map(Mark::shown).toList(),
                        comments.stream()
                                .map(one ->
                                        new ShownMark.Remark(
                                                one.path().orElse(null),
                                                one.line().orElse(null),
                                                one.text(),
                                                one.by()))
                                .toList()));
    }

    private static ShownMark.Criterion shown(Judged judged) {
        return new ShownMark.Criterion(
                judged.criterion().title(),
                judged.level().map(Rubric.Level::title).orElse(null),
                judged.level().map(Rubric.Level::points).map(Mark::plain).orElse(null),
                plain(judged.criterion().points()),
                judged.choice().map(RubricChoice::note).filter(n -> !n.isEmpty()).orElse(null));
    }

    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
