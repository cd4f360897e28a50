package ai.ecode.rehearsal;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.Graded;
import ai.ecode.grading.GradingQueue;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestSuites;
import ai.ecode.identity.OrganizationId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What the job that tries tests out reads and writes. It asks nobody. Each method is part of the caller's transaction, or one of
/// its own.
@Stateless
public class RehearsalWork {

    private static final String CHANGED =
            "The tests or the solutions were changed meanwhile. Try them out again.";

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private TestSuites suites;
    @Inject private Snapshots snapshots;
    @Inject private GradingQueue queue;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// A rehearsal for which a job runs, or should.
    ///
    /// @param wanted whether it should
    /// @param execution of Jakarta Batch, the last
    /// @param aliveAt when a server last said that it runs it
    public record Errand(
            RehearsalId rehearsal,
            boolean wanted,
            OptionalLong execution,
            Optional<Instant> aliveAt) {}

    /// One run.
    ///
    /// @param position of the solution
    public record Item(RehearsalId rehearsal, int ordinal, int position) {}

    /// What there is to test in it.
    ///
    /// @param name of the solution
    public record Task(
            OrganizationId organization,
            SuitePlan suite,
            UUID solution,
            String name,
            List<FileEntry> files) {}

    /// Those that are not over; one after the other, so that the processors are never divided among more runs than intended.
    public List<Errand> errands() {
        Optional<RehearsalId> next = next();
        return running().stream()
                .map(one ->
                        new Errand(
                                one.id(),
                                next.filter(one.id()::equals).isPresent(),
                                one.execution(),
                                one.aliveAt()))
                .toList();
    }

    private List<Rehearsal> running() {
        return entities.createQuery(
                        "select r from Rehearsal r where r.state = :running order by r.startedAt, r.id",
                        Rehearsal.class)
                .setParameter("running", Rehearsal.State.RUNNING)
                .getResultList();
    }

    /// The one whose turn it is.
    public Optional<RehearsalId> next() {
        return running().stream().findFirst().map(Rehearsal::id);
    }

    public void runsAs(RehearsalId id, long execution) {
        lock(id).ifPresent(one -> one.runsAs(execution, clock.instant()));
    }

    /// Says that a server runs it.
    public void beat(RehearsalId id) {
        entities.createNativeQuery("update rehearsals set alive_at = now() where id = ?1")
                .setParameter(1, id.value())
                .executeUpdate();
    }

    /// Whether it should go on.
    public boolean isWanted(RehearsalId id) {
        return find(id).filter(one -> one.state() == Rehearsal.State.RUNNING).isPresent();
    }

    /// Into how many parts it is divided, which are done at the same time.
    public int parts(RehearsalId id) {
        return find(id).map(Rehearsal::parts).orElse(1);
    }

    private Optional<Rehearsal> find(RehearsalId id) {
        return Optional.ofNullable(entities.find(Rehearsal.class, id.value()));
    }

    private Optional<Rehearsal> lock(RehearsalId id) {
        return Optional.ofNullable(
                entities.find(Rehearsal.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /// What is next in one part; empty when all of it is done, or it should not go on.
    ///
    /// @param part from 0
    /// @param after ordinal of the last one, 0 for none
    public Optional<Item> next(RehearsalId id, int part, int after) {
        if (!isWanted(id)) {
            return Optional.empty();
        }
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select u.ordinal, u.position from rehearsal_runs u join rehearsals r on r.id = u.rehearsal
                                where u.rehearsal = ?1 and not u.done and u.ordinal > ?2 and mod(u.ordinal, r.parts) = ?3
                                order by u.ordinal limit 1
                                """)
                        .setParameter(1, id.value())
                        .setParameter(2, after)
                        .setParameter(3, part)
                        .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Item(id, (Integer) row[0], (Integer) row[1]))
                .findFirst();
    }

    /// What there is to test; empty when that is not what it was when the rehearsal began, which ends it.
    public Optional<Task> look(Item item) {
        Optional<Rehearsal> rehearsal = find(item.rehearsal());
        Optional<Task> task = rehearsal.flatMap(one -> task(one, item));
        if (task.isEmpty()) {
            breakOff(item.rehearsal(), CHANGED);
        }
        return task;
    }

    private Optional<Task> task(Rehearsal rehearsal, Item item) {
        Optional<SuitePlan> suite =
                suites.find(rehearsal.assignment())
                        .filter(plan -> plan.conduct().hex().equals(rehearsal.suite()));
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select c.id, c.name, c.tree from rehearsed_solutions s
                                join solutions c on c.id = s.solution and c.digest = s.digest
                                where s.rehearsal = ?1 and s.position = ?2
                                """)
                        .setParameter(1, item.rehearsal().value())
                        .setParameter(2, item.position())
                        .getResultList();
        return suite.flatMap(plan ->
                rows.stream()
                        .map(Object[].class::cast)
                        .map(row ->
                                new Task(
                                        rehearsal.organization(),
                                        plan,
                                        (UUID) row[0],
                                        (String) row[1],
                                        snapshots.list((UUID) row[2])))
                        .findFirst());
    }

    /// Writes down what came of one run, once: whoever comes second with the same one changes nothing.
    public boolean keep(Item item, Task task, Graded graded) {
        int first =
                entities.createNativeQuery(
                                "update rehearsal_runs set done = true where rehearsal = ?1 and ordinal = ?2 and not done")
                        .setParameter(1, item.rehearsal().value())
                        .setParameter(2, item.ordinal())
                        .executeUpdate();
        if (first == 0) {
            return false;
        }
        // All who count lock the rows in the same order.
        graded.results().stream()
                .sorted(Comparator.comparing((Graded.Result one) -> one.test().name()))
                .forEach(result -> count(item, result));
        find(item.rehearsal())
                .ifPresent(one ->
                        queue.account(
                                task.solution(), one.startedBy(), task.organization(), graded));
        return true;
    }

    private void count(Item item, Graded.Result result) {
        entities.createNativeQuery(
                        """
                        insert into rehearsal_tallies as t (rehearsal, position, test, percent, outcome, runs)
                        values (?1, ?2, ?3, ?4, ?5, 1)
                        on conflict (rehearsal, position, test, percent, outcome) do update set runs = t.runs + 1
                        """)
                .setParameter(1, item.rehearsal().value())
                .setParameter(2, item.position())
                .setParameter(3, result.test().name())
                .setParameter(4, result.percent())
                .setParameter(5, result.outcome().name())
                .executeUpdate();
    }

    /// It is over when all runs are done.
    public void settle(RehearsalId id) {
        boolean isDone =
                entities.createNativeQuery(
                                "select 1 from rehearsal_runs where rehearsal = ?1 and not done limit 1")
                        .setParameter(1, id.value())
                        .getResultList()
                        .isEmpty();
        if (isDone) {
            lock(id).filter(one -> one.end(clock.instant())).ifPresent(this::record);
        }
    }

    /// It cannot go on.
    ///
    /// @param why shown to people
    public void breakOff(RehearsalId id, String why) {
        lock(id).filter(one -> one.breakOff(why, clock.instant())).ifPresent(this::record);
    }

    private void record(Rehearsal rehearsal) {
        trail.record(
                Deed.ofThePlatform(
                                rehearsal.organization(),
                                "rehearsal.end",
                                "assignment:" + rehearsal.assignment(),
                                Deed.Outcome.DONE)
                        .changing(
                                null,
                                Map.of(
                                        "state",
                                        rehearsal.state().name(),
                                        "why",
                                        rehearsal.why().orElse(""))));
    }
}
