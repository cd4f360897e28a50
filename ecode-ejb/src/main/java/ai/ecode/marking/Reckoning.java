package ai.ecode.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.grading.Scores;
import ai.ecode.grading.TestSuites;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes marks of what tests and people said, for one submission or all of an assignment. It asks the database as often for
/// one as for all, and does not ask who wants them.
@ApplicationScoped
public class Reckoning {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Scores scores;
    @Inject private TestSuites suites;

    public Mark of(Submission submission) {
        SubmissionId id = submission.id();
        return new Sources(
                        worth(submission.assignment()),
                        scores.of(id).map(one -> Map.of(id, one)).orElse(Map.of()),
                        said(
                                ScoreOverride.class,
                                "submission",
                                id.value(),
                                ScoreOverride::submission),
                        said(
                                RubricChoice.class,
                                "submission",
                                id.value(),
                                RubricChoice::submission),
                        said(Remark.class, "submission", id.value(), Remark::submission))
                .mark(submission);
    }

    public List<Mark> all(AssignmentId id) {
        var sources =
                new Sources(
                        worth(id),
                        scores.of(id),
                        said(
                                ScoreOverride.class,
                                "assignment",
                                id.value(),
                                ScoreOverride::submission),
                        said(
                                RubricChoice.class,
                                "assignment",
                                id.value(),
                                RubricChoice::submission),
                        said(Remark.class, "assignment", id.value(), Remark::submission));
        return submissions.to(id).stream().map(sources::mark).toList();
    }

    private Mark.Worth worth(AssignmentId id) {
        return new Mark.Worth(
                assignments.require(id).plan().points(), suites.find(id).isPresent(), rubric(id));
    }

    /// [Rubric#NONE] where there is none.
    public Rubric rubric(AssignmentId id) {
        return Optional.ofNullable(entities.find(RubricSheet.class, id.value()))
                .map(RubricSheet::rubric)
                .orElse(Rubric.NONE);
    }

    private <T> Map<SubmissionId, List<T>> said(
            Class<T> what, String whose, UUID id, Function<T, SubmissionId> submission) {
        return entities.createQuery(
                        "select one from %s one where one.%s = :id order by one.at, one.id"
                                .formatted(what.getSimpleName(), whose),
                        what)
                .setParameter("id", id)
                .getResultStream()
                .collect(Collectors.groupingBy(submission));
    }

    private record Sources(
            Mark.Worth worth,
            Map<SubmissionId, Scores.Tested> tested,
            Map<SubmissionId, List<ScoreOverride>> overrides,
            Map<SubmissionId, List<RubricChoice>> choices,
            Map<SubmissionId, List<Remark>> comments) {

        Mark mark(Submission submission) {
            SubmissionId id = submission.id();
            return Mark.of(
                    submission,
                    worth,
                    Optional.ofNullable(tested.get(id)),
                    overrides.getOrDefault(id, List.of()),
                    choices.getOrDefault(id, List.of()),
                    comments.getOrDefault(id, List.of()));
        }
    }
}
