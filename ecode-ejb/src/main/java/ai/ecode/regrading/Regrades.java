package ai.ecode.regrading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.files.ContentHash;
import ai.ecode.grading.GradingQueue;
import ai.ecode.grading.GradingWorkers;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestSuites;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Testing all submissions to an assignment again, for teachers. Those who run the course look on by [RegradeReports];
/// [RegradeWork] is the side of the job.
@Stateless
public class Regrades {

    /// So many are tested again at once, and taken over in one transaction.
    static final int MOST = 10_000;

    private static final int PART = 25;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private TestSuites suites;
    @Inject private GradingQueue queue;
    @Inject private GradingWorkers workers;
    @Inject private RegradeReports reports;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// Begins to test all submissions that were tested, or were made before there were tests, with the tests as they are now.
    ///
    /// @throws ECodeException as [Assignments#teach]; `CONFLICT` without tests, without submissions, with too many, or while another
    ///     is open
    public RegradeReports.Progress start(Caller caller, AssignmentId id) {
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
        return reports.progress(regrade);
    }

    private void requireNoneOpen(AssignmentId id) {
        reports.latest(id)
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

    /// What is being tested ends; then nothing is, until it is resumed.
    ///
    /// @throws ECodeException `NOT_FOUND`; `FORBIDDEN` for assistants; `CONFLICT` when all were tested
    public RegradeReports.Progress pause(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.pause();
        trail.record(deed(caller, "regrade.pause", regrade));
        return reports.progress(regrade);
    }

    /// @throws ECodeException as [#pause]
    public RegradeReports.Progress resume(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.resume();
        trail.record(deed(caller, "regrade.resume", regrade));
        return reports.progress(regrade);
    }

    /// Tests once more what could not be tested, because the platform or the tests failed. What was tested stays.
    ///
    /// @throws ECodeException as [#pause]; `CONFLICT` when all could be tested, or the tests were changed since
    public RegradeReports.Progress retry(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.retry();
        requireUnchanged(regrade);
        int again =
                entities.createNativeQuery(
                                "update regraded_submissions set state = 'WAITING', why = null where regrade = ?1 and state in ('HELD', 'FAILED')")
                        .setParameter(1, id.value())
                        .executeUpdate();
        if (again == 0) {
            throw new ECodeException(
                    CONFLICT, "All of them could be tested: there is nothing to try again.");
        }
        trail.record(
                deed(caller, "regrade.retry", regrade)
                        .changing(null, Map.of("submissions", again)));
        return reports.progress(regrade);
    }

    private SuitePlan requireUnchanged(Regrade regrade) {
        if (assignments.require(regrade.assignment()).plan().points() != regrade.points()) {
            throw new ECodeException(
                    CONFLICT,
                    "The points of the assignment were changed since. Cancel this and test all of them again; nothing was changed.");
        }
        return suites.find(regrade.assignment())
                .filter(plan -> plan.digest().equals(new ContentHash(regrade.suite())))
                .orElseThrow(() ->
                        new ECodeException(
                                CONFLICT,
                                "The tests were changed since. Cancel this and test all of them again; nothing was changed."));
    }

    /// Throws away what came of it.
    ///
    /// @throws ECodeException as [#pause]; `CONFLICT` when it was taken over
    public RegradeReports.Progress cancel(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.cancel(caller, clock.instant());
        entities.flush();
        entities.createNativeQuery(
                        "update regraded_submissions set results = null where regrade = ?1")
                .setParameter(1, id.value())
                .executeUpdate();
        trail.record(deed(caller, "regrade.cancel", regrade));
        return reports.progress(regrade);
    }

    /// Puts the new scores in the place of the old ones, all of them or none. What people said of scores stays, and so does
    /// what students were shown, until it is released again.
    ///
    /// @throws ECodeException as [#pause]; `CONFLICT` when not all were tested, or the tests were changed since
    public RegradeReports.Progress apply(Caller caller, RegradeId id) {
        Regrade regrade = enter(caller, id);
        regrade.apply(caller, clock.instant());
        SuitePlan suite = requireUnchanged(regrade);
        int tested = takeOver(caller, id, suite);
        RegradeReports.Progress progress = reports.progress(regrade);
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
                queue.replace(caller, one.submission(), suite, one.takeOver(suite));
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
        Regrade regrade = reports.enter(caller, id);
        assignments.teach(caller, regrade.assignment());
        entities.refresh(regrade, LockModeType.PESSIMISTIC_WRITE);
        return regrade;
    }

    private static Deed deed(Caller caller, String action, Regrade regrade) {
        return Deed.done(caller, action, "assignment:" + regrade.assignment());
    }
}
