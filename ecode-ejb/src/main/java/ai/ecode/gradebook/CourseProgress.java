package ai.ecode.gradebook;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.Dates;
import ai.ecode.classroom.Enrolment;
import ai.ecode.classroom.Extension;
import ai.ecode.classroom.Extensions;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far the students of a course have come with its assignments: everybody's for those who run it, for a student their own.
@Stateless
public class CourseProgress {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Extensions extensions;
    @Inject private GradeBook book;
    @Inject private Clock clock;

    /// Where somebody stands with an assignment.
    public enum State {
        /// It has not opened.
        UPCOMING,
        OPEN,
        /// They have opened it as a workspace, and handed nothing in.
        BEGUN,
        HANDED_IN,
        /// It is over, or a teacher says so.
        MISSING,
        EXCUSED
    }

    /// @param dates with the person's extension
    /// @param lastAt when they handed in last
    public record Step(
            Assignment assignment,
            State state,
            Dates dates,
            int attempts,
            boolean late,
            Optional<Instant> lastAt) {}

    /// @param lastActiveAt when they handed in, or their workspaces were in use; empty for never
    public record Row(Enrolment student, List<Step> steps, Optional<Instant> lastActiveAt) {

        public int count(State state) {
            return (int) steps.stream().filter(one -> one.state() == state).count();
        }
    }

    /// For those who run the course, by name.
    ///
    /// @param section empty for all
    /// @throws ECodeException as [GradeBook#of]
    public Page<Row> of(Caller caller, CourseId course, String section, PageRequest page) {
        GradeBook.View view =
                book.of(caller, course, new GradeBook.Order(section, "name", false), page);
        return new Page<>(
                rows(view, false), view.rows().page(), view.rows().size(), view.rows().total());
    }

    /// The caller's own; none for who is no student there.
    ///
    /// @throws ECodeException as [GradeBook#own]
    public Page<Row> own(Caller caller, CourseId course) {
        List<Row> rows = rows(book.own(caller, course), true);
        return new Page<>(rows, 0, 1, rows.size());
    }

    private List<Row> rows(GradeBook.View view, boolean own) {
        List<Enrolment> students = view.rows().items().stream().map(GradeRow::student).toList();
        if (students.isEmpty()) {
            return List.of();
        }
        Map<UserId, Map<UUID, Instant>> begun = begun(view.place().course().id(), students);
        Map<UUID, Map<UUID, List<Extension>>> extended =
                extensions.holding(students.stream().map(Enrolment::id).toList());
        Instant now = clock.instant();
        return view.rows().items().stream()
                .map(row -> {
                    List<Cell> cells = own ? row.shown() : row.cells();
                    Map<UUID, Instant> active =
                            row.student()
                                    .person()
                                    .map(person -> begun.getOrDefault(person, Map.of()))
                                    .orElse(Map.of());
                    Map<UUID, List<Extension>> more =
                            extended.getOrDefault(row.student().id(), Map.of());
                    var steps = new ArrayList<Step>();
                    for (int i = 0; i < cells.size(); i++) {
                        Cell cell = cells.get(i);
                        view.sheet()
                                .columns()
                                .get(i)
                                .assignment()
                                .ifPresent(one -> steps.add(step(one, cell, active, more, now)));
                    }
                    Optional<Instant> last =
                            Stream.concat(
                                            active.values().stream(),
                                            steps.stream().flatMap(one -> one.lastAt().stream()))
                                    .max(Instant::compareTo);
                    return new Row(row.student(), List.copyOf(steps), last);
                })
                .toList();
    }

    private static Step step(
            Assignment assignment,
            Cell cell,
            Map<UUID, Instant> active,
            Map<UUID, List<Extension>> more,
            Instant now) {
        UUID id = assignment.id().value();
        Dates dates = assignment.plan().dates();
        Dates own = Extension.of(dates, more.getOrDefault(id, List.of()));
        return new Step(
                assignment,
                state(cell, own, active.containsKey(id), now),
                own,
                cell.attempts(),
                cell.late(),
                cell.lastAt());
    }

    private static State state(Cell cell, Dates dates, boolean begun, Instant now) {
        if (cell.state() == Cell.State.EXCUSED) {
            return State.EXCUSED;
        }
        if (cell.state() == Cell.State.MISSING) {
            return State.MISSING;
        }
        if (cell.attempts() > 0) {
            return State.HANDED_IN;
        }
        Instant opens = dates.opens();
        if (opens != null && now.isBefore(opens)) {
            return State.UPCOMING;
        }
        return begun ? State.BEGUN : State.OPEN;
    }

    /// By person and assignment: when the workspace was last in use.
    private Map<UserId, Map<UUID, Instant>> begun(CourseId course, List<Enrolment> students) {
        String people =
                students.stream()
                        .flatMap(one -> one.person().stream())
                        .map(one -> one.value().toString())
                        .collect(Collectors.joining(","));
        List<?> found =
                entities.createNativeQuery(
                                """
                                select w.person, w.assignment, x.last_active_at
                                from assignment_workspaces w
                                join assignments a on a.id = w.assignment
                                join workspaces x on x.id = w.workspace
                                where a.course = ?1 and w.person = any(string_to_array(?2, ',')::uuid[])
                                """)
                        .setParameter(1, course.value())
                        .setParameter(2, people)
                        .getResultList();
        var begun = new HashMap<UserId, Map<UUID, Instant>>();
        for (Object one : found) {
            var row = (Object[]) one;
            begun.computeIfAbsent(new UserId((UUID) row[0]), _ -> new HashMap<>())
                    .put((UUID) row[1], instant(row[2]));
        }
        return begun;
    }

    private static Instant instant(Object time) {
        return switch (time) {
            case Instant instant -> instant;
            case java.time.OffsetDateTime offset -> offset.toInstant();
            case java.sql.Timestamp timestamp -> timestamp.toInstant();
            default -> throw new IllegalStateException("No time: " + time.getClass());
        };
    }
}
