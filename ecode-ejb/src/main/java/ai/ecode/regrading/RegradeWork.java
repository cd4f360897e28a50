package ai.ecode.regrading;

import static ai.ecode.regrading.RegradedSubmission.State.FAILED;
import static ai.ecode.regrading.RegradedSubmission.State.HELD;

import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.grading.Graded;
import ai.ecode.grading.Grading;
import ai.ecode.grading.GradingQueue;
import ai.ecode.grading.Retested;
import ai.ecode.grading.Scores;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What the job that tests submissions again reads and writes. It asks nobody. Each method is part of the caller's transaction.
@Stateless
public class RegradeWork {

    private static final String OTHER_TESTS =
            "The tests were changed while it was tested again: it keeps its score.";

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Submissions submissions;
    @Inject private Assignments assignments;
    @Inject private GradingQueue queue;
    @Inject private Scores scores;
    @Inject private Clock clock;

    /// A regrade for which a job runs, or should.
    ///
    /// @param course those of one course are tested one after the other
    /// @param wanted whether it should
    /// @param execution of Jakarta Batch, the last
    /// @param aliveAt when a server last said that it runs it
    public record Errand(
            RegradeId regrade,
            CourseId course,
            boolean wanted,
            OptionalLong execution,
            Optional<Instant> aliveAt) {}

    /// A submission to test.
    public record Item(RegradeId regrade, SubmissionId submission, int ordinal) {}

    /// What came of one: the result, or why there is none.
    public sealed interface Tried {

        /// @param retested what the tests said
        record Tested(Item item, Retested retested) implements Tried {}

        /// @param held whether the tests are at fault, and not the platform
        record Untested(Item item, boolean held, String why) implements Tried {}
    }

    /// Those that are not decided and not all tested, in the order in which they began.
    public List<Errand> errands() {
        return entities.createQuery(
                        "select r, a.course from Regrade r, Assignment a where a.id = r.assignment and (r.state = :running or r.state = :paused)"
                                + " order by r.startedAt, r.id",
                        Object[].class)
                .setParameter("running", Regrade.State.RUNNING)
                .setParameter("paused", Regrade.State.PAUSED)
                .getResultStream()
                .map(row -> errand((Regrade) row[0], new CourseId((UUID) row[1])))
                .toList();
    }

    private static Errand errand(Regrade one, CourseId course) {
        return new Errand(
                one.id(),
                course,
                one.state() == Regrade.State.RUNNING,
                one.execution(),
                one.aliveAt());
    }

    public void runsAs(RegradeId id, long execution) {
        Regrade regrade = entities.find(Regrade.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (regrade != null) {
            regrade.runsAs(execution, clock.instant());
        }
    }

    /// Says that a server runs it.
    public void beat(RegradeId id) {
        entities.createNativeQuery("update regrades set alive_at = now() where id = ?1")
                .setParameter(1, id.value())
                .executeUpdate();
    }

    /// Whether it should go on.
    public boolean isWanted(RegradeId id) {
        return entities.createQuery(
                                "select count(r) from Regrade r where r.id = :id and r.state = :running",
                                Long.class)
                        .setParameter("id", id.value())
                        .setParameter("running", Regrade.State.RUNNING)
                        .getSingleResult()
                > 0;
    }

    /// Into how many parts it is divided.
    public int parts(RegradeId id) {
        return Optional.ofNullable(entities.find(Regrade.class, id.value()))
                .map(Regrade::parts)
                .orElse(1);
    }

    /// What is next in one part; empty when all of it was tested, or it should not go on.
    ///
    /// @param part from 0
    /// @param after ordinal of the last one, 0 for none
    public Optional<Item> next(RegradeId id, int part, int after) {
        if (!isWanted(id)) {
            return Optional.empty();
        }
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select i.submission, i.ordinal from regraded_submissions i join regrades r on r.id = i.regrade
                                where i.regrade = ?1 and i.state = 'WAITING' and i.ordinal > ?2 and mod(i.ordinal, r.parts) = ?3
                                order by i.ordinal limit 1
                                """)
                        .setParameter(1, id.value())
                        .setParameter(2, after)
                        .setParameter(3, part)
                        .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Item(id, new SubmissionId((UUID) row[0]), (Integer) row[1]))
                .findFirst();
    }

    /// Writes down what came of one, once: whoever comes second with the same one changes nothing.
    public boolean keep(Tried tried) {
        Item item =
                switch (tried) {
                    case Tried.Tested tested -> tested.item();
                    case Tried.Untested untested -> untested.item();
                };
        Optional<RegradedSubmission> waiting =
                entities.createQuery(
                                "select i from RegradedSubmission i where i.regrade = :regrade and i.ordinal = :ordinal and i.state = :waiting",
                                RegradedSubmission.class)
                        .setParameter("regrade", item.regrade().value())
                        .setParameter("ordinal", item.ordinal())
                        .setParameter("waiting", RegradedSubmission.State.WAITING)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .findFirst();
        waiting.ifPresent(regraded -> {
            Submission submission = submissions.require(item.submission());
            Optional<Scores.Tested> had = scores.of(item.submission());
            Optional<BigDecimal> score = had.map(Scores.Tested::grading).flatMap(Grading::score);
            switch (tried) {
                case Tried.Tested(_, Retested retested) -> {
                    Graded graded = retested.graded();
                    Regrade regrade = entities.find(Regrade.class, item.regrade().value());
                    if (!graded.suite().hex().equals(regrade.suite())) {
                        regraded.keep(HELD, score, OTHER_TESTS);
                        return;
                    }
                    int points = assignments.require(submission.assignment()).plan().points();
                    regraded.keep(
                            retested,
                            score,
                            graded.score(points, submission.lateOff()),
                            TurnedTest.between(
                                    had.map(Scores.Tested::tests).orElse(List.of()),
                                    graded.results()));
                    queue.account(
                            submission.id().value(),
                            regrade.startedBy(),
                            regrade.organization(),
                            graded);
                }
                case Tried.Untested(_, boolean held, String why) ->
                        regraded.keep(held ? HELD : FAILED, score, why);
            }
        });
        return waiting.isPresent();
    }

    /// When all were tested, people decide.
    public void settle(RegradeId id) {
        long waiting =
                entities.createQuery(
                                "select count(i) from RegradedSubmission i where i.regrade = :regrade and i.state = :waiting",
                                Long.class)
                        .setParameter("regrade", id.value())
                        .setParameter("waiting", RegradedSubmission.State.WAITING)
                        .getSingleResult();
        Regrade regrade = entities.find(Regrade.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (waiting == 0 && regrade != null) {
            regrade.ready();
        }
    }
}
