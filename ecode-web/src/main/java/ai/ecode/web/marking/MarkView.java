package ai.ecode.web.marking;

import ai.ecode.marking.Mark;
import ai.ecode.marking.Marks;
import ai.ecode.marking.ReleasedMark;
import ai.ecode.marking.Remark;
import ai.ecode.marking.RubricChoice;
import ai.ecode.marking.ScoreOverride;
import ai.ecode.marking.ShownMark;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a submission is worth now, for those who run the course.
@Schema(name = "Mark")
public record MarkView(
        UUID submission,
        @Schema(
                        description =
                                "By the tests, and by what people said; absent while there is none",
                        examples = "7.5")
                @Nullable BigDecimal score,
        @Schema(description = "What a perfect submission is worth", examples = "10")
                BigDecimal points,
        @Schema(description = "What the tests alone say") @Nullable BigDecimal automatic,
        List<TestView> tests,
        @Schema(description = "What a person said in the place of the whole score")
                @Nullable OverrideView override,
        @Schema(description = "What was said of tests that there are no longer: it changes nothing")
                List<OverrideView> idle,
        @Schema(description = "The criteria of the rubric") List<JudgedView> criteria,
        List<CommentView> comments,
        @Schema(description = "What the student is shown; absent before a release")
                @Nullable ReleasedMarkView released,
        @Schema(description = "Whether releasing would show the student something else")
                boolean news) {

    /// One test, with what counts of it.
    @Schema(name = "MarkedTest")
    public record TestView(
            String name,
            @Schema(enumeration = {"public", "after-due", "hidden"}) String visibility,
            int weight,
            @Schema(description = "What the test says of its weight") int automatic,
            @Schema(description = "What counts of its weight") int percent,
            @Nullable OverrideView override) {

        static TestView of(Mark.Test test) {
            return new TestView(
                    test.test().name(),
                    test.test().visibility().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    test.test().weight(),
                    test.test().percent(),
                    test.percent(),
                    test.said().map(one -> OverrideView.of(one, test.hasTurned())).orElse(null));
        }
    }

    /// What a person said.
    @Schema(name = "ScoreOverride")
    public record OverrideView(
            UUID id,
            @Schema(description = "Absent for the whole score") @Nullable String test,
            @Nullable Integer percent,
            @Nullable BigDecimal score,
            String reason,
            @Schema(description = "User name") String by,
            Instant at,
            @Schema(description = "Whether the tests have come to say something else since")
                    boolean turned) {

        static OverrideView of(ScoreOverride said, boolean turned) {
            return new OverrideView(
                    said.id(),
                    said.test().orElse(null),
                    said.percent().orElse(null),
                    said.score().map(MarkView::plain).orElse(null),
                    said.reason(),
                    said.by(),
                    said.at(),
                    turned);
        }
    }

    /// How a submission was judged by one criterion.
    @Schema(name = "JudgedCriterion")
    public record JudgedView(
            @Schema(description = "As in the rubric") UUID criterion,
            @Schema(description = "What was reached; absent until it is judged")
                    @Nullable UUID level,
            @Nullable String note,
            @Schema(description = "User name") @Nullable String by) {

        static JudgedView of(Mark.Judged judged) {
            return new JudgedView(
                    judged.criterion().id(),
                    judged.choice().map(RubricChoice::level).orElse(null),
                    judged.choice().map(RubricChoice::note).orElse(null),
                    judged.choice().map(RubricChoice::by).orElse(null));
        }
    }

    /// What somebody says of a line, or of all of it.
    @Schema(name = "SubmissionComment")
    public record CommentView(
            UUID id,
            @Schema(description = "Absent for all of the submission") @Nullable String path,
            @Schema(description = "From 1") @Nullable Integer line,
            String text,
            @Schema(description = "User name") String by,
            Instant at) {

        static CommentView of(Remark comment) {
            return new CommentView(
                    comment.id(),
                    comment.path().orElse(null),
                    comment.line().orElse(null),
                    comment.text(),
                    comment.by(),
                    comment.at());
        }
    }

    static MarkView of(Marks.Seen seen) {
        Mark mark = seen.mark();
        return new MarkView(
                mark.submission().id().value(),
                mark.score().map(MarkView::plain).orElse(null),
                plain(mark.points()),
                mark.automatic().map(MarkView::plain).orElse(null),
                mark.tests().stream().map(TestView::of).toList(),
                mark.whole().map(one -> OverrideView.of(one, mark.hasTurned())).orElse(null),
                mark.idle().stream().map(one -> OverrideView.of(one, true)).toList(),
                mark.criteria().stream().map(JudgedView::of).toList(),
                mark.comments().stream().map(CommentView::of).toList(),
                seen.released().map(ReleasedMarkView::of).orElse(null),
                seen.isNews());
    }

    /// As people write it: 10 and not 1E+1.
    static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    /// What a student is shown since it was released.
    @Schema(name = "ReleasedMark")
    public record ReleasedMarkView(
            UUID submission,
            @Schema(examples = "7.5") BigDecimal score,
            @Schema(examples = "10") BigDecimal points,
            @Schema(description = "Why a person said this score; absent when it was reckoned")
                    @Nullable String reason,
            @Schema(description = "Those that the student sees by now")
                    List<ReleasedTestView> tests,
            @Schema(description = "Of the rubric") List<ReleasedCriterionView> criteria,
            List<ReleasedCommentView> comments,
            Instant releasedAt) {

        /// All of it.
        static ReleasedMarkView of(ReleasedMark released) {
            return of(released, released.mark());
        }

        static ReleasedMarkView of(ReleasedMark released, ShownMark mark) {
            return new ReleasedMarkView(
                    released.submission().value(),
                    plain(mark.score()),
                    plain(mark.points()),
                    mark.reason(),
                    mark.tests().stream()
                            .map(one ->
                                    new ReleasedTestView(
                                            one.name(), one.weight(), one.percent(), one.reason()))
                            .toList(),
                    mark.criteria().stream()
                            .map(one ->
                                    new ReleasedCriterionView(
                                            one.title(),
                                            one.level(),
                                            one.points(),
                                            one.best(),
                                            one.note()))
                            .toList(),
                    mark.comments().stream()
                            .map(one ->
                                    new ReleasedCommentView(
                                            one.path(), one.line(), one.text(), one.by()))
                            .toList(),
                    released.releasedAt());
        }
    }

    /// One criterion as it was judged.
    @Schema(name = "ReleasedCriterion")
    public record ReleasedCriterionView(
            String title,
            @Schema(description = "What was reached; absent where it was not judged")
                    @Nullable String level,
            @Nullable BigDecimal points,
            @Schema(description = "What the best level is worth") BigDecimal best,
            @Nullable String note) {}

    /// What somebody said.
    @Schema(name = "ReleasedComment")
    public record ReleasedCommentView(
            @Schema(description = "Absent for all of the submission") @Nullable String path,
            @Schema(description = "From 1") @Nullable Integer line,
            String text,
            @Schema(description = "User name") String by) {}

    /// One test as it counts.
    @Schema(name = "ReleasedTest")
    public record ReleasedTestView(
            String name,
            int weight,
            @Schema(description = "What counts of its weight") int percent,
            @Schema(description = "Why a person said that; absent when the test did")
                    @Nullable String reason) {}
}
