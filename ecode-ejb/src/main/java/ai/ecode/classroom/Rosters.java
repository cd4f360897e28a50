package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.ETAG_REQUIRED;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.STALE_ETAG;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.User;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the people of a course in line with a roster: first as a plan to look at, then for good.
@Stateless
public class Rosters {

    /// Of a roster.
    public static final int MOST_BYTES = RosterFile.MOST_BYTES;

    private static final int AT_ONCE = 500;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<StudentsLeft> left;

    /// A change and the rows it is about.
    private record Change(
            RosterPlan.Step step,
            RosterFile.@Nullable Line line,
            @Nullable Enrolment enrolment,
            @Nullable User person) {}

    /// What the roster would change.
    ///
    /// @param removeOthers whether students who are not on it leave the course
    /// @throws ECodeException as [Courses#enter] and [RosterFile#read]
    public RosterPlan plan(Caller caller, CourseId course, byte[] csv, boolean removeOthers) {
        courses.enter(caller, course, CourseRight.ENROL).course().requireOpen();
        RosterFile file = RosterFile.read(csv);
        return plan(file, changes(caller, course, file, removeOthers));
    }

    /// Carries a plan out.
    ///
    /// @param digest of the plan that was agreed to; null when none was
    /// @throws ECodeException as [#plan]; `ETAG_REQUIRED` without a plan; `STALE_ETAG` when it would do something else by now; `MALFORMED_REQUEST` while a
    ///     line has a fault; `CONFLICT` when no teacher would be left, or a group without the one in whose workspace it works
    public RosterPlan apply(
            Caller caller,
            CourseId course,
            byte[] csv,
            boolean removeOthers,
            @Nullable String digest) {
        Course changed = courses.enter(caller, course, CourseRight.ENROL).course();
        if (digest == null) {
            throw new ECodeException(
                    ETAG_REQUIRED,
                    "Ask for the plan first and send its ETag as If-Match. Nothing was changed.");
        }
        entities.lock(changed, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
        changed.requireOpen();
        RosterFile file = RosterFile.read(csv);
        List<Change> changes = changes(caller, course, file, removeOthers);
        RosterPlan plan = plan(file, changes);
        if (!plan.faults().isEmpty()) {
            RosterFault first = plan.faults().getFirst();
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%d lines have a fault, the first is line %d: %s Nothing was changed."
                                    .formatted(plan.faults().size(), first.line(), first.message()))
                    .with("line", first.line());
        }
        if (!plan.digest().equals(digest)) {
            throw new ECodeException(
                            STALE_ETAG,
                            "The course has changed since you looked. Nothing was done: look again.")
                    .with("etag", "\"" + plan.digest() + "\"");
        }
        left.fire(new StudentsLeft(caller, leaving(changes)));
        changes.forEach(change -> carryOut(course, change));
        requireTeacher(course);
        trail.record(
                Deed.done(caller, "course.roster", "course:" + course)
                        .changing(null, counted(plan)));
        return plan;
    }

    private static RosterPlan plan(RosterFile file, List<Change> changes) {
        var steps = changes.stream().map(Change::step).filter(Rosters::doesSomething).toList();
        int same = (int) changes.stream().filter(c -> !doesSomething(c.step())).count();
        return new RosterPlan(steps, same, file.faults());
    }

    private static boolean doesSomething(RosterPlan.Step step) {
        return step.nameBefore().isPresent()
                || !step.roleBefore().equals(step.roleAfter())
                || !step.sectionBefore().equals(step.sectionAfter());
    }

    private List<Change> changes(
            Caller caller, CourseId course, RosterFile file, boolean removeOthers) {
        List<Enrolment> present =
                entities.createQuery(
                                "select e from Enrolment e where e.course = :course order by lower(e.name), e.id",
                                Enrolment.class)
                        .setParameter("course", course.value())
                        .getResultList();
        var byEmail = new HashMap<String, Enrolment>();
        present.forEach(e -> e.email().ifPresent(email -> byEmail.put(email, e)));
        var byPerson =
                present.stream()
                        .filter(e -> e.person().isPresent())
                        .collect(Collectors.toMap(e -> e.person().orElseThrow(), e -> e));
        Map<String, User> people =
                people(
                        caller.organization(),
                        file.lines().stream().map(line -> line.email().value()).toList());
        var changes = new ArrayList<Change>();
        var kept = new HashSet<Enrolment>();
        for (RosterFile.Line line : file.lines()) {
            @Nullable User person = people.get(line.email().value());
            @Nullable Enrolment enrolment = byEmail.get(line.email().value());
            if (enrolment == null && person != null) {
                enrolment = byPerson.get(person.id());
            }
            if (enrolment != null) {
                kept.add(enrolment);
            }
            changes.add(change(line, enrolment, person));
        }
        if (removeOthers) {
            present.stream()
                    .filter(e -> e.role() == CourseRole.STUDENT && !kept.contains(e))
                    .map(Rosters::removal)
                    .forEach(changes::add);
        }
        return changes;
    }

    private static Change change(
            RosterFile.Line line, @Nullable Enrolment enrolment, @Nullable User person) {
        var present = Optional.ofNullable(enrolment);
        Optional<String> section =
                line.section() == null
                        ? present.flatMap(Enrolment::section)
                        : Optional.ofNullable(Enrolment.validSection(line.section()));
        CourseRole role =
                line.role().or(() -> present.map(Enrolment::role)).orElse(CourseRole.STUDENT);
        // A name that the roster does not say is the address, until one is known.
        String name =
                person != null
                        ? person.fullName()
                        : line.name().isBlank()
                                ? present.map(Enrolment::name).orElse(line.email().value())
                                : line.name();
        Optional<String> nameBefore =
                present.filter(one -> one.person().isEmpty() && person == null)
                        .map(Enrolment::name)
                        .filter(before -> !before.equals(name));
        var step =
                new RosterPlan.Step(
                        line.email().value(),
                        name,
                        nameBefore,
                        person != null,
                        present.map(Enrolment::role),
                        Optional.of(role),
                        present.flatMap(Enrolment::section),
                        section);
        return new Change(step, line, enrolment, person);
    }

    private static Change removal(Enrolment enrolment) {
        var step =
                new RosterPlan.Step(
                        enrolment.email().orElse(""),
                        enrolment.name(),
                        Optional.empty(),
                        enrolment.person().isPresent(),
                        Optional.of(enrolment.role()),
                        Optional.empty(),
                        enrolment.section(),
                        Optional.empty());
        return new Change(step, null, enrolment, null);
    }

    /// Those of the organization, by address.
    private Map<String, User> people(OrganizationId organization, List<String> emails) {
        var found = new ArrayList<User>();
        for (int from = 0; from < emails.size(); from += AT_ONCE) {
            found.addAll(
                    entities.createQuery(
                                    "select u from User u where u.organization.id = :organization"
                                            + " and lower(u.email) in :emails",
                                    User.class)
                            .setParameter("organization", organization.value())
                            .setParameter(
                                    "emails",
                                    emails.subList(from, Math.min(emails.size(), from + AT_ONCE)))
                            .getResultList());
        }
        return byEmail(found);
    }

    private static Map<String, User> byEmail(Collection<User> people) {
        return people.stream()
                .filter(person -> person.email().flatMap(EmailAddress::read).isPresent())
                .collect(
                        Collectors.toMap(
                                person ->
                                        person.email()
                                                .flatMap(EmailAddress::read)
                                                .orElseThrow()
                                                .value(),
                                Function.identity(),
                                (one, _) -> one));
    }

    private static List<Enrolment> leaving(List<Change> changes) {
        return changes.stream()
                .filter(change ->
                        isStudent(change.step().roleBefore())
                                && !isStudent(change.step().roleAfter()))
                .flatMap(change -> Stream.ofNullable(change.enrolment()))
                .toList();
    }

    private static boolean isStudent(Optional<CourseRole> role) {
        return role.filter(CourseRole.STUDENT::equals).isPresent();
    }

    private void carryOut(CourseId course, Change change) {
        RosterFile.@Nullable Line line = change.line();
        @Nullable Enrolment enrolment = change.enrolment();
        if (line == null) {
            if (enrolment != null) {
                entities.remove(enrolment);
            }
            return;
        }
        CourseRole role = change.step().roleAfter().orElseThrow();
        if (enrolment == null) {
            @Nullable User person = change.person();
            enrolment =
                    person != null
                            ? Enrolment.of(course, person, role, clock.instant())
                            : Enrolment.waiting(
                                    course,
                                    line.email(),
                                    change.step().name(),
                                    role,
                                    clock.instant());
            entities.persist(enrolment);
        }
        if (change.step().nameBefore().isPresent()) {
            enrolment.rename(change.step().name());
        }
        enrolment.change(role, change.step().sectionAfter().orElse(null));
    }

    private void requireTeacher(CourseId course) {
        long teachers =
                entities.createQuery(
                                "select count(e) from Enrolment e where e.course = :course and e.role = :role"
                                        + " and e.person is not null",
                                Long.class)
                        .setParameter("course", course.value())
                        .setParameter("role", CourseRole.TEACHER)
                        .getSingleResult();
        if (teachers == 0) {
            throw new ECodeException(
                    CONFLICT,
                    "With this roster the course has no teacher who has signed in. Nothing was changed.");
        }
    }

    private static Map<String, Object> counted(RosterPlan plan) {
        long added = plan.steps().stream().filter(s -> s.roleBefore().isEmpty()).count();
        long removed = plan.steps().stream().filter(s -> s.roleAfter().isEmpty()).count();
        return Map.of(
                "added", added,
                "removed", removed,
                "changed", plan.steps().size() - added - removed);
    }
}
