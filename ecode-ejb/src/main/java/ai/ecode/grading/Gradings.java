package ai.ecode.grading;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Extensions;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.classroom.Submitted;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The queue of submissions to test, in the database, and what came of them. Any number of workers on any number of servers take
/// from it. Each method is one transaction.
@Stateless
public class Gradings {

    /// Who has said nothing for so long is dead, and what it ran is taken by another.
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /// To students: what is wrong could tell what is tested.
    private static final String HELD =
            "The tests of this assignment have a fault. It is tested when they are mended.";

    private static final int LOOKED_BACK = 50;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Extensions extensions;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;
    @Inject private TestSuites suites;
    @Inject private Disclosure disclosure;
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

    /// A grading with its submission's part in what somebody may see.
    ///
    /// @param score that the caller may see
    /// @param compileOutput that the caller may see
    /// @param results those that the caller may see
    /// @param hidden what they may know of the others
    /// @param held that the tests are at fault, as the caller may know it
    /// @param asTested whether the score that the caller may see is what the tests said, and nothing else
    /// @param ahead how many are graded before it, while it waits
    public record Report(
            Grading grading,
            Submission submission,
            int points,
            Optional<BigDecimal> score,
            Optional<String> compileOutput,
            List<TestResult> results,
            Optional<Hidden> hidden,
            Optional<String> held,
            boolean asTested,
            OptionalLong ahead,
            Optional<Duration> estimate) {}

    /// Where a submission that is not done is.
    ///
    /// @param ahead how many are graded before it; empty when it does not wait, or waits for better tests
    public record Place(
            SubmissionId submission,
            AssignmentId assignment,
            UserId person,
            Grading.State state,
            OptionalLong ahead,
            Optional<Duration> estimate) {}

    /// @param score that the caller may see
    public record Score(Grading grading, Optional<BigDecimal> score) {}

    /// @param passed empty when the teacher does not tell
    public record Hidden(int tests, Optional<Integer> passed) {}

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
        grading.end(graded, graded.score(assignment.plan().points(), submission.lateOff()), ended);
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

    /// The tests are at fault: it waits until they are changed.
    public void hold(Task task, String why) {
        held(task).ifPresent(grading -> grading.hold(Shown.of(why)));
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

    /// What came of one submission, as far as the caller may see it.
    ///
    /// @param workers how many are at work, for the estimate
    /// @throws ECodeException `NOT_FOUND`, also for a submission that is not tested
    public Report of(Caller caller, SubmissionId id, int workers) {
        Submission submission = submissions.enter(caller, id);
        Grading grading =
                Optional.ofNullable(entities.find(Grading.class, id.value()))
                        .orElseThrow(() -> ECodeException.notFound("A grading"));
        Assignments.Given given =
                assignments.enter(caller, submission.assignment(), CourseRight.SEE);
        List<TestResult> all =
                entities.createQuery(
                                "select r from TestResult r where r.submission = :submission order by r.position",
                                TestResult.class)
                        .setParameter("submission", id.value())
                        .getResultList();
        boolean seesAll = given.place().isOfTheStaff();
        boolean isOverdue = extensions.isOverdue(given.assignment(), submission.person());
        Disclosure.Extent extent =
                seesAll
                        ? new Disclosure.Extent(true, false, grading.score())
                        : extents(submission.assignment(), List.of(grading)).apply(grading);
        boolean waits = grading.state() == Grading.State.WAITING && grading.held().isEmpty();
        OptionalLong ahead = waits ? OptionalLong.of(ahead(grading)) : OptionalLong.empty();
        return new Report(
                grading,
                submission,
                given.assignment().plan().points(),
                extent.score(),
                extent.tests() ? grading.compileOutput() : Optional.empty(),
                seesAll ? all : extent.tests() ? shown(all, isOverdue) : List.of(),
                extent.hidden()
                        ? hidden(submission.assignment(), all, isOverdue)
                        : Optional.empty(),
                grading.held().map(why -> seesAll ? why : HELD),
                seesAll || isAsTested(extent, grading),
                ahead,
                waits ? estimate(ahead.getAsLong(), workers, lasted()) : Optional.empty());
    }

    /// Where everything is that these people handed in and that is not done, for telling each of them; what is next comes first.
    ///
    /// @param workers how many are at work, for the estimate
    public List<Place> places(Set<UserId> people, int workers) {
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select g.submission, g.assignment, p.person, g.ahead, g.state from (
                                    select submission, assignment, case when held is null then
                                        row_number() over (order by held is not null, superseded, queued_at, submission) - 1 end as ahead,
                                        'WAITING' as state
                                    from gradings where state = 'WAITING'
                                    union all
                                    select submission, assignment, null, 'RUNNING' from gradings where state = 'RUNNING'
                                ) g join submission_people p on p.submission = g.submission
                                order by g.ahead nulls first
                                """)
                        .getResultList();
        Optional<Double> lasted = rows.isEmpty() ? Optional.empty() : lasted();
        return rows.stream()
                .map(Object[].class::cast)
                .filter(row -> people.contains(new UserId((UUID) row[2])))
                .map(row -> place(row, workers, lasted))
                .toList();
    }

    private static Place place(Object[] row, int workers, Optional<Double> lasted) {
        OptionalLong ahead =
                row[3] == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(((Number) row[3]).longValue());
        return new Place(
                new SubmissionId((UUID) row[0]),
                new AssignmentId((UUID) row[1]),
                new UserId((UUID) row[2]),
                Grading.State.valueOf((String) row[4]),
                ahead,
                ahead.isPresent()
                        ? estimate(ahead.getAsLong(), workers, lasted)
                        : Optional.empty());
    }

    private Function<Grading, Disclosure.Extent> extents(
            AssignmentId assignment, List<Grading> gradings) {
        Map<SubmissionId, Disclosure.Extent> extents = disclosure.of(assignment, gradings);
        return grading ->
                extents.getOrDefault(
                        grading.submission(),
                        new Disclosure.Extent(false, false, Optional.empty()));
    }

    private static boolean isAsTested(Disclosure.Extent extent, Grading grading) {
        return extent.tests()
                && extent.hidden()
                && extent.score()
                        .flatMap(shown -> grading.score().filter(own -> own.compareTo(shown) == 0))
                        .isPresent();
    }

    private static List<TestResult> shown(List<TestResult> all, boolean isOverdue) {
        return all.stream().filter(r -> r.visibility().isShown(isOverdue)).toList();
    }

    private Optional<Hidden> hidden(
            AssignmentId assignment, List<TestResult> all, boolean isOverdue) {
        List<TestResult> hidden =
                all.stream().filter(r -> !r.visibility().isShown(isOverdue)).toList();
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        boolean tells = suites.find(assignment).map(SuitePlan::tellsHiddenCount).orElse(false);
        int passed = (int) hidden.stream().filter(r -> r.outcome() == TestOutcome.PASSED).count();
        return Optional.of(
                new Hidden(hidden.size(), tells ? Optional.of(passed) : Optional.empty()));
    }

    private long ahead(Grading grading) {
        return entities.createQuery(
                        "select count(g) from Grading g where g.state = :waiting and g.held is null and g.submission <> :self and"
                                + " ((g.superseded = :superseded and g.queuedAt < :queued) or (g.superseded = false and :superseded = true))",
                        Long.class)
                .setParameter("waiting", Grading.State.WAITING)
                .setParameter("self", grading.submission().value())
                .setParameter("superseded", grading.superseded())
                .setParameter("queued", grading.queuedAt())
                .getSingleResult();
    }

    /// From how long the last ones took; empty while none has.
    private static Optional<Duration> estimate(long ahead, int workers, Optional<Double> lasted) {
        return lasted.map(seconds ->
                Duration.ofMillis(
                        Math.round(
                                seconds * 1000 * Math.ceilDiv(ahead + 1, Math.max(1, workers)))));
    }

    /// How many seconds one of the last took in the mean.
    private Optional<Double> lasted() {
        List<?> mean =
                entities.createNativeQuery(
                                "select cast(avg(extract(epoch from ended_at - started_at)) as double precision) from"
                                        + " (select ended_at, started_at from gradings where state = 'DONE' order by ended_at desc limit ?1) last")
                        .setParameter(1, LOOKED_BACK)
                        .getResultList();
        return mean.stream()
                .filter(java.util.Objects::nonNull)
                .map(seconds -> ((Number) seconds).doubleValue())
                .findFirst();
    }

    /// The gradings of an assignment, newest first: the caller's, or for those who run the course everybody's.
    public Page<Score> of(Caller caller, AssignmentId id, PageRequest page) {
        boolean seesAll = assignments.enter(caller, id, CourseRight.ATTEND).place().isOfTheStaff();
        String which =
                " from Grading g where g.assignment = :assignment"
                        + (seesAll
                                ? ""
                                : " and exists (select p.id from SubmissionPerson p where p.submission.id = g.submission and p.person = :person)");
        var list =
                entities.createQuery(
                                "select g" + which + " order by g.queuedAt desc, g.submission",
                                Grading.class)
                        .setParameter("assignment", id.value());
        var count =
                entities.createQuery("select count(g)" + which, Long.class)
                        .setParameter("assignment", id.value());
        if (!seesAll) {
            list.setParameter("person", caller.user().value());
            count.setParameter("person", caller.user().value());
        }
        List<Grading> gradings =
                list.setFirstResult(page.offset()).setMaxResults(page.size()).getResultList();
        Function<Grading, Disclosure.Extent> extents =
                seesAll
                        ? grading -> new Disclosure.Extent(true, false, grading.score())
                        : extents(id, gradings);
        return new Page<>(
                gradings.stream()
                        .map(grading -> new Score(grading, extents.apply(grading).score()))
                        .toList(),
                page.page(),
                page.size(),
                count.getSingleResult());
    }
}
