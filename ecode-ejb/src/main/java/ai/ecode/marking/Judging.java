package ai.ecode.marking;

import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;

/// What all have in common who say something of a submission: called inside of a transaction.
@ApplicationScoped
public class Judging {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Reckoning reckoning;
    @Inject private Clock clock;

    /// The submission, for somebody who may judge it. Two who judge the same one do so one after the other.
    ///
    /// @throws ECodeException as [Assignments#grade]; `FORBIDDEN` for one's own; `CONFLICT` while somebody else judges it
    public Submission enter(Caller caller, SubmissionId id) {
        Submission submission = submissions.enter(caller, id);
        requireOther(
                caller, submission, assignments.grade(caller, submission.assignment()).place());
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('marking'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        Review review = entities.find(Review.class, id.value());
        if (review != null) {
            review.touch(caller, clock.instant());
        }
        return submission;
    }

    /// A teacher may try out everything, and answers for it in the ledger.
    ///
    /// @throws ECodeException `FORBIDDEN` for an assistant's own work
    static void requireOther(Caller caller, Submission submission, Courses.Place place) {
        boolean isTeacher = place.role().filter(CourseRole.TEACHER::equals).isPresent();
        if (!isTeacher && submission.people().contains(caller.user())) {
            throw new ECodeException(
                    ErrorCode.FORBIDDEN,
                    "This is your own work: somebody else judges it. Nothing was changed.");
        }
    }

    /// Its mark as it is now.
    public Marks.Seen seen(Submission submission) {
        Mark mark = reckoning.of(submission);
        Optional<ReleasedMark> released = released(submission.id());
        return new Marks.Seen(mark, released, Marks.isNews(mark, released));
    }

    public Optional<ReleasedMark> released(SubmissionId id) {
        return Optional.ofNullable(entities.find(ReleasedMark.class, id.value()));
    }
}
