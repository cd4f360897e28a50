package ai.ecode.grading;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.classroom.Submitted;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.UsageRecord;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The queue of submissions to test, in the database, and how what came of one gets in. Any number of workers on any number of servers
/// take from it. Each method is one transaction.
@Stateless
public class GradingQueue {

    /// Who has said nothing for so long is dead, and what it ran is taken by another.
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;
    @Inject private TestSuites suites;
    @Inject private AuditTrail trail;
    @Inject private Metering metering;
    @Inject private Clock clock;
    @Inject private Event<GradingQueued> queued;
    @Inject private Event<SubmissionGraded> finished;

    /// Something to grade, taken by a worker under a lease.
    public record Task(
            UUID lease,
            Submission submission,
            OrganizationId organization,
            SuitePlan suite,
            List<FileEntry> files) {}

    /// A new submission waits from now on, in the place of an older one of the same people that still does.
    public void queue(@Observes Submitted event) {
        Submission submission = event.submission();
        if (suites.find(submission.assignment()).isEmpty()) {
            return;
        }
        Instant place =
                entities.createQuery(
                                "select g from Grading g where g.assignment = :assignment and g.person in :people"
                                        + " and g.state = :waiting and g.superseded = false",
                                Grading.class)
                        .setParameter("assignment", submission.assignment().value())
                        .setParameter(
                                "people", submission.people().stream().map(UserId::value).toList())
                        .setParameter("waiting", Grading.State.WAITING)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .map(Grading::giveWay)
                        .min(Instant::compareTo)
                        .orElseGet(clock::instant);
        entities.persist(new Grading(submission, place));
        queued.fire(new GradingQueued(submission.id()));
    }

    /// Takes what is next: the newest of each person first, then whoever has the fewest running, then whoever waits longest.
    /// What a dead worker ran is taken again.
    ///
    /// @param worker name of the server
    public Optional<Task> take(String worker) {
        UUID lease = UUID.randomUUID();
        List<?> taken =
                entities.createNativeQuery(
                                """
                                with next as (
                                    select g.submission from gradings g
                                    where (g.state = 'WAITING' and g.next_at <= now() and g.held is null)
                                       or (g.state = 'RUNNING' and g.alive_at < now() - make_interval(secs => ?3))
                                    order by g.superseded,
                                        (select count(*) from gradings r where r.person = g.person and r.state = 'RUNNING'),
                                        g.queued_at
                                    limit 1 for update of g skip locked)
                                update gradings set state = 'RUNNING', lease = ?1, worker = ?2, alive_at = now(),
                                    started_at = now(), tries = tries + 1
                                from next where gradings.submission = next.submission
                                returning gradings.submission
                                """)
                        .setParameter(1, lease)
                        .setParameter(2, worker)
                        .setParameter(3, (double) SILENCE.toSeconds())
                        .getResultList();
        return taken.stream().findFirst().map(id -> task(lease, new SubmissionId((UUID) id)));
    }

    private Task task(UUID lease, SubmissionId id) {
        Submission submission = submissions.require(id);
        Assignment assignment = assignments.require(submission.assignment());
        return new Task(
                lease,
                submission,
                courses.require(assignment.course()).organization(),
                suites.find(assignment.id())
                        .orElseThrow(
                                () -> new IllegalStateException("No suite of " + assignment.id())),
                snapshots.list(submission.files()));
    }

    /// Says that the holders of these leases are alive.
    public void beat(Collection<UUID> leases) {
        entities.createNativeQuery(
                        "update gradings set alive_at = now() where lease = any (cast(?1 as uuid[]))")
                .setParameter(
                        1,
                        leases.stream()
                                .map(UUID::toString)
                                .collect(java.util.stream.Collectors.joining(",", "{", "}")))
                .executeUpdate();
    }

    /// Takes a result from the holder of the lease; that of whoever was thought dead, and came back, is thrown away.
    ///
    /// @return whether it was taken
    public boolean finish(Task task, Graded graded) {
        Optional<Grading> held = held(task);
        held.ifPresent(grading -> {
            Submission submission = task.submission();
            write(grading, task.suite(), submission, graded, clock.instant());
            account(submission.id().value(), submission.person(), task.organization(), graded);
            trail.record(
                    Deed.ofThePlatform(
                                    task.organization(),
                                    "submission.grade",
                                    "submission:" + submission.id(),
                                    Deed.Outcome.DONE)
                            .changing(null, described(grading, submission)));
        });
        return held.isPresent();
    }

    private void write(
            Grading grading, SuitePlan suite, Submission submission, Graded graded, Instant ended) {
        Assignment assignment = assignments.require(submission.assignment());
        grading.end(graded, assignment.plan().points(), submission.lateOff(), ended);
        int position = 0;
        for (Graded.Result result : graded.results()) {
            entities.persist(new TestResult(submission.id(), position++, result));
        }
        finished.fire(new SubmissionGraded(assignment, submission, grading, suite, graded));
    }

    private static Map<String, Object> described(Grading grading, Submission submission) {
        return Map.of(
                "score",
                grading.score().map(BigDecimal::toPlainString).orElse(""),
                "suite",
                grading.suite().orElse(""),
                "digest",
                submission.digest());
    }

    /// Puts what came of testing it again in the place of what came of it before. One that is being tested, or waits for it, is
    /// left alone.
    public void replace(Caller by, SubmissionId id, SuitePlan suite, Retested retested) {
        Submission submission = submissions.require(id);
        Grading grading = entities.find(Grading.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (grading != null && grading.state() != Grading.State.DONE) {
            return;
        }
        Map<String, Object> before = grading == null ? null : described(grading, submission);
        if (grading == null) {
            grading = new Grading(submission, clock.instant());
            entities.persist(grading);
        } else {
            entities.createQuery("delete from TestResult r where r.submission = :submission")
                    .setParameter("submission", id.value())
                    .executeUpdate();
        }
        grading.startedAt(retested.startedAt());
        write(grading, suite, submission, retested.graded(), retested.endedAt());
        trail.record(
                Deed.done(by, "submission.regrade", "submission:" + id)
                        .changing(before, described(grading, submission)));
    }

    /// Whether a student's submission waits to be tested, or is being tested.
    public boolean someoneWaits() {
        return (Boolean)
                entities.createNativeQuery(
                                """
                                select exists (select 1 from gradings
                                where (state = 'WAITING' and held is null and next_at <= now()) or state = 'RUNNING')
                                """)
                        .getSingleResult();
    }

    /// What there is to test of a submission, without taking it.
    public Task look(SubmissionId id) {
        return task(UUID.randomUUID(), id);
    }

    /// @param what a submission, or something else that was tested
    /// @param person for whom it was done
    public void account(UUID what, UserId person, OrganizationId organization, Graded graded) {
        Instant now = clock.instant();
        long wall = graded.results().stream().mapToLong(r -> r.usage().wallMillis()).sum();
        metering.record(
                new UsageRecord(
                        UsageRecord.Kind.RUN,
                        what,
                        now.minusMillis(wall),
                        now,
                        Optional.empty(),
                        person,
                        organization,
                        false,
                        graded.amounts()));
    }

    /// After a fault of the platform, or when this server stops: it waits again, the longer the more often it failed.
    public void giveBack(Task task, boolean failed) {
        held(task)
                .ifPresent(grading -> {
                    Duration pause =
                            failed
                                    ? Duration.ofSeconds(1L << Math.min(grading.tries(), 10))
                                    : Duration.ZERO;
                    grading.giveBack(
                            clock.instant()
                                    .plus(
                                            pause.compareTo(LONGEST_PAUSE) > 0
                                                    ? LONGEST_PAUSE
                                                    : pause));
                });
    }

    /// The tests are at fault: it waits until they are changed, which they may have been meanwhile.
    public void hold(Task task, String why) {
        boolean isSame = suites.isStill(task.submission().assignment(), task.suite());
        held(task)
                .ifPresent(grading -> {
                    if (isSame) {
                        grading.hold(Shown.of(why));
                    } else {
                        grading.giveBack(clock.instant());
                    }
                });
    }

    private Optional<Grading> held(Task task) {
        return Optional.ofNullable(
                        entities.find(
                                Grading.class,
                                task.submission().id().value(),
                                LockModeType.PESSIMISTIC_WRITE))
                .filter(grading -> grading.isHeldBy(task.lease()));
    }

    /// When a server starts, what an earlier life of it ran waits again at once.
    public int release(String worker) {
        return entities.createNativeQuery(
                        "update gradings set state = 'WAITING', lease = null where state = 'RUNNING' and worker = ?1")
                .setParameter(1, worker)
                .executeUpdate();
    }
}
