package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All courses. [#enter] is the one place that decides who may do what with one.
@Stateless
public class Courses {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<CourseCopied> copied;

    /// A course, and what the caller is in it.
    ///
    /// @param role empty for an administrator who takes no part
    public record Place(Course course, Optional<CourseRole> role) {

        /// Whether the caller helps to run the course.
        public boolean isOfTheStaff() {
            return role.filter(r -> r != CourseRole.STUDENT).isPresent();
        }
    }

    /// The courses in which the caller takes part, newest first.
    public Page<Place> of(Caller caller, boolean archived, PageRequest page) {
        String which =
                " from Course c, Enrolment e where e.course = c.id and e.person = :person"
                        + " and c.organization = :organization and c.archivedAt is "
                        + (archived ? "not null" : "null");
        List<Place> places =
                entities.createQuery(
                                "select c, e.role" + which + " order by c.createdAt desc, c.id",
                                Object[].class)
                        .setParameter("person", caller.user().value())
                        .setParameter("organization", caller.organization().value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultStream()
                        .map(row -> new Place((Course) row[0], Optional.of((CourseRole) row[1])))
                        .toList();
        long total =
                entities.createQuery("select count(c)" + which, Long.class)
                        .setParameter("person", caller.user().value())
                        .setParameter("organization", caller.organization().value())
                        .getSingleResult();
        return new Page<>(places, page.page(), page.size(), total);
    }

    /// The course, if the caller has the right. Teachers have every right, assistants see who takes part and what was submitted,
    /// students see the course and attend it. An administrator of the organization sees it and decides who takes part, so that a
    /// course whose teacher has left is not lost; what is submitted in it is not theirs to see. For everybody else it does not exist. A refusal is recorded.
    ///
    /// @throws ECodeException `NOT_FOUND` or `FORBIDDEN`
    public Place enter(Caller caller, CourseId id, CourseRight right) {
        Course course =
                Optional.ofNullable(entities.find(Course.class, id.value()))
                        .filter(c -> c.organization().equals(caller.organization()))
                        .orElseThrow(Courses::unknown);
        Optional<CourseRole> role = role(caller, id);
        if (allows(caller, role, right)) {
            return new Place(course, role);
        }
        trail.recordApart(
                Deed.denied(
                        caller, "course." + right.name().toLowerCase(Locale.ROOT), "course:" + id));
        if (!allows(caller, role, CourseRight.SEE)) {
            throw unknown();
        }
        throw new ECodeException(
                FORBIDDEN, "Only %s of the course may do this.".formatted(whoMay(right)));
    }

    /// The same for a change: not while the course is archived.
    ///
    /// @throws ECodeException as [#enter]; `CONFLICT` when it is archived
    public Place enterOpen(Caller caller, CourseId id, CourseRight right) {
        Place place = enter(caller, id, right);
        place.course().requireOpen();
        return place;
    }

    /// Whether [#enter] would let the caller in now; nothing is recorded.
    public boolean may(Caller caller, CourseId id, CourseRight right) {
        return Optional.ofNullable(entities.find(Course.class, id.value()))
                .filter(course -> course.organization().equals(caller.organization()))
                .filter(_ -> allows(caller, role(caller, id), right))
                .isPresent();
    }

    /// The course for the platform's own work, without asking who wants it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Course require(CourseId id) {
        return Optional.ofNullable(entities.find(Course.class, id.value()))
                .orElseThrow(Courses::unknown);
    }

    private static String whoMay(CourseRight right) {
        return switch (right) {
            case SEE, ATTEND -> "people";
            case ASSIST, GRADE -> "teachers and assistants";
            case ENROL, TEACH -> "teachers";
        };
    }

    private Optional<CourseRole> role(Caller caller, CourseId course) {
        return entities.createQuery(
                        "select e.role from Enrolment e where e.course = :course and e.person = :person",
                        CourseRole.class)
                .setParameter("course", course.value())
                .setParameter("person", caller.user().value())
                .getResultStream()
                .findFirst();
    }

    private static boolean allows(Caller caller, Optional<CourseRole> role, CourseRight right) {
        boolean administers = caller.is(Role.ADMIN);
        return switch (right) {
            case SEE -> administers || role.isPresent();
            case ATTEND -> role.isPresent();
            case GRADE -> role.filter(r -> r != CourseRole.STUDENT).isPresent();
            case ASSIST -> administers || role.filter(r -> r != CourseRole.STUDENT).isPresent();
            case ENROL -> administers || role.filter(r -> r == CourseRole.TEACHER).isPresent();
            case TEACH -> role.filter(r -> r == CourseRole.TEACHER).isPresent();
        };
    }

    /// A new course, with the caller as its teacher.
    ///
    /// @param timeZone of its dates, as the IANA database names it
    /// @throws ECodeException `FORBIDDEN` without the role teacher or admin; `INVALID_NAME`, `MALFORMED_REQUEST`
    public Place create(Caller caller, String title, String term, String timeZone) {
        caller.requireAny(Role.TEACHER, Role.ADMIN);
        return add(caller, new Course(caller, title, term, timeZone, clock.instant()), "create");
    }

    /// The same course for another term: all but its people.
    ///
    /// @throws ECodeException as [#create], and as [#enter] for who does not teach it
    public Place copy(Caller caller, CourseId id, String title, String term) {
        Course original = enter(caller, id, CourseRight.TEACH).course();
        caller.requireAny(Role.TEACHER, Role.ADMIN);
        var copy = new Course(caller, title, term, original.timeZone().getId(), clock.instant());
        copy.follow(original);
        Place place = add(caller, copy, "copy");
        entities.flush();
        copied.fire(new CourseCopied(caller, id, copy.id()));
        return place;
    }

    private Place add(Caller caller, Course course, String how) {
        entities.persist(course);
        entities.persist(
                Enrolment.of(
                        course.id(),
                        people.require(caller.user()),
                        CourseRole.TEACHER,
                        clock.instant()));
        trail.record(
                Deed.done(caller, "course." + how, "course:" + course.id())
                        .changing(null, described(course)));
        return new Place(course, Optional.of(CourseRole.TEACHER));
    }

    /// Changes what is not null.
    ///
    /// @throws ECodeException `CONFLICT` when it is archived; `INVALID_NAME`, `MALFORMED_REQUEST`
    public Place change(
            Caller caller,
            CourseId id,
            @Nullable String title,
            @Nullable String term,
            @Nullable String timeZone,
            @Nullable Integer lateDays) {
        Place place = enter(caller, id, CourseRight.TEACH);
        Map<String, Object> before = described(place.course());
        place.course().change(title, term, timeZone, lateDays);
        return changed(caller, place, "change", before);
    }

    public Place archive(Caller caller, CourseId id, boolean archived) {
        Place place = enter(caller, id, CourseRight.TEACH);
        Map<String, Object> before = described(place.course());
        if (archived) {
            place.course().archive(clock.instant());
        } else {
            place.course().reopen();
        }
        return changed(caller, place, archived ? "archive" : "reopen", before);
    }

    /// Makes a code by which people of the organization join as students; an earlier one ends.
    public Place invite(Caller caller, CourseId id) {
        Place place = enter(caller, id, CourseRight.ENROL);
        place.course().invite(Invitation.make());
        trail.record(Deed.done(caller, "course.invite", "course:" + id));
        return place;
    }

    /// Nobody joins by code any more.
    public Place closeInvitation(Caller caller, CourseId id) {
        Place place = enter(caller, id, CourseRight.ENROL);
        place.course().closeInvitation();
        trail.record(Deed.done(caller, "course.uninvite", "course:" + id));
        return place;
    }

    private Place changed(Caller caller, Place place, String how, Map<String, Object> before) {
        trail.record(
                Deed.done(caller, "course." + how, "course:" + place.course().id())
                        .changing(before, described(place.course())));
        return place;
    }

    private static Map<String, Object> described(Course course) {
        return Map.of(
                "title", course.title(),
                "term", course.term(),
                "timeZone", course.timeZone().getId(),
                "lateDays", course.lateDays(),
                "archived", course.archivedAt().isPresent());
    }

    static ECodeException unknown() {
        return ECodeException.notFound("The course");
    }
}
