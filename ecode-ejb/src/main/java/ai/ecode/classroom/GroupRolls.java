package ai.ecode.classroom;

import ai.ecode.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Who is in which group, as stored. Part of the caller's transaction; it asks nobody.
@ApplicationScoped
public class GroupRolls {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    /// A group with who is in it, by name.
    public record Formed(StudentGroup group, List<Enrolment> members) {}

    /// The groups of an assignment, by name.
    List<Formed> of(AssignmentId assignment) {
        Map<UUID, List<Enrolment>> byGroup =
                entities.createQuery(
                                "select m.group, e from GroupMember m, Enrolment e where e.id = m.enrolment and m.assignment = :assignment"
                                        + " order by lower(e.name), e.id",
                                Object[].class)
                        .setParameter("assignment", assignment.value())
                        .getResultStream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> (UUID) row[0],
                                        Collectors.mapping(
                                                row -> (Enrolment) row[1], Collectors.toList())));
        return entities.createQuery(
                        "select g from StudentGroup g where g.assignment = :assignment order by lower(g.name), g.id",
                        StudentGroup.class)
                .setParameter("assignment", assignment.value())
                .getResultStream()
                .map(group -> new Formed(group, byGroup.getOrDefault(group.id(), List.of())))
                .toList();
    }

    /// A group as it is now.
    Formed formed(StudentGroup group) {
        return new Formed(
                group,
                entities.createQuery(
                                "select e from GroupMember m, Enrolment e where e.id = m.enrolment and m.group = :group"
                                        + " order by lower(e.name), e.id",
                                Enrolment.class)
                        .setParameter("group", group.id())
                        .getResultList());
    }

    /// With whom somebody works on an assignment.
    Team team(AssignmentId assignment, UserId person) {
        return entities.createQuery(
                        "select g from StudentGroup g, GroupMember m, Enrolment e where m.group = g.id and e.id = m.enrolment"
                                + " and m.assignment = :assignment and e.person = :person",
                        StudentGroup.class)
                .setParameter("assignment", assignment.value())
                .setParameter("person", person.value())
                .getResultStream()
                .findFirst()
                .map(group -> new Team(Optional.of(group), people(group)))
                .orElseGet(() -> Team.alone(person));
    }

    /// Those of a group who have an account.
    Set<UserId> people(StudentGroup group) {
        return formed(group).members().stream()
                .flatMap(one -> one.person().stream())
                .collect(Collectors.toSet());
    }
}
