package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Extensions;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// What came of submissions that were tested, as far as somebody may see it, and where those are that were not. Each method is one
/// transaction.
@Stateless
public class Gradings {

    /// To students: what is wrong could tell what is tested.
    private static final String HELD =
            "The tests of this assignment have a fault. It is tested when they are mended.";

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Extensions extensions;
    @Inject private Submissions submissions;
    @Inject private TestSuites suites;
    @Inject private Disclosure disclosure;
    @Inject private RecentPaces paces;

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
            BigDecimal points,
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
        // Of a group each sees what is shown by their own dates.
        boolean isOverdue =
                extensions.isOverdue(
                        given.assignment(), seesAll ? submission.person() : caller.user());
        Disclosure.Extent extent =
                seesAll
                        ? new Disclosure.Extent(true, false, grading.score())
                        : extents(submission.assignment(), List.of(grading)).apply(grading);
        boolean waits = grading.state() == Grading.State.WAITING && grading.held().isEmpty();
        OptionalLong ahead = waits ? OptionalLong.of(ahead(grading)) : OptionalLong.empty();
        return new Report(
                grading,
                submission,
                extent.points()
                        .orElseGet(() ->
                                BigDecimal.valueOf(
                                        grading.points()
                                                .orElse(given.assignment().plan().points()))),
                extent.score(),
                extent.tests() ? grading.compileOutput() : Optional.empty(),
                seesAll ? all : extent.tests() ? shown(all, isOverdue) : List.of(),
                extent.hidden()
                        ? hidden(submission.assignment(), all, isOverdue)
                        : Optional.empty(),
                grading.held().map(why -> seesAll ? why : HELD),
                seesAll || isAsTested(extent, grading),
                ahead,
                waits
                        ? paces.recent()
                                .estimate(submission.assignment(), ahead.getAsLong(), workers)
                        : Optional.empty());
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
        if (rows.isEmpty()) {
            return List.of();
        }
        GradingPace pace = paces.recent();
        return rows.stream()
                .map(Object[].class::cast)
                .filter(row -> people.contains(new UserId((UUID) row[2])))
                .map(row -> place(row, workers, pace))
                .toList();
    }

    private static Place place(Object[] row, int workers, GradingPace pace) {
        var assignment = new AssignmentId((UUID) row[1]);
        OptionalLong ahead =
                row[3] == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(((Number) row[3]).longValue());
        return new Place(
                new SubmissionId((UUID) row[0]),
                assignment,
                new UserId((UUID) row[2]),
                Grading.State.valueOf((String) row[4]),
                ahead,
                ahead.isPresent()
                        ? pace.estimate(assignment, ahead.getAsLong(), workers)
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
