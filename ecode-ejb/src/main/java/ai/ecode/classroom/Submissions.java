package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.Snapshot;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// What people hand in, and where they work on it. Each method is one transaction; [Submitting] is how one submits.
@Stateless
public class Submissions {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Extensions extensions;
    @Inject private Snapshots snapshots;
    @Inject private AssignmentWorkspaces opened;
    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Event<Submitted> submitted;
    @Inject private Clock clock;

    @Inject
    @ConfigProperty(name = "ecode.classroom.submission-bytes", defaultValue = "16777216")
    private long mostBytes;

    @Inject
    @ConfigProperty(name = "ecode.classroom.submission-entries", defaultValue = "1000")
    private int mostEntries;

    /// Where the caller stands with an assignment.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Standing standing(Caller caller, AssignmentId id) {
        Assignment assignment = assignments.enter(caller, id, CourseRight.ATTEND).assignment();
        return standing(assignment, caller.user());
    }

    private Standing standing(Assignment assignment, UserId person) {
        Object[] row =
                entities.createQuery(
                                "select count(s), max(s.receivedAt) from Submission s where s.assignment = :assignment and s.person = :person",
                                Object[].class)
                        .setParameter("assignment", assignment.id().value())
                        .setParameter("person", person.value())
                        .getSingleResult();
        return Standing.of(
                assignment.plan(),
                extensions.find(assignment.id(), person),
                ((Long) row[0]).intValue(),
                Optional.ofNullable((Instant) row[1]));
    }

    /// What of their late days the caller has in the course of an assignment.
    ///
    /// @param more how many submitting at this moment would spend
    public record LateDaysNow(LateDays days, int more) {}

    /// @throws ECodeException as [Assignments#enter]
    public LateDaysNow lateDays(Caller caller, AssignmentId id) {
        Assignment assignment = assignments.enter(caller, id, CourseRight.ATTEND).assignment();
        LateDays days = lateDays(caller, assignment, false);
        int needed =
                days.needed(
                        assignment.plan().late(),
                        standing(assignment, caller.user()).dates().due(),
                        clock.instant());
        return new LateDaysNow(days, needed - days.spent());
    }

    /// @param spending whether no other submission of the person in the course may spend any until the transaction ends
    private LateDays lateDays(Caller caller, Assignment assignment, boolean spending) {
        int given = courses.require(assignment.course()).lateDays();
        if (spending && given > 0) {
            lock("late days", assignment.course().toString(), caller);
        }
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select s.assignment, max(s.late_days) from submissions s join assignments a on a.id = s.assignment
                                where a.course = ?1 and s.person = ?2 group by s.assignment having max(s.late_days) > 0
                                """)
                        .setParameter(1, assignment.course().value())
                        .setParameter(2, caller.user().value())
                        .getResultList();
        int all = 0;
        int here = 0;
        for (Object row : rows) {
            Object[] spent = (Object[]) row;
            int days = ((Number) spent[1]).intValue();
            all += days;
            here = assignment.id().value().equals(spent[0]) ? days : here;
        }
        return LateDays.of(given, all, here);
    }

    /// The workspace in which the caller works on an assignment; empty until it is opened.
    public Optional<Workspace> workspace(Caller caller, AssignmentId id) {
        return opened.find(id, caller.user());
    }

    /// The same, made with the files that the assignment begins with where there is none yet.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before it opens
    public Workspace open(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        if (!given.opened()) {
            throw Assignments.unknown();
        }
        lock(id, caller);
        return workspace(caller, id).orElseGet(() -> create(caller, given.assignment()));
    }

    /// Two who open at once get the same workspace.
    private void lock(AssignmentId id, Caller caller) {
        lock("submissions", id.toString(), caller);
    }

    private void lock(String what, String of, Caller caller) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtext(?1), hashtext(?2 || ?3))")
                .setParameter(1, what)
                .setParameter(2, of)
                .setParameter(3, caller.user().value().toString())
                .getSingleResult();
    }

    private Workspace create(Caller caller, Assignment assignment) {
        Workspace workspace = snapshots.open(caller, nameFor(assignment), assignment.starter());
        opened.put(assignment.id(), caller.user(), workspace.id());
        trail.record(
                Deed.done(caller, "assignment.open", Assignments.object(assignment.id()))
                        .changing(null, Map.of("workspace", workspace.id().toString())));
        return workspace;
    }

    private static String nameFor(Assignment assignment) {
        String title = assignment.title();
        int[] points = title.codePoints().limit(80).toArray();
        return new String(points, 0, points.length).strip();
    }

    /// What a submission may hold at most.
    public Snapshots.Room room() {
        return new Snapshots.Room(mostBytes, mostEntries);
    }

    /// For refusing before anything is flushed.
    ///
    /// @param received when the request came
    /// @throws ECodeException as [#accept]
    public WorkspaceId check(Caller caller, AssignmentId id, Instant received) {
        Assignment assignment = taking(caller, id);
        standing(assignment, caller.user()).requireOpen(received);
        return place(caller, id);
    }

    private Assignment taking(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        given.place().course().requireOpen();
        return given.assignment();
    }

    private WorkspaceId place(Caller caller, AssignmentId id) {
        return workspace(caller, id)
                .orElseThrow(() ->
                        new ECodeException(
                                CONFLICT,
                                "You have not opened this assignment: there is nothing to submit."))
                .id();
    }

    /// Takes the files of the caller's workspace as they are now.
    ///
    /// @throws ECodeException `CONFLICT` when the assignment is not open for them, or was not opened by them;
    ///     `TOO_MANY_REQUESTS` too soon after the last one; `TOO_LARGE`
    public Submission accept(Caller caller, AssignmentId id, Instant received) {
        Assignment assignment = taking(caller, id);
        lock(id, caller);
        Standing standing = standing(assignment, caller.user());
        standing.requireOpen(received);
        Snapshot files = snapshots.take(caller, place(caller, id), room());
        LatePolicy late = assignment.plan().late();
        Instant dueWithout = standing.dates().due();
        int days = lateDays(caller, assignment, true).needed(late, dueWithout, received);
        Instant due = LateDays.moved(dueWithout, days);
        var submission =
                new Submission(
                        id,
                        people.require(caller.user()),
                        standing.used() + 1,
                        files,
                        received,
                        due,
                        days,
                        late.off(due, received));
        entities.persist(submission);
        entities.flush();
        trail.record(
                Deed.done(caller, "submission.make", "submission:" + submission.id())
                        .changing(
                                null,
                                Map.of(
                                        "assignment", id.toString(),
                                        "attempt", submission.attempt(),
                                        "digest", submission.digest(),
                                        "lateDays", submission.lateDays(),
                                        "lateOff", submission.lateOff())));
        submitted.fire(new Submitted(assignment, submission));
        return submission;
    }

    /// What was submitted, newest first: by the caller, or for those who run the course by all or by one person.
    ///
    /// @param user user name; null for all
    public Page<Submission> of(
            Caller caller, AssignmentId id, @Nullable String user, PageRequest page) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        String which = " from Submission s where s.assignment = :assignment";
        String whose = given.place().isOfTheStaff() ? user : caller.name();
        if (!given.place().isOfTheStaff()) {
            which += " and s.person = :person";
        } else if (whose != null) {
            which += " and s.userName = :user";
        }
        var list =
                entities.createQuery(
                                "select s" + which + " order by s.receivedAt desc, s.id",
                                Submission.class)
                        .setParameter("assignment", id.value());
        var count =
                entities.createQuery("select count(s)" + which, Long.class)
                        .setParameter("assignment", id.value());
        if (!given.place().isOfTheStaff()) {
            list.setParameter("person", caller.user().value());
            count.setParameter("person", caller.user().value());
        } else if (whose != null) {
            list.setParameter("user", whose);
            count.setParameter("user", whose);
        }
        return new Page<>(
                list.setFirstResult(page.offset()).setMaxResults(page.size()).getResultList(),
                page.page(),
                page.size(),
                count.getSingleResult());
    }

    /// All that were handed in, for the platform's own work, without asking who wants them.
    public List<Submission> to(AssignmentId id) {
        return entities.createQuery(
                        "select s from Submission s where s.assignment = :assignment order by s.receivedAt, s.id",
                        Submission.class)
                .setParameter("assignment", id.value())
                .getResultList();
    }

    /// One's own submission, or any for those who run the course. For everybody else it does not exist. A refusal is recorded.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Submission enter(Caller caller, SubmissionId id) {
        Submission submission = require(id);
        Assignment assignment = assignments.require(submission.assignment());
        try {
            boolean own = submission.person().equals(caller.user());
            courses.enter(caller, assignment.course(), own ? CourseRight.SEE : CourseRight.GRADE);
            return submission;
        } catch (ECodeException refused) {
            throw unknown();
        }
    }

    /// The submission for the platform's own work, without asking who wants it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Submission require(SubmissionId id) {
        return Optional.ofNullable(entities.find(Submission.class, id.value()))
                .orElseThrow(Submissions::unknown);
    }

    /// Its files; read them with [Snapshots#content].
    public List<FileEntry> files(Caller caller, SubmissionId id) {
        return snapshots.list(enter(caller, id).files());
    }

    /// @throws ECodeException `NOT_FOUND`
    public FileEntry file(Caller caller, SubmissionId id, FilePath path) {
        return snapshots.require(enter(caller, id).files(), path);
    }

    private static ECodeException unknown() {
        return ECodeException.notFound("The submission");
    }
}
