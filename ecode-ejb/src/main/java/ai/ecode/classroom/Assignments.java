package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshot;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The assignments of courses. [#enter] decides who may do what with one, on top of [Courses#enter].
@Stateless
public class Assignments {

    /// What an assignment begins with.
    static final Snapshots.Room STARTER_ROOM = new Snapshots.Room(8L << 20, 500);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private Snapshots snapshots;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<AssignmentCopied> copied;
    @Inject private Event<AssignmentRemoved> removed;
    @Inject @Any private Instance<PublishPolicy> policies;

    /// An assignment with the course it belongs to and what the caller is in that.
    ///
    /// @param opened whether the caller sees what is asked: those who run the course always do
    public record Given(Assignment assignment, Courses.Place place, boolean opened) {}

    /// The assignments of a course that the caller may know of, by the time they are due.
    public Page<Given> of(Caller caller, CourseId course, PageRequest page) {
        Courses.Place place = courses.enter(caller, course, CourseRight.SEE);
        String which =
                " from Assignment a where a.course = :course"
                        + (place.isOfTheStaff() ? "" : " and a.publishedAt is not null");
        List<Given> items =
                entities.createQuery(
                                "select a" + which + " order by a.dueAt, a.createdAt, a.id",
                                Assignment.class)
                        .setParameter("course", course.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultStream()
                        .map(assignment -> given(assignment, place))
                        .toList();
        long total =
                entities.createQuery("select count(a)" + which, Long.class)
                        .setParameter("course", course.value())
                        .getSingleResult();
        return new Page<>(items, page.page(), page.size(), total);
    }

    private Given given(Assignment assignment, Courses.Place place) {
        return new Given(
                assignment,
                place,
                place.isOfTheStaff() || assignment.plan().dates().hasOpened(clock.instant()));
    }

    /// The assignment, if the caller has the right in its course. A draft exists for those who run the course alone. A refusal
    /// is recorded.
    ///
    /// @throws ECodeException `NOT_FOUND` or `FORBIDDEN`
    public Given enter(Caller caller, AssignmentId id, CourseRight right) {
        Assignment assignment =
                Optional.ofNullable(entities.find(Assignment.class, id.value()))
                        .orElseThrow(Assignments::unknown);
        Courses.Place place = courses.enter(caller, assignment.course(), CourseRight.SEE);
        if (assignment.publishedAt().isEmpty() && !place.isOfTheStaff()) {
            trail.recordApart(Deed.denied(caller, "assignment.see", object(id)));
            throw unknown();
        }
        if (right != CourseRight.SEE) {
            courses.enter(caller, assignment.course(), right);
        }
        return given(assignment, place);
    }

    /// The assignment for the platform's own work, without asking who wants it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Assignment require(AssignmentId id) {
        return Optional.ofNullable(entities.find(Assignment.class, id.value()))
                .orElseThrow(Assignments::unknown);
    }

    /// For changing its policy: teachers of a course that is not archived.
    ///
    /// @throws ECodeException as [#enter]; `CONFLICT` when the course is archived
    public Given teach(Caller caller, AssignmentId id) {
        Given given = enter(caller, id, CourseRight.TEACH);
        given.place().course().requireOpen();
        return given;
    }

    /// For judging what was submitted: teachers and assistants of a course that is not archived.
    ///
    /// @throws ECodeException as [#enter]; `CONFLICT` when the course is archived
    public Given grade(Caller caller, AssignmentId id) {
        Given given = enter(caller, id, CourseRight.GRADE);
        given.place().course().requireOpen();
        return given;
    }

    /// A new draft.
    ///
    /// @throws ECodeException as [Courses#enter]; `CONFLICT` when the course is archived
    public Given create(Caller caller, CourseId course, AssignmentPlan plan) {
        Courses.Place place = courses.enter(caller, course, CourseRight.TEACH);
        place.course().requireOpen();
        var assignment = new Assignment(caller, course, plan, clock.instant());
        entities.persist(assignment);
        entities.flush();
        trail.record(
                Deed.done(caller, "assignment.create", object(assignment.id()))
                        .changing(null, described(assignment)));
        return given(assignment, place);
    }

    /// Dates and policy can change at any time; what was submitted already keeps what was taken off it.
    ///
    /// @param seen version of what the plan was made from; null to change whatever there is
    /// @throws ECodeException `CONFLICT` when it is another by now
    public Given change(Caller caller, AssignmentId id, AssignmentPlan plan, @Nullable Long seen) {
        Given given = teach(caller, id);
        if (seen != null && seen != given.assignment().version()) {
            throw new ECodeException(
                    CONFLICT,
                    "Somebody changed this assignment since you opened it. Nothing was changed: note what you want to keep, open it again and change that.");
        }
        Map<String, Object> before = described(given.assignment());
        given.assignment().change(plan);
        entities.flush();
        trail.record(
                Deed.done(caller, "assignment.change", object(id))
                        .changing(before, described(given.assignment())));
        return given;
    }

    /// @throws ECodeException `CONFLICT` for one that has submissions and should be a draft again; as [PublishPolicy#check]
    public Given publish(Caller caller, AssignmentId id, boolean published) {
        Given given = teach(caller, id);
        if (published) {
            if (given.assignment().publishedAt().isEmpty()) {
                policies.forEach(policy -> policy.check(given.assignment()));
            }
            given.assignment().publish(clock.instant());
        } else {
            given.assignment().withdraw(submissionsTo(id));
        }
        trail.record(
                Deed.done(
                        caller,
                        published ? "assignment.publish" : "assignment.withdraw",
                        object(id)));
        return given;
    }

    /// Deletes one to which nothing was submitted.
    ///
    /// @throws ECodeException `CONFLICT`
    public void remove(Caller caller, AssignmentId id) {
        Assignment assignment = teach(caller, id).assignment();
        if (submissionsTo(id) > 0) {
            throw new ECodeException(
                    CONFLICT,
                    "“%s” has submissions: it cannot be deleted. Archive the course to put it away."
                            .formatted(assignment.title()));
        }
        removed.fire(new AssignmentRemoved(id));
        entities.remove(assignment);
        entities.flush();
        assignment.starter().ifPresent(snapshots::remove);
        trail.record(
                Deed.done(caller, "assignment.remove", object(id))
                        .changing(described(assignment), null));
    }

    private long submissionsTo(AssignmentId id) {
        return entities.createQuery(
                        "select count(s) from Submission s where s.assignment = :assignment",
                        Long.class)
                .setParameter("assignment", id.value())
                .getSingleResult();
    }

    /// The files it begins with, for whoever sees what is asked.
    ///
    /// @throws ECodeException `NOT_FOUND` also before it opens
    public List<FileEntry> starter(Caller caller, AssignmentId id) {
        Given given = enter(caller, id, CourseRight.ATTEND);
        if (!given.opened()) {
            throw unknown();
        }
        return given.assignment().starter().map(snapshots::list).orElse(List.of());
    }

    /// Who opened it before keeps what they have.
    ///
    /// @throws ECodeException `TOO_LARGE`, and those of [Snapshots#store]
    public List<FileEntry> begin(Caller caller, AssignmentId id, List<Snapshots.Content> files) {
        Given given = teach(caller, id);
        Snapshot snapshot =
                snapshots.store(given.place().course().organization(), files, STARTER_ROOM);
        Optional<UUID> before = given.assignment().begin(snapshot.id());
        entities.flush();
        before.ifPresent(snapshots::remove);
        trail.record(
                Deed.done(caller, "assignment.begin", object(id))
                        .changing(
                                null,
                                Map.of(
                                        "digest",
                                        snapshot.digest().hex(),
                                        "bytes",
                                        snapshot.bytes())));
        return snapshots.list(snapshot.id());
    }

    /// A copied course has the same assignments, as drafts without dates.
    public void copyAll(@Observes CourseCopied event) {
        entities.createQuery(
                        "select a from Assignment a where a.course = :course order by a.createdAt, a.id",
                        Assignment.class)
                .setParameter("course", event.original().value())
                .getResultList()
                .forEach(original -> copy(event, original));
    }

    private void copy(CourseCopied event, Assignment original) {
        AssignmentPlan plan = original.plan();
        var copy =
                new Assignment(
                        event.by(),
                        event.copy(),
                        new AssignmentPlan(
                                plan.title(),
                                plan.statement(),
                                plan.points(),
                                new Dates(null, null, null),
                                plan.late(),
                                plan.attempts(),
                                plan.cooldownSeconds(),
                                plan.counting(),
                                plan.release()),
                        clock.instant());
        original.starter().map(snapshots::copy).ifPresent(copy::begin);
        entities.persist(copy);
        entities.flush();
        copied.fire(new AssignmentCopied(event.by(), original.id(), copy.id()));
    }

    private static Map<String, Object> described(Assignment assignment) {
        AssignmentPlan plan = assignment.plan();
        var described = new TreeMap<String, Object>();
        described.put("course", assignment.course().toString());
        described.put("title", plan.title());
        described.put("points", plan.points());
        described.put("counting", plan.counting().name());
        described.put("release", plan.release().name());
        described.put("cooldownSeconds", plan.cooldownSeconds());
        described.put("latePercent", plan.late().percent());
        described.put("lateUnit", plan.late().unit().name());
        described.put("graceMinutes", plan.late().graceMinutes());
        put(described, "opensAt", plan.dates().opens());
        put(described, "dueAt", plan.dates().due());
        put(described, "closesAt", plan.dates().closes());
        put(described, "attempts", plan.attempts());
        return described;
    }

    private static void put(
            Map<String, Object> described,
            String what,
            @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            described.put(what, value instanceof Integer number ? number : value.toString());
        }
    }

    static String object(AssignmentId id) {
        return "assignment:" + id;
    }

    static ECodeException unknown() {
        return ECodeException.notFound("The assignment");
    }
}
