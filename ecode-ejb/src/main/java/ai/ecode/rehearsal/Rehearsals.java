package ai.ecode.rehearsal;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Trying the tests of an assignment out, for teachers; assistants look on. [RehearsalWork] is the side of the job.
@Stateless
public class Rehearsals {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private TestSuites suites;
    @Inject private Solutions solutions;
    @Inject private Evidence evidence;
    @Inject private RehearsalWork work;
    @Inject private GradingQueue queue;
    @Inject private GradingWorkers workers;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    @Inject
    @ConfigProperty(name = "ecode.rehearsal.runs", defaultValue = "30")
    private int runs;

    /// So the machine is busier than it ever is with submissions.
    @Inject
    @ConfigProperty(name = "ecode.rehearsal.per-worker", defaultValue = "4")
    private int perWorker;

    /// Who goes first.
    public enum WaitsFor {
        SUBMISSIONS,
        REHEARSALS
    }

    /// How far a rehearsal is.
    ///
    /// @param done of all runs
    public record Progress(Rehearsal rehearsal, long all, long done, Optional<WaitsFor> waitsFor) {}

    /// What is known of an assignment as it is now.
    ///
    /// @param runs how often each solution is run in one rehearsal
    public record Known(Readiness readiness, int runs) {}

    /// Begins to test each solution so many times, with the tests as they are now.
    ///
    /// @throws ECodeException as [Assignments#teach]; `CONFLICT` without tests, without solutions, or while they are tried out
    public Progress start(Caller caller, AssignmentId id) {
        assignments.teach(caller, id);
        SuitePlan suite =
                suites.find(id)
                        .orElseThrow(() ->
                                new ECodeException(CONFLICT, "This assignment has no tests."));
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('solutions'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        List<Solution> all = solutions.all(id);
        if (all.isEmpty()) {
            throw new ECodeException(
                    CONFLICT, "There is no solution to try the tests out with. Add one first.");
        }
        requireNoneRuns(id);
        int each = Math.max(2, runs);
        int atOnce = Math.max(1, workers.workers() * perWorker);
        var rehearsal =
                new Rehearsal(
                        caller,
                        id,
                        suite.conduct(),
                        each,
                        Math.min(atOnce, each * all.size()),
                        clock.instant());
        entities.persist(rehearsal);
        entities.flush();
        addRuns(rehearsal);
        trail.record(
                deed(caller, "rehearsal.start", rehearsal)
                        .changing(
                                null,
                                Map.of(
                                        "solutions",
                                        all.size(),
                                        "runs",
                                        each,
                                        "suite",
                                        suite.digest().hex())));
        return progress(rehearsal);
    }

    private void requireNoneRuns(AssignmentId id) {
        latest(id)
                .filter(one -> one.state() == Rehearsal.State.RUNNING)
                .ifPresent(one -> {
                    throw new ECodeException(
                                    CONFLICT,
                                    "%s began to try them out already. Wait until that is done, or cancel it."
                                            .formatted(one.startedByName()))
                            .with("rehearsal", one.id().toString());
                });
    }

    /// One run of each solution after the other, so that different ones run beside each other.
    private void addRuns(Rehearsal rehearsal) {
        entities.createNativeQuery(
                        """
                        insert into rehearsed_solutions (rehearsal, position, solution, name, digest)
                        select ?1, row_number() over (order by kind, name), id, name, digest from solutions where assignment = ?2
                        """)
                .setParameter(1, rehearsal.id().value())
                .setParameter(2, rehearsal.assignment().value())
                .executeUpdate();
        entities.createNativeQuery(
                        """
                        insert into rehearsal_runs (rehearsal, ordinal, position)
                        select ?1, row_number() over (order by run, s.position), s.position
                        from rehearsed_solutions s cross join generate_series(1, ?2) run where s.rehearsal = ?1
                        """)
                .setParameter(1, rehearsal.id().value())
                .setParameter(2, rehearsal.runs())
                .executeUpdate();
    }

    /// The last one of an assignment, for those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before there was one
    public Progress of(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return latest(id)
                .map(this::progress)
                .orElseThrow(() -> ECodeException.notFound("A rehearsal"));
    }

    private Optional<Rehearsal> latest(AssignmentId id) {
        return entities.createQuery(
                        "select r from Rehearsal r where r.assignment = :assignment order by r.startedAt desc, r.id",
                        Rehearsal.class)
                .setParameter("assignment", id.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// @throws ECodeException `NOT_FOUND`
    public Progress of(Caller caller, RehearsalId id) {
        return progress(find(caller, id));
    }

    /// For those who run the course; for everybody else it does not exist.
    private Rehearsal find(Caller caller, RehearsalId id) {
        Rehearsal rehearsal =
                Optional.ofNullable(entities.find(Rehearsal.class, id.value()))
                        .orElseThrow(Rehearsals::unknown);
        try {
            assignments.enter(caller, rehearsal.assignment(), CourseRight.GRADE);
            return rehearsal;
        } catch (ECodeException refused) {
            throw unknown();
        }
    }

    private static ECodeException unknown() {
        return ECodeException.notFound("The rehearsal");
    }

    private Progress progress(Rehearsal rehearsal) {
        Object[] row =
                (Object[])
                        entities.createNativeQuery(
                                        "select count(*), count(*) filter (where done) from rehearsal_runs where rehearsal = ?1")
                                .setParameter(1, rehearsal.id().value())
                                .getSingleResult();
        return new Progress(
                rehearsal,
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                rehearsal.state() == Rehearsal.State.RUNNING
                        ? waitsFor(rehearsal)
                        : Optional.empty());
    }

    private Optional<WaitsFor> waitsFor(Rehearsal rehearsal) {
        if (work.next().filter(rehearsal.id()::equals).isEmpty()) {
            return Optional.of(WaitsFor.REHEARSALS);
        }
        return queue.someoneWaits() ? Optional.of(WaitsFor.SUBMISSIONS) : Optional.empty();
    }

    /// What trying out has shown of the tests as they are now, for those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Known known(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return new Known(evidence.of(id), Math.max(2, runs));
    }

    /// What was seen until then stays. Twice changes nothing.
    ///
    /// @throws ECodeException `NOT_FOUND`; `FORBIDDEN` for assistants; `CONFLICT` when it is over
    public Progress cancel(Caller caller, RehearsalId id) {
        Rehearsal rehearsal = find(caller, id);
        assignments.teach(caller, rehearsal.assignment());
        entities.refresh(rehearsal, LockModeType.PESSIMISTIC_WRITE);
        rehearsal.cancel(caller, clock.instant());
        trail.record(deed(caller, "rehearsal.cancel", rehearsal));
        return progress(rehearsal);
    }

    private static Deed deed(Caller caller, String action, Rehearsal rehearsal) {
        return Deed.done(caller, action, "assignment:" + rehearsal.assignment());
    }
}
