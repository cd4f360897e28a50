package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Enrolment;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What students object to in their scores, and what is answered.
@Stateless
public class Complaints {

    /// Of one submission: who still objects after so many answers speaks with a person.
    static final int MOST = 10;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Judging judging;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<ComplaintMade> made;
    @Inject private Event<ComplaintAnswered> answered;

    /// A complaint with what it is about.
    public record About(Complaint complaint, Submission submission) {}

    /// The open ones first, then the newest: the caller's own, or for those who run the course everybody's.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Page<About> of(Caller caller, AssignmentId id, PageRequest page) {
        boolean all = assignments.enter(caller, id, CourseRight.ATTEND).place().isOfTheStaff();
        String which =
                " from Complaint c, Submission s where s.id = c.submission and c.assignment = :assignment"
                        + (all
                                ? ""
                                : " and exists (select p.id from SubmissionPerson p where p.submission = s and p.person = :person)");
        var list =
                entities.createQuery(
                                "select c, s"
                                        + which
                                        + " order by case when c.answer is null then 0 else 1 end, c.madeAt desc, c.id",
                                Object[].class)
                        .setParameter("assignment", id.value());
        var count =
                entities.createQuery("select count(c)" + which, Long.class)
                        .setParameter("assignment", id.value());
        if (!all) {
            list.setParameter("person", caller.user().value());
            count.setParameter("person", caller.user().value());
        }
        return new Page<>(
                list.setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultStream()
                        .map(row -> new About((Complaint) row[0], (Submission) row[1]))
                        .toList(),
                page.page(),
                page.size(),
                count.getSingleResult());
    }

    /// Objects to the released score of one's own submission.
    ///
    /// @param id of the assignment
    /// @throws ECodeException `NOT_FOUND` for that of somebody else, or to another assignment; `CONFLICT` before a release, while an earlier one is open,
    ///     or after too many
    public About complain(Caller caller, AssignmentId assignmentId, SubmissionId id, String text) {
        Submission submission = submissions.enter(caller, id);
        if (!submission.people().contains(caller.user())
                || !submission.assignment().equals(assignmentId)) {
            throw ECodeException.notFound("The submission");
        }
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('marking'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        Assignments.Given given =
                assignments.enter(caller, submission.assignment(), CourseRight.ATTEND);
        given.place().course().requireOpen();
        Assignment assignment = given.assignment();
        requirePossible(id);
        var complaint = new Complaint(caller.user(), submission, text, clock.instant());
        entities.persist(complaint);
        entities.flush();
        trail.record(
                Deed.done(caller, "complaint.make", Marks.object(id))
                        .changing(null, Map.of("text", complaint.text())));
        made.fire(new ComplaintMade(complaint, submission, assignment, staff(assignment)));
        return new About(complaint, submission);
    }

    private void requirePossible(SubmissionId id) {
        if (judging.released(id).isEmpty()) {
            throw new ECodeException(
                    CONFLICT, "Your score is not released yet: there is nothing to object to.");
        }
        var present =
                entities.createQuery(
                                "select c from Complaint c where c.submission = :submission",
                                Complaint.class)
                        .setParameter("submission", id.value())
                        .getResultList();
        if (present.stream().anyMatch(one -> one.answer().isEmpty())) {
            throw new ECodeException(
                    CONFLICT, "What you said before is not answered yet. Nothing was changed.");
        }
        if (present.size() >= MOST) {
            throw new ECodeException(
                    CONFLICT,
                    "You have objected %d times to this score. Speak with your teacher."
                            .formatted(MOST));
        }
    }

    private Set<UserId> staff(Assignment assignment) {
        return entities.createQuery(
                        "select e from Enrolment e where e.course = :course and e.role <> :student and e.person is not null",
                        Enrolment.class)
                .setParameter("course", assignment.course().value())
                .setParameter("student", CourseRole.STUDENT)
                .getResultStream()
                .flatMap(one -> one.person().stream())
                .collect(Collectors.toSet());
    }

    /// @throws ECodeException `NOT_FOUND`, also for whoever only takes part in the course; `CONFLICT` when it was answered
    public About answer(Caller caller, UUID id, String text) {
        Complaint complaint =
                Optional.ofNullable(entities.find(Complaint.class, id))
                        .orElseThrow(() -> ECodeException.notFound("The complaint"));
        Submission submission = submissions.enter(caller, complaint.submission());
        Assignments.Given given = assignments.grade(caller, complaint.assignment());
        Judging.requireOther(caller, submission, given.place());
        Assignment assignment = given.assignment();
        complaint.answer(caller, text, clock.instant());
        entities.flush();
        trail.record(
                Deed.done(caller, "complaint.answer", Marks.object(complaint.submission()))
                        .changing(
                                Map.of("text", complaint.text()),
                                Map.of(
                                        "text",
                                        complaint.text(),
                                        "answer",
                                        complaint.answer().orElse(""))));
        answered.fire(new ComplaintAnswered(caller, complaint, assignment));
        return new About(complaint, submission);
    }
}
