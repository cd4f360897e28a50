package ai.ecode.marking;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The queue for those who judge by hand: of each student or group the last submission to an assignment, the one that waits longest
/// first. No two get the same.
@Stateless
public class Reviews {

    /// Of each student the last one, with who has it; not one's own.
    private static final String QUEUE =
            """
             from submissions s
             left join reviews r on r.submission = s.id
             left join enrolments e on e.course = ?2 and e.person = s.person
             where s.assignment = ?1 and (?4 = '' or e.section = ?4)
               and not exists (select 1 from submission_people own where own.submission = s.id and own.person = ?3)
               and exists (select 1 from submission_people p where p.submission = s.id
                   and not exists (select 1 from submissions n join submission_people np on np.submission = n.id
                       where n.assignment = s.assignment and np.person = p.person and n.attempt > s.attempt))
            """;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// The queue as somebody sees it.
    ///
    /// @param waiting for anybody
    /// @param held by others
    /// @param mine what the caller holds
    public record Queue(long waiting, long held, long done, Optional<Held> mine) {}

    public record Held(Submission submission, Instant until) {}

    /// @param section of the course; empty for all
    /// @throws ECodeException as [Assignments#enter]
    public Queue of(Caller caller, AssignmentId id, String section) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.GRADE);
        Object[] counts =
                (Object[])
                        query(
                                        "select count(*) filter (where r.done_at is null and (r.held_until is null or r.held_until <= now())),"
                                                + " count(*) filter (where r.held_until > now() and r.held_by <> ?3),"
                                                + " count(*) filter (where r.done_at is not null)"
                                                + QUEUE,
                                        caller,
                                        given,
                                        section)
                                .getSingleResult();
        return new Queue(
                ((Number) counts[0]).longValue(),
                ((Number) counts[1]).longValue(),
                ((Number) counts[2]).longValue(),
                mine(caller, id));
    }

    private Optional<Held> mine(Caller caller, AssignmentId id) {
        Instant now = clock.instant();
        return entities.createQuery(
                        "select r from Review r where r.assignment = :assignment and r.heldBy = :who and r.heldUntil > :now"
                                + " order by r.heldUntil desc",
                        Review.class)
                .setParameter("assignment", id.value())
                .setParameter("who", caller.user().value())
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .flatMap(review ->
                        review.heldUntil(now)
                                .map(until ->
                                        new Held(submissions.require(review.submission()), until)));
    }

    private jakarta.persistence.Query query(
            String sql, Caller caller, Assignments.Given given, String section) {
        return entities.createNativeQuery(sql)
                .setParameter(1, given.assignment().id().value())
                .setParameter(2, given.assignment().course().value())
                .setParameter(3, caller.user().value())
                .setParameter(4, section);
    }

    /// Gives the caller what waits longest, or again what they hold; nothing when nothing waits.
    ///
    /// @throws ECodeException as [Assignments#grade]
    public Queue next(Caller caller, AssignmentId id, String section) {
        Assignments.Given given = assignments.grade(caller, id);
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('reviews'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        if (mine(caller, id).isEmpty()) {
            List<?> found =
                    query(
                                    "select s.id"
                                            + QUEUE
                                            + " and r.done_at is null and (r.held_until is null or r.held_until <= now())"
                                            + " order by s.received_at, s.id limit 1",
                                    caller,
                                    given,
                                    section)
                            .getResultList();
            found.stream()
                    .findFirst()
                    .map(one -> submissions.require(new SubmissionId((UUID) one)))
                    .ifPresent(submission -> review(submission).hold(caller, clock.instant()));
            entities.flush();
        }
        return of(caller, id, section);
    }

    /// What somebody does with a submission that they judge.
    public enum Turn {
        /// Takes it, or keeps it for longer.
        HOLD,
        GIVE_BACK,
        FINISH
    }

    /// @throws ECodeException as [Assignments#grade]; `CONFLICT` while somebody else holds it
    public void turn(Caller caller, SubmissionId id, Turn turn) {
        Submission submission = submissions.enter(caller, id);
        assignments.grade(caller, submission.assignment());
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('marking'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        Review review = review(submission);
        Instant now = clock.instant();
        switch (turn) {
            case HOLD -> {
                Map<String, Object> done = review.described();
                review.hold(caller, now);
                if (!done.isEmpty()) {
                    trail.record(
                            Deed.done(caller, "submission.reopen", Marks.object(id))
                                    .changing(done, null));
                }
            }
            case GIVE_BACK -> review.giveBack(caller, now);
            case FINISH -> {
                Map<String, Object> before = review.described();
                review.finish(caller, now);
                trail.record(
                        Deed.done(caller, "submission.finish", Marks.object(id))
                                .changing(before.isEmpty() ? null : before, review.described()));
            }
        }
        entities.flush();
    }

    private Review review(Submission submission) {
        Review present = entities.find(Review.class, submission.id().value());
        if (present != null) {
            return present;
        }
        var review = new Review(submission);
        entities.persist(review);
        return review;
    }
}
