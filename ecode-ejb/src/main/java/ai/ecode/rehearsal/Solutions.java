package ai.ecode.rehearsal;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.NAME_TAKEN;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentCopied;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.AssignmentRemoved;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Snapshot;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.BlueprintBuilt;
import ai.ecode.grading.ModelSolution;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The solutions with which the tests of assignments are tried out. Those who run the course see them; teachers change them.
@Stateless
public class Solutions {

    /// Of each.
    static final Snapshots.Room ROOM = new Snapshots.Room(1L << 20, 100);

    /// With the reference.
    static final int MOST = 21;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Snapshots snapshots;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// A solution with its files.
    public record Opened(Solution solution, List<FileEntry> files) {}

    /// All of an assignment, the reference first.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public List<Solution> of(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return all(id);
    }

    /// For the platform's own work, without asking who wants it.
    public List<Solution> all(AssignmentId id) {
        return entities.createQuery(
                        "select s from Solution s where s.assignment = :assignment order by s.kind, s.name",
                        Solution.class)
                .setParameter("assignment", id.value())
                .getResultList();
    }

    /// @throws ECodeException `NOT_FOUND`
    public Opened open(Caller caller, SolutionId id) {
        Solution solution = find(caller, id);
        return new Opened(solution, snapshots.list(solution.files()));
    }

    /// @throws ECodeException as [Assignments#teach]; `NAME_TAKEN`; `TOO_LARGE`; `CONFLICT` for a second reference, too many, or
    ///     while the tests are being tried out
    public Solution add(Caller caller, AssignmentId id, ModelSolution wanted) {
        assignments.teach(caller, id);
        requireQuiet(id);
        return store(caller, id, wanted);
    }

    private Solution store(Caller caller, AssignmentId id, ModelSolution wanted) {
        requirePlace(id, Optional.empty(), wanted);
        Snapshot files = snapshots.store(organization(id), wanted.files(), ROOM);
        var solution =
                new Solution(
                        id, wanted.name(), wanted.kind(), files, caller.name(), clock.instant());
        entities.persist(solution);
        entities.flush();
        trail.record(
                Deed.done(caller, "solution.add", object(id)).changing(null, described(solution)));
        return solution;
    }

    /// Puts these files in the place of those it had.
    ///
    /// @throws ECodeException as [#add]; `NOT_FOUND`
    public Solution change(Caller caller, SolutionId id, ModelSolution wanted) {
        Solution solution = enter(caller, id);
        requirePlace(solution.assignment(), Optional.of(id), wanted);
        Map<String, Object> before = described(solution);
        UUID files = solution.files();
        solution.change(
                wanted.name(),
                wanted.kind(),
                snapshots.store(organization(solution.assignment()), wanted.files(), ROOM),
                caller.name(),
                clock.instant());
        entities.flush();
        snapshots.remove(files);
        trail.record(
                Deed.done(caller, "solution.change", object(solution.assignment()))
                        .changing(before, described(solution)));
        return solution;
    }

    /// @throws ECodeException as [#change]
    public void remove(Caller caller, SolutionId id) {
        Solution solution = enter(caller, id);
        remove(solution);
        trail.record(
                Deed.done(caller, "solution.remove", object(solution.assignment()))
                        .changing(described(solution), null));
    }

    private void remove(Solution solution) {
        entities.remove(solution);
        entities.flush();
        snapshots.remove(solution.files());
    }

    private Solution enter(Caller caller, SolutionId id) {
        Solution solution = find(caller, id);
        assignments.teach(caller, solution.assignment());
        requireQuiet(solution.assignment());
        return solution;
    }

    /// For those who run the course; for everybody else it does not exist.
    private Solution find(Caller caller, SolutionId id) {
        Solution solution =
                Optional.ofNullable(entities.find(Solution.class, id.value()))
                        .orElseThrow(Solutions::unknown);
        try {
            assignments.enter(caller, solution.assignment(), CourseRight.GRADE);
            return solution;
        } catch (ECodeException refused) {
            throw unknown();
        }
    }

    private static ECodeException unknown() {
        return ECodeException.notFound("The solution");
    }

    /// One change of an assignment's solutions after the other.
    private void requirePlace(AssignmentId id, Optional<SolutionId> instead, ModelSolution wanted) {
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('solutions'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
        List<Solution> others =
                all(id).stream().filter(one -> instead.filter(one.id()::equals).isEmpty()).toList();
        if (others.stream().anyMatch(one -> one.name().equals(wanted.name()))) {
            throw new ECodeException(
                            NAME_TAKEN,
                            "There is a solution called “%s” already. Nothing was stored."
                                    .formatted(wanted.name()))
                    .with("field", "name");
        }
        if (wanted.kind() == ModelSolution.Kind.REFERENCE) {
            others.stream()
                    .filter(one -> one.kind() == ModelSolution.Kind.REFERENCE)
                    .findFirst()
                    .ifPresent(reference -> {
                        throw new ECodeException(
                                        CONFLICT,
                                        "The reference is “%s” already: change that one. Nothing was stored."
                                                .formatted(reference.name()))
                                .with("field", "kind");
                    });
        }
        if (others.size() >= MOST) {
            throw new ECodeException(
                    CONFLICT,
                    "An assignment has at most %d solutions. Delete one first; nothing was stored."
                            .formatted(MOST));
        }
    }

    /// What is being tried out stays as it is.
    private void requireQuiet(AssignmentId id) {
        boolean runs =
                entities.createQuery(
                                        "select count(r) from Rehearsal r where r.assignment = :assignment and r.state = :running",
                                        Long.class)
                                .setParameter("assignment", id.value())
                                .setParameter("running", Rehearsal.State.RUNNING)
                                .getSingleResult()
                        > 0;
        if (runs) {
            throw new ECodeException(
                    CONFLICT,
                    "The tests are being tried out with these solutions. Cancel that, or wait until it is done; nothing was changed.");
        }
    }

    private OrganizationId organization(AssignmentId id) {
        return courses.require(assignments.require(id).course()).organization();
    }

    /// An assignment that was made with solutions has them.
    public void build(@Observes BlueprintBuilt event) {
        event.solutions().forEach(one -> store(event.by(), event.assignment(), one));
    }

    /// A copied assignment has the same.
    public void copy(@Observes AssignmentCopied event) {
        for (Solution original : all(event.original())) {
            entities.persist(
                    new Solution(event.copy(), original, snapshots.copy(original.files())));
        }
        entities.flush();
    }

    /// Their files go with the assignment.
    public void removeAll(@Observes AssignmentRemoved event) {
        all(event.assignment()).forEach(this::remove);
    }

    private static Map<String, Object> described(Solution solution) {
        return Map.of(
                "name",
                solution.name(),
                "kind",
                solution.kind().name(),
                "digest",
                solution.digest());
    }

    private static String object(AssignmentId id) {
        return "assignment:" + id;
    }
}
