package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.PersonSeen;
import ai.ecode.identity.User;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
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

/// Who takes part in courses.
@Stateless
public class Enrolments {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<StudentsLeft> left;

    /// By name.
    ///
    /// @throws ECodeException as [Courses#enter]; students do not see the others
    public Page<Enrolment> of(Caller caller, CourseId course, PageRequest page) {
        courses.enter(caller, course, CourseRight.ASSIST);
        List<Enrolment> items =
                entities.createQuery(
                                "select e from Enrolment e where e.course = :course order by lower(e.name), e.id",
                                Enrolment.class)
                        .setParameter("course", course.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultList();
        long total =
                entities.createQuery(
                                "select count(e) from Enrolment e where e.course = :course",
                                Long.class)
                        .setParameter("course", course.value())
                        .getSingleResult();
        return new Page<>(items, page.page(), page.size(), total);
    }

    /// Takes the caller into the course that the code invites to; who takes part already keeps the role.
    ///
    /// @throws ECodeException `NOT_FOUND` for a code of no course of the caller's organization
    public Courses.Place join(Caller caller, Invitation invitation) {
        Course course =
                entities.createQuery(
                                "select c from Course c where c.invitation = :code and c.organization = :organization",
                                Course.class)
                        .setParameter("code", invitation.code())
                        .setParameter("organization", caller.organization().value())
                        .getResultStream()
                        .findFirst()
                        .orElseThrow(() -> {
                            trail.recordApart(Deed.denied(caller, "course.join", "course:unknown"));
                            return Invitation.unknown();
                        });
        User person = people.require(caller.user());
        Optional<Enrolment> present = find(course.id(), person);
        if (present.isEmpty()) {
            entities.persist(
                    Enrolment.of(course.id(), person, CourseRole.STUDENT, clock.instant()));
            trail.record(Deed.done(caller, "course.join", "course:" + course.id()));
        }
        return new Courses.Place(
                course, Optional.of(present.map(Enrolment::role).orElse(CourseRole.STUDENT)));
    }

    /// Under the account, or under its address while that waits for it.
    private Optional<Enrolment> find(CourseId course, User person) {
        Optional<Enrolment> known =
                entities.createQuery(
                                "select e from Enrolment e where e.course = :course and e.person = :person",
                                Enrolment.class)
                        .setParameter("course", course.value())
                        .setParameter("person", person.id().value())
                        .getResultStream()
                        .findFirst();
        if (known.isPresent()) {
            return known;
        }
        Optional<Enrolment> waiting =
                person.email()
                        .flatMap(EmailAddress::read)
                        .flatMap(email ->
                                entities.createQuery(
                                                "select e from Enrolment e where e.course = :course and e.person is null"
                                                        + " and e.email = :email",
                                                Enrolment.class)
                                        .setParameter("course", course.value())
                                        .setParameter("email", email.value())
                                        .getResultStream()
                                        .findFirst());
        waiting.ifPresent(enrolment -> enrolment.come(person));
        return waiting;
    }

    /// Changes somebody's role or section.
    ///
    /// @throws ECodeException `NOT_FOUND`; `CONFLICT` when no teacher would be left, or a group without the one in whose workspace it
    ///     works
    public Enrolment change(
            Caller caller, CourseId course, UUID id, CourseRole role, @Nullable String section) {
        Enrolment enrolment = require(caller, course, id);
        if (role != CourseRole.TEACHER) {
            requireAnotherTeacher(enrolment);
        }
        Map<String, Object> before = described(enrolment);
        if (enrolment.role() == CourseRole.STUDENT && role != CourseRole.STUDENT) {
            left.fire(new StudentsLeft(caller, List.of(enrolment)));
        }
        enrolment.change(role, section);
        trail.record(
                Deed.done(caller, "enrolment.change", "course:" + course)
                        .changing(before, described(enrolment)));
        return enrolment;
    }

    /// Takes somebody out of the course; what they submitted stays.
    ///
    /// @throws ECodeException as [#change]
    public void remove(Caller caller, CourseId course, UUID id) {
        Enrolment enrolment = require(caller, course, id);
        requireAnotherTeacher(enrolment);
        left.fire(new StudentsLeft(caller, List.of(enrolment)));
        entities.remove(enrolment);
        trail.record(
                Deed.done(caller, "enrolment.remove", "course:" + course)
                        .changing(described(enrolment), null));
    }

    private Enrolment require(Caller caller, CourseId course, UUID id) {
        courses.enter(caller, course, CourseRight.ENROL).course().requireOpen();
        return Optional.ofNullable(entities.find(Enrolment.class, id))
                .filter(e -> e.course().equals(course))
                .orElseThrow(() -> ECodeException.notFound("This person"));
    }

    private void requireAnotherTeacher(Enrolment leaving) {
        if (leaving.role() == CourseRole.TEACHER && teachersBeside(leaving) == 0) {
            throw new ECodeException(
                    CONFLICT,
                    "%s is the only teacher of the course. Make somebody else a teacher first."
                            .formatted(leaving.name()));
        }
    }

    /// Those who have never signed in cannot run a course yet.
    private long teachersBeside(Enrolment one) {
        return entities.createQuery(
                        "select count(e) from Enrolment e where e.course = :course and e.role = :role and e.id <> :id"
                                + " and e.person is not null",
                        Long.class)
                .setParameter("course", one.course().value())
                .setParameter("role", CourseRole.TEACHER)
                .setParameter("id", one.id())
                .getSingleResult();
    }

    /// Gives people what waited for their address, in the courses of their organization.
    public void recognize(@Observes PersonSeen seen) {
        User person = people.require(seen.person());
        person.email().flatMap(EmailAddress::read).ifPresent(email -> recognize(person, email));
    }

    private void recognize(User person, EmailAddress email) {
        entities.createQuery(
                        "select e from Enrolment e, Course c where c.id = e.course and c.organization = :organization"
                                + " and e.person is null and e.email = :email and not exists"
                                + " (select o from Enrolment o where o.course = e.course and o.person = :person)",
                        Enrolment.class)
                .setParameter("organization", person.organization().id().value())
                .setParameter("email", email.value())
                .setParameter("person", person.id().value())
                .getResultList()
                .forEach(enrolment -> enrolment.come(person));
    }

    static Map<String, Object> described(Enrolment enrolment) {
        var described = new TreeMap<String, Object>();
        described.put("name", enrolment.name());
        described.put("role", enrolment.role().wireName());
        enrolment.section().ifPresent(section -> described.put("section", section));
        enrolment.userName().ifPresent(name -> described.put("user", name));
        return described;
    }
}
