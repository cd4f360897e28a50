package ai.ecode.regrading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submission;
import ai.ecode.grading.GradingQueue;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Overrides;
import ai.ecode.marking.ScoreOverride;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/// How far regrades are, and what they would change.
@Stateless
public class RegradeReports {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private GradingQueue queue;
    @Inject private Overrides overrides;

    /// How far a regrade is.
    ///
    /// @param tested of all
    /// @param untested those that could not be tested, and keep what they have
    /// @param changed those whose score or tests would change
    /// @param better those whose score would be higher, or is the first
    /// @param kept those that change, but of whose whole score a person said something, which stays
    /// @param waits whether it lets submissions of students go first
    public record Progress(
            Regrade regrade,
            long all,
            long tested,
            long untested,
            long changed,
            long better,
            long worse,
            long kept,
            boolean waits) {}

    /// A submission with what came of it.
    ///
    /// @param said by people in the place of tests, or of the whole score: it goes on to count
    public record Change(
            RegradedSubmission regraded, Submission submission, List<ScoreOverride> said) {}

    /// The last one of an assignment, for those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before there was one
    public Progress of(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return latest(id)
                .map(this::progress)
                .orElseThrow(() -> ECodeException.notFound("A regrade"));
    }

    /// The same, without asking who wants to know.
    public Optional<Regrade> latest(AssignmentId id) {
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
        return progress(enter(caller, id));
    }

    /// For those who run the course; for everybody else it does not exist.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Regrade enter(Caller caller, RegradeId id) {
        Regrade regrade =
                Optional.ofNullable(entities.find(Regrade.class, id.value()))
                        .orElseThrow(RegradeReports::unknown);
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
                                            count(*) filter (where score_after < score_before),
                                            count(*) filter (where changed and exists
                                                (select 1 from score_overrides o where o.submission = r.submission and o.test is null))
                                        from regraded_submissions r where regrade = ?1
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
                number(row[6]),
                regrade.state() == Regrade.State.RUNNING && queue.someoneWaits());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /// Whose score or tests would change, or did; before them those that could not be tested. For those who run the course.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Page<Change> changes(Caller caller, RegradeId id, PageRequest page) {
        enter(caller, id);
        String which =
                " from RegradedSubmission r, Submission s where s.id = r.submission and r.regrade = :regrade"
                        + " and (r.changed = true or r.why is not null)";
        List<Object[]> rows =
                entities.createQuery(
                                "select r, s"
                                        + which
                                        + " order by case when r.why is null then 1 else 0 end, r.ordinal",
                                Object[].class)
                        .setParameter("regrade", id.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultList();
        var said =
                overrides.of(
                        rows.stream()
                                .map(row -> ((RegradedSubmission) row[0]).submission())
                                .toList());
        List<Change> items =
                rows.stream()
                        .map(row -> {
                            var regraded = (RegradedSubmission) row[0];
                            return new Change(
                                    regraded,
                                    (Submission) row[1],
                                    said.getOrDefault(regraded.submission(), List.of()));
                        })
                        .toList();
        long total =
                entities.createQuery("select count(r)" + which, Long.class)
                        .setParameter("regrade", id.value())
                        .getSingleResult();
        return new Page<>(items, page.page(), page.size(), total);
    }
}
