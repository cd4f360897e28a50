package ai.ecode.regrading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submission;
import ai.ecode.files.ContentHash;
import ai.ecode.grading.GradingWorkers;
import ai.ecode.grading.Gradings;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestSuites;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Testing all submissions to an assignment again, for teachers; assistants look on. [RegradeWork] is the side of the job.
@Stateless
public class Regrades {

    /// So many are tested again at once, and taken over in one transaction.
    static final int MOST = 10_000;

    private static final int PART = 25;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private TestSuites suites;
    @Inject private Gradings gradings;
    @Inject private GradingWorkers workers;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// How far a regrade is.
    ///
    /// @param tested of all
    /// @param untested those that could not be tested, and keep what they have
    /// @param changed those whose score or tests would change
    /// @param better those whose score would be higher, or is the first
    /// @param waits whether it lets submissions of students go first
    public record Progress(
            Regrade regrade,
            long all,
            long tested,
            long untested,
            long changed,
            long better,
            long worse,
            boolean waits) {}

    /// A submission with what came of it.
    public record Change(RegradedSubmission regraded, Submission submission) {}

    /// Begins to test all submissions that were tested, or were made before there were tests, with the tests as they are now.
    ///
    /// @throws ECodeException as [Assignments#teach]; `CONFLICT` without tests, without submissions, with too many, or while another
    ///     is open
    public Progress start(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.teach(caller, id);
        SuitePlan suite =
                suites.find(id)
                        .orElseThrow(() ->
                                new ECodeException(CONFLICT, "This assignment has no tests."));
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('regrades'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        requireNoneOpen(id);
        var regrade =
                new Regrade(
                        caller,
                        given.assignment(),
                        suite.digest(),
                        workers.workers(),
                        clock.instant());
        entities.persist(regrade);
        entities.flush();
        int submissions = addSubmissions(regrade);
        if (submissions == 0) {
            throw new ECodeException(CONFLICT, "There is nothing to test again.");
        }
        if (submissions > MOST) {
            throw new ECodeException(
                    CONFLICT,
                    "These are %d submissions; at most %d are tested again at once. Nothing was changed."
                            .formatted(submissions, MOST));
        }
        trail.record(
                deed(caller, "regrade.start", regrade)
                        .changing(
                                null,
                                Map.of("submissions", submissions, "suite", regrade.suite())));
        return progress(regrade);
    }

    private void requireNoneOpen(AssignmentId id) {
        latest(id)
                .filter(one -> one.state().isOpen())
                .ifPresent(one -> {
                    throw new ECodeException(
                                    CONFLICT,
                                    "%s began to test all of them again already. Take that over, or cancel it, first."
                                            .formatted(one.startedByName()))
                            .with("regrade", one.id().toString());
                });
    }

    private int addSubmissions(Regrade regrade) {
        return entities.createNativeQuery(
                        """
                        insert into regraded_submissions (id, regrade, ordinal, submission, state)
                        select gen_random_uuid(), ?1, row_number() over (order by s.received_at, s.id), s.id, 'WAITING'
                        from submissions s left join gradings g on g.submission = s.id
                        where s.assignment = ?2 and (g.submission is null or g.state = 'DONE')
                        """)
                .setParameter(1, regrade.id().value())
                .setParameter(2, regrade.assignment().value())
                .executeUpdate();
    }

    /// The last one of an assignment, for those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before there was one
    public Progress of(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return latest(id)
                .map(this::progress)
                .orElseThrow(() -> ECodeException.notFound("A regrade"));
    }

    private Optional<Regrade> latest(AssignmentId id) {
        return entities.createQuery(
                        "select r from Regrade r where r.assignment = :assignment order by r.startedAt desc, r.id",
                        Regrade.class)
                .setParameter("assignment", id.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// @throws ECodeException `NOT_FOUND`
    public Progress of(Caller caller, RegradeId id) {
        return progress(find(caller, id));
    }

    /// For those who run the course; for everybody else it does not exist.
    private Regrade find(Caller caller, RegradeId id) {
        Regrade regrade =
                Optional.ofNullable(entities.find(Regrade.class, id.value()))
                        .orElseThrow(Regrades::unknown);
        try {
            assignments.enter(caller, regrade.assignment(), CourseRight.GRADE);
            return regrade;
        } catch (ECodeException refused) {
            throw unknown();
        }
    }

    private static ECodeException unknown() {
        return ECodeException.notFound("The regrade");
    }

    /// How far one is, without asking who wants to know.
    public Progress progress(Regrade regrade) {
        Object[] row =
                (Object[])
                        entities.createNativeQuery(
                                        """
                                        select count(*),
                                            count(*) filter (where state <> 'WAITING'),
                                            count(*) filter (where state in ('HELD', 'FAILED')),
                                            count(*) filter (where changed),
                                            count(*) filter (where score_after > score_before or (score_after is not null and score_before is null)),
                                            count(*) filter (where score_after < score_before)
                                        from regraded_submissions where regrade = ?1
                                        """)
                                .setParameter(1, regrade.id().value())
                                .getSingleResult();
        return new Progress(
                regrade,
                number(row[0]),
                number(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4]),
                number(row[5]),
                regrade.state() == Regrade.State.RUNNING && gradings.someoneWaits());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /// Whose score or tests would change, or did; before them those that could not be tested. For those who run the course.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Page<Change> changes(Caller caller, RegradeId id, PageRequest page) {
        find(caller, id);
        String which =
                " from RegradedSubmission r, Submission s where s.id = r.submission and r.regrade = :regrade"
                        + " and (r.changed = true or r.why is not null)";
        List<Change> items =
                entities.createQuery(
                                "select r, s"
                                        + which
                                        + " order by case when r.why is null then 1 else 0 end, r.ordinal",
                                Object[].class)
                        .setParameter("regrade", id.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultStream()
                        .map(row -> new Change((RegradedSubmission) row[0], (Submission) row[1]))
                        .toList();
        long total =
                entities.createQuery("select count(r)" + which, Long.class)
                        .setParameter("regrade", id.value())
                        .getSingleResult();
        return new Page<>(items, page.page(), page.size(), total);
    }

    /// What is being tested ends; then nothing is, until it is resumed.
    ///
    /// @throws ECodeException `NOT_FOUND`; `FORBIDDEN` for assistants; `CONFLICT` when all were tested
    public Progress pause(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.pause();
        trail.record(deed(caller, "regrade.pause", regrade));
        return progress(regrade);
    }

    /// @throws ECodeException as [#pause]
    public Progress resume(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.resume();
        trail.record(deed(caller, "regrade.resume", regrade));
        return progress(regrade);
    }

    /// Throws away what came of it.
    ///
    /// @throws ECodeException as [#pause]; `CONFLICT` when it was taken over
    public Progress cancel(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.cancel(caller, clock.instant());
        entities.flush();
        entities.createNativeQuery(
                        "update regraded_submissions set results = null where regrade = ?1")
                .setParameter(1, id.value())
                .executeUpdate();
        trail.record(deed(caller, "regrade.cancel", regrade));
        return progress(regrade);
    }

    /// Puts the new scores in the place of the old ones, all of them or none. What people said of scores stays, and so does
    /// what students were shown, until it is released again.
    ///
    /// @throws ECodeException as [#pause]; `CONFLICT` when not all were tested, or the tests were changed since
    public Progress apply(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.apply(caller, clock.instant());
        SuitePlan suite =
                suites.find(regrade.assignment())
                        .filter(plan -> plan.digest().equals(new ContentHash(regrade.suite())))
                        .orElseThrow(() ->
                                new ECodeException(
                                        CONFLICT,
                                        "The tests were changed since. Cancel this and test all of them again; nothing was changed."));
        int tested = takeOver(caller, id, suite);
        Progress progress = progress(regrade);
        trail.record(
                deed(caller, "regrade.apply", regrade)
                        .changing(
                                null,
                                Map.of(
                                        "tested",
                                        tested,
                                        "changed",
                                        progress.changed(),
                                        "suite",
                                        regrade.suite())));
        return progress;
    }

    /// Part by part: what programs wrote in thousands of tests does not fit into memory at once.
    ///
    /// @return how many were taken over
    private int takeOver(Caller caller, RegradeId id, SuitePlan suite) {
        int taken = 0;
        int last = 0;
        for (var part = tested(id, last); !part.isEmpty(); part = tested(id, last)) {
            for (RegradedSubmission one : part) {
                gradings.replace(caller, one.submission(), suite, one.takeOver(suite));
            }
            taken += part.size();
            last = part.getLast().ordinal();
            entities.flush();
            entities.clear();
        }
        return taken;
    }

    private List<RegradedSubmission> tested(RegradeId id, int after) {
        return entities.createQuery(
                        "select r from RegradedSubmission r where r.regrade = :regrade and r.state = :tested and r.ordinal > :after order by r.ordinal",
                        RegradedSubmission.class)
                .setParameter("regrade", id.value())
                .setParameter("tested", RegradedSubmission.State.TESTED)
                .setParameter("after", after)
                .setMaxResults(PART)
                .getResultList();
    }

    /// For deciding about it: two who do, do so one after the other.
    private Regrade enter(Caller caller, RegradeId id) {
        Regrade regrade = find(caller, id);
        assignments.teach(caller, regrade.assignment());
        entities.refresh(regrade, LockModeType.PESSIMISTIC_WRITE);
        return regrade;
    }

    private static Deed deed(Caller caller, String action, Regrade regrade) {
        return Deed.done(caller, action, "assignment:" + regrade.assignment());
    }
}
