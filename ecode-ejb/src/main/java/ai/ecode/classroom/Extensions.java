package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who has more time, or more attempts, than the others. What one of a [StudentGroup] has, the group has.
@Stateless
public class Extensions {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private GroupRolls groups;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// An extension with the name of who has it.
    public record Granted(Enrolment enrolment, Extension extension) {}

    /// By name; for those who run the course.
    public List<Granted> of(Caller caller, AssignmentId assignment) {
        assignments.enter(caller, assignment, CourseRight.GRADE);
        return entities.createQuery(
                        "select e, x from Extension x, Enrolment e where x.enrolment = e.id and x.assignment = :assignment"
                                + " order by lower(e.name), e.id",
                        Object[].class)
                .setParameter("assignment", assignment.value())
                .getResultStream()
                .map(row -> new Granted((Enrolment) row[0], (Extension) row[1]))
                .toList();
    }

    /// What holds for the person: what they were given themselves, and what anybody of their group was.
    public List<Extension> holding(AssignmentId assignment, UserId person) {
        return entities.createQuery(
                        "select x from Extension x, Enrolment e where x.enrolment = e.id and x.assignment = :assignment"
                                + " and (e.person = :person or e.id in (select o.enrolment from GroupMember o, GroupMember m, Enrolment w"
                                + " where o.group = m.group and m.enrolment = w.id and m.assignment = :assignment and w.person = :person))",
                        Extension.class)
                .setParameter("assignment", assignment.value())
                .setParameter("person", person.value())
                .getResultList();
    }

    /// The same for many, by enrolment and assignment; of what holds for a group each of its students has an entry.
    public Map<UUID, Map<UUID, List<Extension>>> holding(Collection<UUID> enrolments) {
        if (enrolments.isEmpty()) {
            return Map.of();
        }
        Stream<Object[]> own =
                entities.createQuery(
                                "select x.enrolment, x from Extension x where x.enrolment in :ids",
                                Object[].class)
                        .setParameter("ids", enrolments)
                        .getResultStream();
        Stream<Object[]> ofGroups =
                entities.createQuery(
                                "select m.enrolment, x from GroupMember m, GroupMember o, Extension x where m.enrolment in :ids and o.group = m.group"
                                        + " and o.enrolment <> m.enrolment and x.enrolment = o.enrolment and x.assignment = m.assignment",
                                Object[].class)
                        .setParameter("ids", enrolments)
                        .getResultStream();
        return Stream.concat(own, ofGroups)
                .collect(
                        Collectors.groupingBy(
                                row -> (UUID) row[0],
                                Collectors.groupingBy(
                                        row -> ((Extension) row[1]).assignment().value(),
                                        Collectors.mapping(
                                                row -> (Extension) row[1], Collectors.toList()))));
    }

    /// Whether the due date of this person, with what they were given, has passed; never where there is none.
    public boolean isOverdue(Assignment assignment, UserId person) {
        return Extension.of(assignment.plan().dates(), holding(assignment.id(), person))
                .isOverdue(clock.instant());
    }

    /// Gives somebody of the course an extension in the place of the one they have.
    ///
    /// @throws ECodeException `NOT_FOUND` for an enrolment of another course
    public Granted grant(
            Caller caller, AssignmentId assignment, UUID enrolment, Extension.Terms terms) {
        return grant(caller, assignment, require(caller, assignment, enrolment), terms);
    }

    /// Gives all of a group the same, in the place of what each of them has: who leaves the group takes it along, the others
    /// keep it.
    ///
    /// @throws ECodeException `NOT_FOUND` for a group of another assignment; `CONFLICT` for one of nobody
    public List<Granted> grantAll(
            Caller caller, AssignmentId assignment, UUID group, Extension.Terms terms) {
        assignments.teach(caller, assignment);
        StudentGroup found =
                Optional.ofNullable(entities.find(StudentGroup.class, group))
                        .filter(one -> one.assignment().equals(assignment))
                        .orElseThrow(() -> ECodeException.notFound("The group"));
        List<Enrolment> members = groups.formed(found).members();
        if (members.isEmpty()) {
            throw new ECodeException(
                    CONFLICT,
                    "Nobody is in the group “%s”. Nothing was granted.".formatted(found.name()));
        }
        return members.stream().map(one -> grant(caller, assignment, one, terms)).toList();
    }

    private Granted grant(
            Caller caller, AssignmentId assignment, Enrolment whose, Extension.Terms terms) {
        Optional<Extension> present = find(assignment, whose);
        Map<String, Object> before = present.map(x -> described(whose, x)).orElse(null);
        Extension extension = present.orElseGet(() -> new Extension(assignment, whose));
        extension.grant(caller, terms, clock.instant());
        if (present.isEmpty()) {
            entities.persist(extension);
        }
        trail.record(
                Deed.done(caller, "extension.grant", Assignments.object(assignment))
                        .changing(before, described(whose, extension)));
        return new Granted(whose, extension);
    }

    /// @throws ECodeException `NOT_FOUND`
    public void end(Caller caller, AssignmentId assignment, UUID enrolment) {
        Enrolment whose = require(caller, assignment, enrolment);
        Extension extension =
                find(assignment, whose).orElseThrow(() -> ECodeException.notFound("The extension"));
        entities.remove(extension);
        trail.record(
                Deed.done(caller, "extension.end", Assignments.object(assignment))
                        .changing(described(whose, extension), null));
    }

    private Enrolment require(Caller caller, AssignmentId assignment, UUID enrolment) {
        CourseId course = assignments.teach(caller, assignment).assignment().course();
        return Optional.ofNullable(entities.find(Enrolment.class, enrolment))
                .filter(e -> e.course().equals(course))
                .orElseThrow(() -> ECodeException.notFound("This person"));
    }

    private Optional<Extension> find(AssignmentId assignment, Enrolment whose) {
        return entities.createQuery(
                        "select x from Extension x where x.enrolment = :enrolment and x.assignment = :assignment",
                        Extension.class)
                .setParameter("assignment", assignment.value())
                .setParameter("enrolment", whose.id())
                .getResultStream()
                .findFirst();
    }

    private static Map<String, Object> described(Enrolment whose, Extension extension) {
        var described = new TreeMap<String, Object>();
        described.put("name", whose.name());
        extension.dueAt().ifPresent(due -> described.put("dueAt", due.toString()));
        extension.closesAt().ifPresent(closes -> described.put("closesAt", closes.toString()));
        described.put("moreAttempts", extension.moreAttempts());
        described.put("reason", extension.reason());
        return described;
    }
}
