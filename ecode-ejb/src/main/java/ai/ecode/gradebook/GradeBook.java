package ai.ecode.gradebook;

import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Enrolment;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/// The grade book of a course: those who run it see all of it, a student their own row as it is released.
@Stateless
public class GradeBook {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private GradeRows rows;

    /// A part of the grade book.
    ///
    /// @param sections all there are
    public record View(
            Courses.Place place, GradeSheet sheet, List<String> sections, Page<GradeRow> rows) {

        /// Whether both are parts of one table: of the same columns and as many students.
        public boolean isOfTheSameAs(View other) {
            return rows.total() == other.rows.total()
                    && sheet.columns().stream()
                            .map(GradeColumn::id)
                            .toList()
                            .equals(other.sheet.columns().stream().map(GradeColumn::id).toList());
        }
    }

    /// Which students, and in which order.
    ///
    /// @param section empty for all
    /// @param by `name`, `section`, `total`, or the id of a column
    public record Order(String section, String by, boolean descending) {}

    /// What those who run the course see.
    ///
    /// @throws ECodeException as [Courses#enter]; `MALFORMED_REQUEST` for an order that there is not
    public View of(Caller caller, CourseId course, Order order, PageRequest page) {
        Courses.Place place = courses.enter(caller, course, CourseRight.GRADE);
        GradeSheet sheet = rows.sheet(place.course());
        return new View(place, sheet, sections(course), ordered(sheet, order, page));
    }

    private Page<GradeRow> ordered(GradeSheet sheet, Order order, PageRequest page) {
        String direction = order.descending() ? " desc" : "";
        return switch (order.by()) {
            case "name" -> paged(sheet, order, page, "lower(e.name)%s, e.id".formatted(direction));
            case "section" ->
                    paged(
                            sheet,
                            order,
                            page,
                            "e.section%s, lower(e.name), e.id".formatted(direction));
            case "total" -> sorted(sheet, order, page, row -> row.total().percent());
            default -> {
                int index =
                        IntStream.range(0, sheet.columns().size())
                                .filter(i ->
                                        sheet.columns().get(i).id().toString().equals(order.by()))
                                .findFirst()
                                .orElseThrow(() ->
                                        new ECodeException(
                                                        ErrorCode.MALFORMED_REQUEST,
                                                        "A grade book is sorted by name, section, total, or the id of a column of it.")
                                                .with("field", "sort"));
                yield sorted(sheet, order, page, row -> row.cells().get(index).score());
            }
        };
    }

    private Page<GradeRow> paged(GradeSheet sheet, Order order, PageRequest page, String by) {
        CourseId course = sheet.course().id();
        List<Enrolment> students =
                students("e", course, order.section(), " order by " + by, Enrolment.class)
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultList();
        return new Page<>(
                rows.rows(sheet, students),
                page.page(),
                page.size(),
                count(course, order.section()));
    }

    private long count(CourseId course, String section) {
        return students("count(e)", course, section, "", Long.class).getSingleResult();
    }

    /// By something that is reckoned: whoever has none comes last.
    private Page<GradeRow> sorted(
            GradeSheet sheet,
            Order order,
            PageRequest page,
            Function<GradeRow, Optional<BigDecimal>> by) {
        List<GradeRow> all = all(sheet, order.section());
        Comparator<BigDecimal> numbers = Comparator.naturalOrder();
        Comparator<@Nullable BigDecimal> nulls =
                Comparator.nullsLast(order.descending() ? numbers.reversed() : numbers);
        List<GradeRow> ordered =
                all.stream()
                        .sorted(
                                Comparator.comparing(
                                        (GradeRow row) -> by.apply(row).orElse(null), nulls))
                        .toList();
        return new Page<>(
                ordered.stream().skip(page.offset()).limit(page.size()).toList(),
                page.page(),
                page.size(),
                all.size());
    }

    /// How the scores that count are spread.
    ///
    /// @param columns by their ids; none of those in which nothing counts
    /// @param totals in percent; empty while there are none
    public record Spread(
            GradeSheet sheet, Map<UUID, Statistics> columns, Optional<Statistics> totals) {}

    /// For those who run the course.
    ///
    /// @param section empty for all
    /// @throws ECodeException as [Courses#enter]
    public Spread statistics(Caller caller, CourseId course, String section) {
        GradeSheet sheet = rows.sheet(courses.enter(caller, course, CourseRight.GRADE).course());
        List<GradeRow> all = all(sheet, section);
        var columns = new HashMap<UUID, Statistics>();
        for (int i = 0; i < sheet.columns().size(); i++) {
            int index = i;
            GradeColumn column = sheet.columns().get(i);
            List<BigFraction> scores =
                    all.stream()
                            .map(row -> row.cells().get(index))
                            .filter(Cell::counts)
                            .map(cell -> cell.exact().orElse(BigFraction.ZERO))
                            .toList();
            Statistics.of(scores, column.points())
                    .ifPresent(statistics -> columns.put(column.id(), statistics));
        }
        return new Spread(
                sheet,
                columns,
                Statistics.of(
                        all.stream()
                                .flatMap(row -> row.total().percent().stream())
                                .map(Cell::fraction)
                                .toList(),
                        BigDecimal.valueOf(100)));
    }

    /// Nothing of what was read before can be changed after it.
    private List<GradeRow> all(GradeSheet sheet, String section) {
        var all = new ArrayList<GradeRow>();
        List<Enrolment> students =
                students(
                                "e",
                                sheet.course().id(),
                                section,
                                " order by lower(e.name), e.id",
                                Enrolment.class)
                        .getResultList();
        for (int from = 0; from < students.size(); from += GradeRows.AT_ONCE) {
            all.addAll(
                    rows.rows(
                            sheet,
                            students.subList(
                                    from, Math.min(students.size(), from + GradeRows.AT_ONCE))));
            entities.clear(); // what is kept is looked through at each query
        }
        return all;
    }

    private <T> TypedQuery<T> students(
            String what, CourseId course, String section, String order, Class<T> as) {
        TypedQuery<T> query =
                entities.createQuery(
                                "select "
                                        + what
                                        + " from Enrolment e where e.course = :course and e.role = :role"
                                        + (section.isEmpty() ? "" : " and e.section = :section")
                                        + order,
                                as)
                        .setParameter("course", course.value())
                        .setParameter("role", CourseRole.STUDENT);
        return section.isEmpty() ? query : query.setParameter("section", section);
    }

    private List<String> sections(CourseId course) {
        return entities.createQuery(
                        "select distinct e.section from Enrolment e where e.course = :course and e.role = :role"
                                + " and e.section is not null order by e.section",
                        String.class)
                .setParameter("course", course.value())
                .setParameter("role", CourseRole.STUDENT)
                .getResultList();
    }

    /// The caller's own row, with what is released; none for who is no student there.
    ///
    /// @throws ECodeException as [Courses#enter]
    public View own(Caller caller, CourseId course) {
        Courses.Place place = courses.enter(caller, course, CourseRight.ATTEND);
        GradeSheet sheet = rows.sheet(place.course());
        List<Enrolment> mine =
                entities.createQuery(
                                "select e from Enrolment e where e.course = :course and e.role = :role and e.person = :person",
                                Enrolment.class)
                        .setParameter("course", course.value())
                        .setParameter("role", CourseRole.STUDENT)
                        .setParameter("person", caller.user().value())
                        .getResultList();
        return new View(
                place,
                sheet.forStudents(),
                List.of(),
                new Page<>(rows.rows(sheet, mine), 0, 1, mine.size()));
    }

    /// Whether the caller sees all of it.
    ///
    /// @throws ECodeException as [Courses#enter]
    public boolean isOfTheStaff(Caller caller, CourseId course) {
        return courses.enter(caller, course, CourseRight.SEE).isOfTheStaff();
    }
}
