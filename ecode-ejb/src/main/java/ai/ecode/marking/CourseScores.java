package ai.ecode.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the submissions of people to all assignments of a course are worth: by the same rule as [Mark], without what each test
/// said. It asks the database as often for one person as for a few hundred, however many assignments there are, and does not
/// ask who wants it.
@ApplicationScoped
public class CourseScores {

    /// The submissions that a query is about.
    private static final String WHICH =
            " Submission s, Assignment a where a.id = s.assignment and a.course = :course"
                    + " and exists (select p.id from SubmissionPerson p where p.submission = s and p.person in :people)";

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    /// A submission, with its score as it is now and as its people see it since it was released. That of a group is there for
    /// each of them.
    ///
    /// @param person for whom it counts
    /// @param attempt from 1
    /// @param lateOff percent taken off
    /// @param score empty while there is none
    /// @param shown empty while none is released
    public record Reached(
            SubmissionId submission,
            AssignmentId assignment,
            UserId person,
            int attempt,
            Instant receivedAt,
            int lateOff,
            Optional<BigDecimal> score,
            Optional<Shown> shown) {}

    /// A released score.
    ///
    /// @param points of a perfect submission, as they were then
    public record Shown(BigDecimal score, BigDecimal points) {}

    /// What a perfect submission to each assignment is worth.
    public Map<AssignmentId, BigDecimal> points(CourseId course) {
        return worths(course).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                one -> new AssignmentId(one.getKey()),
                                one -> one.getValue().all()));
    }

    /// Those of an assignment in the order of the attempts.
    ///
    /// @param people at most a few hundred at once
    public List<Reached> of(CourseId course, Collection<UserId> people) {
        if (people.isEmpty()) {
            return List.of();
        }
        Map<UUID, Mark.Worth> worths = worths(course);
        Map<UUID, Mark.Earned> earned = earned(course, people);
        Map<UUID, BigDecimal> said =
                rows(
                                "select o.submission, o.score from ScoreOverride o,"
                                        + WHICH
                                        + " and o.submission = s.id and o.test is null",
                                course,
                                people)
                        .stream()
                        .collect(Collectors.toMap(r -> (UUID) r[0], r -> (BigDecimal) r[1]));
        Map<UUID, Shown> shown =
                rows(
                                "select r.submission, r.score, r.points from ReleasedMark r,"
                                        + WHICH
                                        + " and r.submission = s.id",
                                course,
                                people)
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        r -> (UUID) r[0],
                                        r -> new Shown((BigDecimal) r[1], (BigDecimal) r[2])));
        Map<UUID, List<RubricChoice>> choices =
                entities.createQuery(
                                "select c from RubricChoice c,"
                                        + WHICH
                                        + " and c.submission = s.id",
                                RubricChoice.class)
                        .setParameter("course", course.value())
                        .setParameter("people", people.stream().map(UserId::value).toList())
                        .getResultStream()
                        .collect(Collectors.groupingBy(one -> one.submission().value()));
        return rows(
                        "select s.id, s.assignment, p.person, s.attempt, s.receivedAt, s.lateOff from Submission s join s.people p,"
                                + " Assignment a where a.id = s.assignment and a.course = :course and p.person in :people order by s.attempt",
                        course,
                        people)
                .stream()
                .map(row -> {
                    var id = (UUID) row[0];
                    Mark.Worth worth = worths.get((UUID) row[1]);
                    return new Reached(
                            new SubmissionId(id),
                            new AssignmentId((UUID) row[1]),
                            new UserId((UUID) row[2]),
                            (Integer) row[3],
                            (Instant) row[4],
                            (Integer) row[5],
                            Optional.ofNullable(said.get(id))
                                    .or(() ->
                                            worth == null
                                                    ? Optional.empty()
                                                    : Mark.reckoned(
                                                            worth,
                                                            (Integer) row[5],
                                                            earned.getOrDefault(
                                                                    id, Mark.Earned.NOTHING),
                                                            Mark.judged(
                                                                    worth.rubric(),
                                                                    choices.getOrDefault(
                                                                            id, List.of())))),
                            Optional.ofNullable(shown.get(id)));
                })
                .toList();
    }

    /// What the tests of each submission earned: added up by the database for those that said the same.
    private Map<UUID, Mark.Earned> earned(CourseId course, Collection<UserId> people) {
        var earned = new HashMap<UUID, Mark.Earned>();
        rows(
                        "select r.submission, r.percent, o.percent, sum(r.weight) from TestResult r"
                                + " left join ScoreOverride o on o.submission = r.submission and o.test = r.name,"
                                + WHICH
                                + " and r.submission = s.id group by r.submission, r.percent, o.percent",
                        course,
                        people)
                .forEach(row -> {
                    @Nullable Integer said = (Integer) row[2];
                    int percent = said != null ? said : (Integer) row[1];
                    earned.merge(
                            (UUID) row[0],
                            Mark.Earned.NOTHING.with(((Number) row[3]).longValue(), percent),
                            Mark.Earned::and);
                });
        return earned;
    }

    private List<Object[]> rows(String query, CourseId course, Collection<UserId> people) {
        return entities.createQuery(query, Object[].class)
                .setParameter("course", course.value())
                .setParameter("people", people.stream().map(UserId::value).toList())
                .getResultList();
    }

    private Map<UUID, Mark.Worth> worths(CourseId course) {
        Map<UUID, Rubric> rubrics =
                entities.createQuery(
                                "select a.id, r from RubricSheet r, Assignment a where a.id = r.assignment and a.course = :course",
                                Object[].class)
                        .setParameter("course", course.value())
                        .getResultStream()
                        .collect(
                                Collectors.toMap(
                                        row -> (UUID) row[0],
                                        row -> ((RubricSheet) row[1]).rubric()));
        return entities.createQuery(
                        "select a.id, a.points, t.assignment from Assignment a left join TestSuite t on t.assignment = a.id"
                                + " where a.course = :course",
                        Object[].class)
                .setParameter("course", course.value())
                .getResultStream()
                .collect(
                        Collectors.toMap(
                                row -> (UUID) row[0],
                                row ->
                                        new Mark.Worth(
                                                (Integer) row[1],
                                                row[2] != null,
                                                rubrics.getOrDefault((UUID) row[0], Rubric.NONE))));
    }
}
