package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentCopied;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.CourseCopied;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What counts how in a course.
@Stateless
public class GradePlans {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private GradeRows rows;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// Puts this in the place of the plan there was.
    ///
    /// @param places the categories of columns; those of others stay, and go to the first one where theirs is gone
    /// @param seen version of the plan that was changed to this one; null to take the place of whatever there is
    /// @throws ECodeException as [Courses#enterOpen]; `NOT_FOUND` for a column of another course; `MALFORMED_REQUEST`;
    ///     `CONFLICT` when it is another plan by now
    public GradeSheet change(
            Caller caller,
            CourseId course,
            GradePlan plan,
            Map<UUID, UUID> places,
            @Nullable Long seen) {
        Courses.Place place = courses.enterOpen(caller, course, CourseRight.TEACH);
        rows.lock(course);
        GradeSheet before = rows.sheet(place.course());
        if (seen != null && seen != before.version()) {
            throw new ECodeException(
                    CONFLICT,
                    "Somebody changed what counts how since you opened it. Nothing was changed: note what you want to keep, open it again and change that.");
        }
        store(course, plan);
        places.forEach((column, category) -> {
            plan.require(category);
            put(before, column, category);
        });
        entities.flush();
        GradeSheet after = rows.sheet(place.course());
        trail.record(
                Deed.done(caller, "gradebook.change", "course:" + course)
                        .changing(described(before), described(after)));
        return after;
    }

    private void store(CourseId course, GradePlan plan) {
        GradePlanSheet present = entities.find(GradePlanSheet.class, course.value());
        if (present == null) {
            entities.persist(new GradePlanSheet(course, plan));
        } else {
            present.change(plan);
        }
    }

    private void put(GradeSheet sheet, UUID id, UUID category) {
        GradeColumn column =
                sheet.columns().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> ECodeException.notFound("The column"));
        if (column.isItem()) {
            entities.find(GradeItem.class, id).move(category);
        } else {
            put(new AssignmentId(id), category);
        }
    }

    private void put(AssignmentId assignment, UUID category) {
        AssignmentPlace present = entities.find(AssignmentPlace.class, assignment.value());
        if (present == null) {
            entities.persist(new AssignmentPlace(assignment, category));
        } else {
            present.move(category);
        }
    }

    private static Map<String, Object> described(GradeSheet sheet) {
        var columns = new StringBuilder();
        sheet.columns()
                .forEach(one ->
                        columns.append(one.title())
                                .append(": ")
                                .append(one.category().title())
                                .append('\n'));
        return Map.of(
                "plan", sheet.plan().json(),
                "weights", sheet.plan().weights().toPlainString(),
                "columns", columns.toString().strip());
    }

    /// A copied course counts the same, with the same items, without anybody's scores.
    public void copy(@Observes CourseCopied event) {
        GradePlanSheet sheet = entities.find(GradePlanSheet.class, event.original().value());
        if (sheet != null) {
            entities.persist(new GradePlanSheet(event.copy(), sheet.plan()));
        }
        rows.items(event.original())
                .forEach(item ->
                        entities.persist(
                                new GradeItem(
                                        event.copy(),
                                        new GradeItem.Terms(
                                                item.title(), item.points(), item.category()),
                                        clock.instant())));
    }

    /// Categories keep their ids in a copied course.
    public void copy(@Observes AssignmentCopied event) {
        AssignmentPlace place = entities.find(AssignmentPlace.class, event.original().value());
        if (place != null) {
            put(event.copy(), place.category());
        }
    }
}
