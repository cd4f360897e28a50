package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submissions;
import ai.ecode.classroom.Workplaces;
import ai.ecode.execution.Executions;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileTree;
import ai.ecode.files.FilesAtRest;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Trying out what one writes for an assignment: the tests that are shown to who works on it run on the files of their workspace
/// as they are, the way submissions are tested, as often as they like. It makes no submission and no score, and no other test is
/// run or named. Not transactional.
@ApplicationScoped
public class Practice {

    /// How long whoever cancels waits for the end at most: sandboxes end in far less.
    private static final Duration ENDING = Duration.ofSeconds(20);

    @Inject private Assignments assignments;
    @Inject private Workplaces workplaces;
    @Inject private TestSuites suites;
    @Inject private Submissions submissions;
    @Inject private FilesAtRest atRest;
    @Inject private FileTree tree;
    @Inject private SubmittedFiles contents;
    @Inject private Executions executions;
    @Inject private Grader grader;
    @Inject private PracticeBook book;
    @Inject private Clock clock;

    private final Map<UserId, PracticeRun> running = new ConcurrentHashMap<>();

    /// What there is to try out with.
    ///
    /// @param part empty when there are no tests that the caller may see
    /// @param closedAt when it was closed for the caller
    public record Offer(
            Assignments.Given given, Optional<SuitePart> part, Optional<Instant> closedAt) {}

    /// @throws ECodeException as [Assignments#enter]
    public Offer of(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        return new Offer(
                given, suites.shownTo(given, caller.user()), workplaces.closedAt(caller, given));
    }

    /// Lets a run begin: each person has one at most, and closes it when it is over.
    ///
    /// @param names of tests; empty for all there are
    /// @throws ECodeException as [Workplaces#enterOpen]; `CONFLICT` for a test that is not among those that are shown to the
    ///     caller, when there is none, or when a run of theirs is not over; `TOO_MANY_REQUESTS` when too many wait
    public PracticeRun begin(
            Caller caller, AssignmentId id, WorkspaceId workspace, Optional<Set<String>> names) {
        Assignments.Given given = workplaces.enterOpen(caller, id, workspace);
        SuitePart all =
                suites.shownTo(given, caller.user())
                        .orElseThrow(() ->
                                new ECodeException(
                                        CONFLICT,
                                        "This assignment has no tests that you can run. What you submit may still be tested."));
        SuitePart part = names.map(wanted -> named(all, wanted)).orElse(all);
        executions.requireRoom(caller);
        var run =
                new PracticeRun(
                        new PracticeRun.Task(caller, given, workspace, part, all.version()),
                        this::files,
                        executions,
                        grader,
                        book,
                        clock,
                        over -> running.remove(caller.user(), over));
        if (running.putIfAbsent(caller.user(), run) != null) {
            throw new ECodeException(
                    CONFLICT,
                    "Tests of yours are running already. Wait until they have ended or cancel them, then run these; they were not begun.");
        }
        return run;
    }

    private static SuitePart named(SuitePart all, Set<String> names) {
        var unknown = new HashSet<>(names);
        all.all().forEach(test -> unknown.remove(test.name()));
        unknown.stream()
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new ECodeException(
                                    CONFLICT,
                                    "There is no test “%s” that you can run; the tests may have been changed. Look at them again. Nothing was run."
                                            .formatted(name))
                            .with("test", name);
                });
        if (names.isEmpty()) {
            throw new ECodeException(CONFLICT, "No test was chosen. Nothing was run.");
        }
        return all.named(names);
    }

    private List<SourceFile> files(Caller caller, WorkspaceId workspace) throws IOException {
        atRest.bring(caller, workspace);
        List<FileEntry> entries = tree.list(caller, workspace).entries();
        submissions
                .room()
                .require(entries.stream().mapToLong(FileEntry::size).sum(), entries.size());
        return contents.of(entries);
    }

    /// Ends the run that the caller has for the assignment, if there is one, and returns when it is over.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public void cancel(Caller caller, AssignmentId id) throws InterruptedException {
        assignments.enter(caller, id, CourseRight.ATTEND);
        PracticeRun run = running.get(caller.user());
        if (run != null && run.isOf(id)) {
            run.cancel();
            boolean _ = run.awaitEnd(ENDING);
        }
    }
}
