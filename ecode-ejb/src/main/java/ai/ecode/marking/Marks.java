package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Extensions;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What submissions are worth, and what people say of that beside the tests. All of it is for those who run the course.
@Stateless
public class Marks {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Extensions extensions;
    @Inject private Reckoning reckoning;
    @Inject private Judging judging;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// A mark, and what its student is shown.
    ///
    /// @param isNews whether releasing would show the student something else than they see now
    public record Seen(Mark mark, Optional<ReleasedMark> released, boolean isNews) {}

    /// @throws ECodeException `NOT_FOUND`; `FORBIDDEN` for whoever submitted it
    public Seen of(Caller caller, SubmissionId id) {
        Submission submission = submissions.enter(caller, id);
        assignments.enter(caller, submission.assignment(), CourseRight.GRADE);
        return judging.seen(submission);
    }

    /// Of the submissions to an assignment, newest first.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Page<Mark> all(Caller caller, AssignmentId id, PageRequest page) {
        assignments.enter(caller, id, CourseRight.GRADE);
        List<Mark> all = reckoning.all(id).reversed();
        return new Page<>(
                all.stream().skip(page.offset()).limit(page.size()).toList(),
                page.page(),
                page.size(),
                all.size());
    }

    static boolean isNews(Mark mark, Optional<ReleasedMark> released) {
        return mark.shown()
                .filter(shown -> released.filter(one -> one.shows(shown)).isEmpty())
                .isPresent();
    }

    /// What was released, as its student sees it.
    public record Shown(ReleasedMark released, ShownMark mark) {}

    /// What the student is shown since it was released: their own, or any for those who run the course.
    ///
    /// @throws ECodeException `NOT_FOUND`, also while nothing was released
    public Shown shown(Caller caller, SubmissionId id) {
        Submission submission = submissions.enter(caller, id);
        ReleasedMark released =
                judging.released(id).orElseThrow(() -> ECodeException.notFound("A released score"));
        boolean isOverdue =
                extensions.isOverdue(
                        assignments.require(submission.assignment()),
                        submission.people().contains(caller.user())
                                ? caller.user()
                                : submission.person());
        return new Shown(released, released.mark().asSeen(isOverdue));
    }

    /// Says something in the place of one test, or of the whole score. Students see it when it is released.
    ///
    /// @throws ECodeException as [Assignments#grade]; `MALFORMED_REQUEST` for a test that the submission was not tested with, or
    ///     too many points
    public Seen say(Caller caller, SubmissionId id, ScoreOverride.Terms terms) {
        Submission submission = judging.enter(caller, id);
        Mark mark = reckoning.of(submission);
        terms.requireWithin(mark.points());
        Optional<ScoreOverride> present = find(mark, terms.test());
        Map<String, Object> before =
                present.map(ScoreOverride::described).orElse(unsaid(mark, terms.test()));
        ScoreOverride said = present.orElseGet(() -> new ScoreOverride(submission, terms.test()));
        said.say(terms, automatic(mark, terms.test()), caller, clock.instant());
        if (present.isEmpty()) {
            entities.persist(said);
        }
        entities.flush();
        trail.record(
                Deed.done(caller, "score.override", object(id)).changing(before, said.described()));
        return judging.seen(submission);
    }

    /// The tests count again.
    ///
    /// @throws ECodeException as [Assignments#grade]; `NOT_FOUND`
    public Seen takeBack(Caller caller, SubmissionId id, UUID override) {
        Submission submission = judging.enter(caller, id);
        ScoreOverride said =
                Optional.ofNullable(entities.find(ScoreOverride.class, override))
                        .filter(one -> one.submission().equals(id))
                        .orElseThrow(() -> ECodeException.notFound("What was said"));
        entities.remove(said);
        entities.flush();
        Seen seen = judging.seen(submission);
        trail.record(
                Deed.done(caller, "score.restore", object(id))
                        .changing(said.described(), unsaid(seen.mark(), said.test().orElse(null))));
        return seen;
    }

    private static Optional<ScoreOverride> find(Mark mark, @Nullable String test) {
        return test == null ? mark.whole() : test(mark, test).said();
    }

    private static Mark.Test test(Mark mark, String name) {
        return mark.tests().stream()
                .filter(one -> one.test().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                        MALFORMED_REQUEST,
                                        "This submission was not tested with “%s”. Nothing was changed."
                                                .formatted(name))
                                .with("field", "test"));
    }

    private static @Nullable BigDecimal automatic(Mark mark, @Nullable String test) {
        return test == null
                ? mark.automatic().orElse(null)
                : BigDecimal.valueOf(test(mark, test).test().percent());
    }

    /// For the ledger: what holds without a person saying anything.
    private static @Nullable Map<String, Object> unsaid(Mark mark, @Nullable String test) {
        if (test != null) {
            return mark.tests().stream()
                    .filter(one -> one.test().name().equals(test))
                    .findFirst()
                    .<Map<String, Object>>map(
                            one -> Map.of("test", test, "percent", one.test().percent()))
                    .orElse(null);
        }
        return mark.automatic()
                .<Map<String, Object>>map(score -> Map.of("score", score.toPlainString()))
                .orElse(null);
    }

    static String object(SubmissionId id) {
        return "submission:" + id;
    }
}
