package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.NAME_TAKEN;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Members;
import ai.ecode.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who works on an assignment together. What was submitted before a group changes stays with those it was submitted for.
@Stateless
public class StudentGroups {

    static final int MOST_MEMBERS = 20;
    static final int MOST_GROUPS = 1_000;

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private GroupRolls rolls;
    @Inject private AssignmentWorkspaces opened;
    @Inject private Members members;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// By name: all for those who run the course, for a student their own.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public List<GroupRolls.Formed> of(Caller caller, AssignmentId assignment) {
        boolean all = assignments.enter(caller, assignment, CourseRight.SEE).place().isOfTheStaff();
        return rolls.of(assignment).stream().filter(one -> all || has(one, caller.user())).toList();
    }

    private static boolean has(GroupRolls.Formed formed, UserId person) {
        return formed.members().stream()
                .anyMatch(one -> one.person().filter(person::equals).isPresent());
    }

    /// A new group.
    ///
    /// @param students enrolments
    /// @throws ECodeException as [Assignments#teach]; `NAME_TAKEN`; `CONFLICT` for a student of another group; `NOT_FOUND` for
    ///     somebody of another course; `MALFORMED_REQUEST`; `QUOTA_EXCEEDED`
    public GroupRolls.Formed form(
            Caller caller, AssignmentId assignment, String name, Set<UUID> students) {
        Assignment given = teach(caller, assignment);
        return form(caller, given, name, students);
    }

    private GroupRolls.Formed form(
            Caller caller, Assignment assignment, String name, Set<UUID> students) {
        var group = new StudentGroup(caller, assignment.id(), name, clock.instant());
        requireFree(group);
        requireRoom(assignment.id(), 1);
        entities.persist(group);
        add(group, require(assignment, students));
        entities.flush();
        GroupRolls.Formed formed = rolls.formed(group);
        record(caller, "group.form", assignment.id(), null, described(formed));
        return formed;
    }

    /// @throws ECodeException as [#form]; `CONFLICT` for taking the one out in whose workspace the group works
    public GroupRolls.Formed change(
            Caller caller, AssignmentId assignmentId, UUID id, String name, Set<UUID> students) {
        Assignment assignment = teach(caller, assignmentId);
        StudentGroup group = require(assignmentId, id);
        var before = rolls.formed(group);
        Map<String, Object> was = described(before);
        group.rename(name);
        requireFree(group);
        Set<UUID> kept =
                before.members().stream()
                        .map(Enrolment::id)
                        .filter(students::contains)
                        .collect(Collectors.toSet());
        requireSize(students);
        remove(
                caller,
                group,
                before.members().stream().filter(one -> !kept.contains(one.id())).toList());
        var added = new HashSet<>(students);
        added.removeAll(kept);
        add(group, require(assignment, added));
        entities.flush();
        var formed = rolls.formed(group);
        record(caller, "group.change", assignmentId, was, described(formed));
        return formed;
    }

    /// Its students work alone from now on; who opened the group's workspace keeps it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public void dissolve(Caller caller, AssignmentId assignmentId, UUID id) {
        teach(caller, assignmentId);
        StudentGroup group = require(assignmentId, id);
        var before = rolls.formed(group);
        Optional<Workspace> shared = opened.find(assignmentId, rolls.people(group));
        before.members().stream()
                .filter(one -> !owns(one, shared))
                .forEach(one -> leave(caller, group, one, shared));
        entities.createQuery("delete from GroupMember m where m.group = :group")
                .setParameter("group", group.id())
                .executeUpdate();
        entities.remove(group);
        record(caller, "group.dissolve", assignmentId, described(before), null);
    }

    /// Puts the students who are in no group, in an order that nobody knows before, into new ones of this size; the last ones
    /// of them share out who is left over.
    ///
    /// @param size from 2
    /// @throws ECodeException as [#form]; `CONFLICT` when everybody is in a group
    public List<GroupRolls.Formed> distribute(Caller caller, AssignmentId assignmentId, int size) {
        Assignment assignment = teach(caller, assignmentId);
        if (size < 2 || size > MOST_MEMBERS) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A group has 2 to %d members.".formatted(MOST_MEMBERS))
                    .with("field", "size");
        }
        List<UUID> left =
                new ArrayList<>(
                        entities.createQuery(
                                        "select e.id from Enrolment e where e.course = :course and e.role = :student and e.id not in"
                                                + " (select m.enrolment from GroupMember m where m.assignment = :assignment) order by e.id",
                                        UUID.class)
                                .setParameter("course", assignment.course().value())
                                .setParameter("student", CourseRole.STUDENT)
                                .setParameter("assignment", assignmentId.value())
                                .getResultList());
        if (left.isEmpty()) {
            throw new ECodeException(
                    CONFLICT, "Every student is in a group already. Nothing was changed.");
        }
        Collections.shuffle(left, RANDOM);
        Set<String> taken =
                rolls.of(assignmentId).stream()
                        .map(one -> one.group().name())
                        .collect(Collectors.toSet());
        List<Set<UUID>> shares = shares(left, size);
        requireRoom(assignmentId, shares.size());
        var formed = new ArrayList<GroupRolls.Formed>();
        int number = 0;
        for (Set<UUID> share : shares) {
            do {
                number++;
            } while (taken.contains("Group " + number));
            formed.add(form(caller, assignment, "Group " + number, share));
        }
        return formed;
    }

    /// As many groups as can be full; who is left over goes to them one by one, as far as they hold more.
    static List<Set<UUID>> shares(List<UUID> people, int size) {
        int groups = Math.max(1, people.size() / size);
        if (Math.ceilDiv(people.size(), groups) > MOST_MEMBERS) {
            groups++;
        }
        var shares = new ArrayList<Set<UUID>>();
        for (int i = 0; i < groups; i++) {
            shares.add(new HashSet<>());
        }
        for (int i = 0; i < people.size(); i++) {
            shares.get(i % groups).add(people.get(i));
        }
        return shares;
    }

    /// Groups of an assignment change one after the other.
    private Assignment teach(Caller caller, AssignmentId id) {
        Assignment assignment = assignments.teach(caller, id).assignment();
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('student groups'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        return assignment;
    }

    private StudentGroup require(AssignmentId assignment, UUID id) {
        return Optional.ofNullable(entities.find(StudentGroup.class, id))
                .filter(group -> group.assignment().equals(assignment))
                .orElseThrow(() -> ECodeException.notFound("The group"));
    }

    private List<Enrolment> require(Assignment assignment, Set<UUID> students) {
        requireSize(students);
        var found = new ArrayList<Enrolment>();
        for (UUID student : students) {
            Enrolment enrolment =
                    Optional.ofNullable(entities.find(Enrolment.class, student))
                            .filter(one -> one.course().equals(assignment.course()))
                            .orElseThrow(() -> ECodeException.notFound("This person"));
            if (enrolment.role() != CourseRole.STUDENT) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "%s is no student of the course. Nothing was changed."
                                        .formatted(enrolment.name()))
                        .with("field", "members");
            }
            found.add(enrolment);
        }
        return found;
    }

    private static void requireSize(Set<UUID> students) {
        if (students.size() > MOST_MEMBERS) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A group has at most %d members. Nothing was changed."
                                    .formatted(MOST_MEMBERS))
                    .with("field", "members");
        }
    }

    private void requireRoom(AssignmentId assignment, int more) {
        long present =
                entities.createQuery(
                                "select count(g) from StudentGroup g where g.assignment = :assignment",
                                Long.class)
                        .setParameter("assignment", assignment.value())
                        .getSingleResult();
        if (present + more > MOST_GROUPS) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "An assignment has at most %d groups. Nothing was changed."
                                    .formatted(MOST_GROUPS))
                    .with("limit", MOST_GROUPS);
        }
    }

    private void requireFree(StudentGroup group) {
        boolean taken =
                rolls.of(group.assignment()).stream()
                        .map(GroupRolls.Formed::group)
                        .filter(other -> !other.id().equals(group.id()))
                        .anyMatch(other -> other.name().equalsIgnoreCase(group.name()));
        if (taken) {
            throw new ECodeException(
                            NAME_TAKEN,
                            "Another group is called “%s”. Nothing was changed."
                                    .formatted(group.name()))
                    .with("field", "name");
        }
    }

    private void add(StudentGroup group, Collection<Enrolment> students) {
        Map<UUID, GroupRolls.Formed> elsewhere =
                rolls.of(group.assignment()).stream()
                        .flatMap(one -> one.members().stream().map(who -> Map.entry(who.id(), one)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (Enrolment student : students) {
            GroupRolls.Formed other = elsewhere.get(student.id());
            if (other != null) {
                throw new ECodeException(
                                CONFLICT,
                                "%s is in the group “%s”: take them out of it first. Nothing was changed."
                                        .formatted(student.name(), other.group().name()))
                        .with("field", "members");
            }
            entities.persist(new GroupMember(group, student));
        }
    }

    private void remove(Caller caller, StudentGroup group, List<Enrolment> leaving) {
        Optional<Workspace> shared = opened.find(group.assignment(), rolls.people(group));
        for (Enrolment one : leaving) {
            if (owns(one, shared)) {
                throw new ECodeException(
                                CONFLICT,
                                "The group works in the workspace of %s, who opened it first: they cannot leave the group. Form a new group of the others. Nothing was changed."
                                        .formatted(one.name()))
                        .with("field", "members");
            }
            takeOut(caller, group, one, shared);
        }
    }

    /// Who is no student of the course any more leaves its groups and what they work in.
    ///
    /// @throws ECodeException `CONFLICT` when others would be left without the workspace that they work in
    public void leave(@Observes StudentsLeft event) {
        var groups = new LinkedHashMap<UUID, StudentGroup>();
        for (Enrolment student : event.students()) {
            entities.createQuery(
                            "select g from StudentGroup g, GroupMember m where m.group = g.id and m.enrolment = :enrolment",
                            StudentGroup.class)
                    .setParameter("enrolment", student.id())
                    .getResultList()
                    .forEach(group -> groups.put(group.id(), group));
        }
        groups.values().forEach(group -> leave(event, rolls.formed(group)));
    }

    private void leave(StudentsLeft event, GroupRolls.Formed formed) {
        StudentGroup group = formed.group();
        Optional<Workspace> shared = opened.find(group.assignment(), rolls.people(group));
        List<Enrolment> leaving =
                formed.members().stream().filter(event.students()::contains).toList();
        boolean othersStay = leaving.size() < formed.members().size();
        for (Enrolment student : leaving) {
            if (othersStay && owns(student, shared)) {
                throw new ECodeException(
                        CONFLICT,
                        "The group “%s” of “%s” works in the workspace of %s, who must stay a student while it does. Dissolve the group first, or take them all out at once. Nothing was changed."
                                .formatted(
                                        group.name(),
                                        assignments.require(group.assignment()).title(),
                                        student.name()));
            }
            takeOut(event.caller(), group, student, shared);
        }
    }

    private static boolean owns(Enrolment one, Optional<Workspace> shared) {
        return shared.filter(at -> one.person().filter(at.owner()::equals).isPresent()).isPresent();
    }

    private void takeOut(
            Caller caller, StudentGroup group, Enrolment one, Optional<Workspace> shared) {
        if (!owns(one, shared)) {
            leave(caller, group, one, shared);
        }
        entities.createQuery(
                        "delete from GroupMember m where m.group = :group and m.enrolment = :enrolment")
                .setParameter("group", group.id())
                .setParameter("enrolment", one.id())
                .executeUpdate();
    }

    private void leave(
            Caller caller, StudentGroup group, Enrolment whose, Optional<Workspace> shared) {
        if (shared.isPresent() && whose.person().isPresent()) {
            opened.forget(group.assignment(), whose.person().get(), shared.get().id());
            members.expel(caller, shared.get().id(), whose.person().get());
        }
    }

    private void record(
            Caller caller,
            String action,
            AssignmentId assignment,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        trail.record(
                Deed.done(caller, action, Assignments.object(assignment)).changing(before, after));
    }

    private static Map<String, Object> described(GroupRolls.Formed formed) {
        return Map.of(
                "group",
                formed.group().name(),
                "members",
                formed.members().stream().map(Enrolment::name).collect(Collectors.joining(", ")));
    }
}
