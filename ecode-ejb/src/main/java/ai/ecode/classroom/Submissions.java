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
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Members;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceRole;
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
    @Inject private Attempts attempts;
    @Inject private Extensions extensions;
    @Inject private Snapshots snapshots;
    @Inject private AssignmentWorkspaces opened;
    @Inject private GroupRolls groups;
    @Inject private Members members;
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

    /// Of all attempts of a person or group at an assignment. Each is kept for good.
    @Inject
    @ConfigProperty(name = "ecode.classroom.attempts-bytes", defaultValue = "1073741824")
    private long mostKept;

    /// Where the caller stands with an assignment.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Standing standing(Caller caller, AssignmentId id) {
        Assignment assignment = assignments.enter(caller, id, CourseRight.ATTEND).assignment();
        return standing(assignment, caller, attempts.of(id, groups.team(id, caller.user())));
    }

    private Standing standing(Assignment assignment, Caller caller, Attempts.Past past) {
        return Standing.of(
                assignment.plan(),
                extensions.holding(assignment.id(), caller.user()),
                past.submissions(),
                past.last());
    }

    /// What of their late days the caller has in the course of an assignment.
    ///
    /// @param more how many submitting at this moment would spend
    public record LateDaysNow(LateDays days, int more) {}

    /// @throws ECodeException as [Assignments#enter]
    public LateDaysNow lateDays(Caller caller, AssignmentId id) {
        Assignment assignment = assignments.enter(caller, id, CourseRight.ATTEND).assignment();
        Team team = groups.team(id, caller.user());
        LateDays days = attempts.lateDays(team, assignment);
        int needed =
                days.needed(
                        assignment.plan().late(),
                        standing(assignment, caller, attempts.of(id, team)).dates().due(),
                        clock.instant());
        return new LateDaysNow(days, needed - days.spent());
    }

    /// The workspace in which the caller works on an assignment, alone or with their group; empty until it is opened.
    public Optional<Workspace> workspace(Caller caller, AssignmentId id) {
        return opened.find(id, groups.team(id, caller.user()).people());
    }

    /// The same, made with the files that the assignment begins with where there is none yet. Of a group, whoever comes first
    /// owns it, and those who come later are let in as editors.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before it opens
    public Workspace open(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        if (!given.opened()) {
            throw Assignments.unknown();
        }
        Team team = groups.team(id, caller.user());
        lock(id, team, caller);
        Optional<Workspace> present = opened.find(id, team.people());
        present.ifPresent(workspace -> join(caller, id, workspace));
        return present.orElseGet(() -> create(caller, given.assignment()));
    }

    /// Whoever is in the group of its owner is in the workspace.
    private void join(Caller caller, AssignmentId id, Workspace workspace) {
        if (!workspace.isOwnedBy(caller)) {
            members.admit(caller, workspace.id(), WorkspaceRole.EDITOR);
            opened.put(id, caller.user(), workspace.id());
        }
    }

    /// Two who open at once get the same workspace.
    private void lock(AssignmentId id, Team team, Caller caller) {
        attempts.lock("submissions", id.toString(), team.lock(caller.user()));
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

    /// What the caller submitted when they asked the same before.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Optional<Submission> madeBefore(Caller caller, AssignmentId id, HandIn asked) {
        assignments.enter(caller, id, CourseRight.ATTEND);
        return asked.key() == null ? Optional.empty() : known(caller, id, asked);
    }

    private Optional<Submission> known(Caller caller, AssignmentId id, HandIn asked) {
        return entities.createQuery(
                        "select s from Submission s where s.assignment = :assignment and s.person = :person"
                                + " and s.key = :key and s.receivedAt > :since order by s.receivedAt desc",
                        Submission.class)
                .setParameter("assignment", id.value())
                .setParameter("person", caller.user().value())
                .setParameter("key", asked.key())
                .setParameter("since", asked.rememberedSince())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// For refusing before anything is flushed.
    ///
    /// @param received when the request came
    /// @throws ECodeException as [#accept]
    public WorkspaceId check(Caller caller, AssignmentId id, Instant received) {
        Assignment assignment = taking(caller, id);
        Team team = groups.team(id, caller.user());
        standing(assignment, caller, attempts.of(id, team)).requireOpen(received);
        Workspace place = place(caller, id, team);
        join(caller, id, place);
        return place.id();
    }

    private Assignment taking(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        given.place().course().requireOpen();
        return given.assignment();
    }

    private Workspace place(Caller caller, AssignmentId id, Team team) {
        Workspace place =
                opened.find(id, team.people())
                        .orElseThrow(() ->
                                new ECodeException(
                                        CONFLICT,
                                        "You have not opened this assignment: there is nothing to submit."));
        if (opened.worksElsewhere(id, caller.user(), place.id())) {
            throw new ECodeException(
                    CONFLICT,
                    "Your group works in another workspace than the one in which you began, and what is in that one is submitted for all of you. Nothing was submitted, and your files are kept: open the assignment again to see the group's, and bring over what you need.");
        }
        return place;
    }

    /// Takes the files of the workspace in which the caller works as they are now, for all of their group.
    ///
    /// @throws ECodeException `CONFLICT` when the assignment is not open for them, was not opened by them, or is worked on in
    ///     another workspace by their group;
    ///     `TOO_MANY_REQUESTS` too soon after the last one; `TOO_LARGE`; `QUOTA_EXCEEDED` when their attempts hold too much
    public Submission accept(Caller caller, AssignmentId id, HandIn asked) {
        Instant received = asked.at();
        Assignment assignment = taking(caller, id);
        Team team = groups.team(id, caller.user());
        lock(id, team, caller);
        Attempts.Past past = attempts.of(id, team);
        Standing standing = standing(assignment, caller, past);
        standing.requireOpen(received);
        Snapshot files = snapshots.take(caller, place(caller, id, team).id(), room());
        past.requireRoom(files.bytes(), mostKept);
        LatePolicy late = assignment.plan().late();
        Instant dueWithout = standing.dates().due();
        int days = attempts.spending(team, assignment).needed(late, dueWithout, received);
        Instant due = LateDays.moved(dueWithout, days);
        var submission =
                new Submission(
                        id,
                        people.require(caller.user()),
                        team,
                        past.attempt() + 1,
                        files,
                        asked,
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
            which +=
                    " and exists (select p.id from SubmissionPerson p where p.submission = s and p.person = :person)";
        } else if (whose != null) {
            which +=
                    " and (s.userName = :user or exists (select p.id from SubmissionPerson p, Enrolment e where p.submission = s and e.person = p.person and e.userName = :user))";
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
            boolean own = submission.people().contains(caller.user());
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
