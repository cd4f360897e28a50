package ai.ecode.gradebook;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Course;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Enrolment;
import ai.ecode.classroom.Extension;
import ai.ecode.classroom.Extensions;
import ai.ecode.identity.UserId;
import ai.ecode.marking.CourseScores;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads grade books. It asks the database as often for one student as for [#AT_ONCE] of them, however many columns there are,
/// and does not ask who wants it.
@ApplicationScoped
public class GradeRows {

    /// How many students are read together.
    static final int AT_ONCE = 200;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Extensions extensions;
    @Inject private CourseScores scores;
    @Inject private Clock clock;

    public GradePlan plan(CourseId course) {
        return Optional.ofNullable(entities.find(GradePlanSheet.class, course.value()))
                .map(GradePlanSheet::plan)
                .orElse(GradePlan.SIMPLE);
    }

    public GradeSheet sheet(Course course) {
        CourseId id = course.id();
        Optional<GradePlanSheet> stored =
                Optional.ofNullable(entities.find(GradePlanSheet.class, id.value()));
        GradePlan plan = stored.map(GradePlanSheet::plan).orElse(GradePlan.SIMPLE);
        Map<AssignmentId, BigDecimal> points = scores.points(id);
        Map<UUID, UUID> places =
                entities.createQuery(
                                "select p from AssignmentPlace p, Assignment a where a.id = p.assignment and a.course = :course",
                                AssignmentPlace.class)
                        .setParameter("course", id.value())
                        .getResultStream()
                        .collect(
                                Collectors.toMap(
                                        AssignmentPlace::assignment, AssignmentPlace::category));
        var columns = new ArrayList<GradeColumn>();
        entities.createQuery(
                        "select a from Assignment a where a.course = :course and a.publishedAt is not null"
                                + " order by a.dueAt, a.createdAt, a.id",
                        Assignment.class)
                .setParameter("course", id.value())
                .getResultList()
                .forEach(one ->
                        columns.add(
                                new GradeColumn(
                                        one.id().value(),
                                        one.title(),
                                        points.getOrDefault(one.id(), BigDecimal.ZERO),
                                        plan.category(
                                                places.getOrDefault(
                                                        one.id().value(), new UUID(0, 0))),
                                        Optional.of(one),
                                        Optional.empty())));
        items(id).forEach(one -> columns.add(column(plan, one)));
        return new GradeSheet(
                course, plan, stored.map(GradePlanSheet::version).orElse(0L), List.copyOf(columns));
    }

    static GradeColumn column(GradePlan plan, GradeItem item) {
        return new GradeColumn(
                item.id(),
                item.title(),
                item.points(),
                plan.category(item.category()),
                Optional.empty(),
                item.releasedAt());
    }

    public List<GradeItem> items(CourseId course) {
        return entities.createQuery(
                        "select i from GradeItem i where i.course = :course order by i.createdAt, i.id",
                        GradeItem.class)
                .setParameter("course", course.value())
                .getResultList();
    }

    /// Two who change the same grade book do so one after the other.
    public void lock(CourseId course) {
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('gradebook'), hashtext(?1))")
                .setParameter(1, course.toString())
                .getSingleResult();
    }

    /// @throws ECodeException `NOT_FOUND` for nobody who is a student of the course
    public Enrolment student(CourseId course, UUID enrolment) {
        return Optional.ofNullable(entities.find(Enrolment.class, enrolment))
                .filter(one -> one.course().equals(course) && one.role() == CourseRole.STUDENT)
                .orElseThrow(() -> ECodeException.notFound("The student"));
    }

    /// @param students of that course, at most [#AT_ONCE]
    public List<GradeRow> rows(GradeSheet sheet, List<Enrolment> students) {
        if (students.isEmpty()) {
            return List.of();
        }
        CourseId course = sheet.course().id();
        List<UUID> ids = students.stream().map(Enrolment::id).toList();
        var sources =
                new Sources(
                        sheet.plan(),
                        clock.instant(),
                        handedIn(course, students),
                        by(
                                "select r from CellRuling r where r.enrolment in :ids",
                                CellRuling.class,
                                ids,
                                CellRuling::enrolment,
                                CellRuling::column),
                        typed(ids),
                        extensions.holding(ids));
        GradeSheet known = sheet.forStudents();
        return students.stream()
                .map(student -> {
                    List<Cell> cells =
                            sheet.columns().stream()
                                    .map(column -> sources.cell(student, column, false))
                                    .toList();
                    List<Cell> shown =
                            known.columns().stream()
                                    .map(column -> sources.cell(student, column, true))
                                    .toList();
                    return new GradeRow(
                            student,
                            cells,
                            Total.of(sheet.plan(), sheet.columns(), cells),
                            shown,
                            Total.of(sheet.plan(), known.columns(), shown));
                })
                .toList();
    }

    /// By enrolment and item.
    public Map<UUID, Map<UUID, ItemScore>> typed(Collection<UUID> enrolments) {
        return by(
                "select s from ItemScore s where s.enrolment in :ids",
                ItemScore.class,
                enrolments,
                ItemScore::enrolment,
                ItemScore::item);
    }

    /// By person and assignment.
    private Map<UserId, Map<UUID, List<CourseScores.Reached>>> handedIn(
            CourseId course, List<Enrolment> students) {
        List<UserId> people =
                students.stream().flatMap(student -> student.person().stream()).toList();
        return scores.of(course, people).stream()
                .collect(
                        Collectors.groupingBy(
                                CourseScores.Reached::person,
                                Collectors.groupingBy(one -> one.assignment().value())));
    }

    /// By enrolment and column.
    private <T> Map<UUID, Map<UUID, T>> by(
            String query,
            Class<T> what,
            Collection<UUID> ids,
            Function<T, UUID> enrolment,
            Function<T, UUID> column) {
        var found = new HashMap<UUID, Map<UUID, T>>();
        entities.createQuery(query, what)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(one ->
                        found.computeIfAbsent(enrolment.apply(one), _ -> new HashMap<>())
                                .put(column.apply(one), one));
        return found;
    }

    private record Sources(
            GradePlan plan,
            Instant now,
            Map<UserId, Map<UUID, List<CourseScores.Reached>>> handedIn,
            Map<UUID, Map<UUID, CellRuling>> rulings,
            Map<UUID, Map<UUID, ItemScore>> typed,
            Map<UUID, Map<UUID, List<Extension>>> extensions) {

        /// @param shown as the student sees it
        Cell cell(Enrolment student, GradeColumn column, boolean shown) {
            UUID whose = student.id();
            List<CourseScores.Reached> attempts =
                    student.person()
                            .map(person -> handedIn.getOrDefault(person, Map.of()))
                            .map(all -> all.getOrDefault(column.id(), List.of()))
                            .orElse(List.of());
            boolean isOver =
                    column.deadline(one(extensions, whose, column).orElse(List.of()))
                            .filter(now::isAfter)
                            .isPresent();
            return Cells.of(
                    column,
                    attempts,
                    one(typed, whose, column),
                    one(rulings, whose, column),
                    new Cells.Rules(isOver, plan.missingAsZero(), shown));
        }

        private static <T> Optional<T> one(
                Map<UUID, Map<UUID, T>> all, UUID enrolment, GradeColumn column) {
            return Optional.ofNullable(all.getOrDefault(enrolment, Map.of()).get(column.id()));
        }
    }
}
