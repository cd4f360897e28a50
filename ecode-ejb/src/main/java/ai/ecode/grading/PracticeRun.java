package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.RUNTIME_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.execution.Executions;
import ai.ecode.execution.SandboxGroup;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Turn;
import ai.ecode.files.ContentHash;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of the tests that somebody may see, from when it was let begin until it is closed. [#cancel] and
/// [#awaitEnd] may be called by any thread, everything else by one.
public final class PracticeRun implements AutoCloseable {

    private final UUID id = UUID.randomUUID();
    private final Task task;
    private final Files files;
    private final Executions executions;
    private final Grader grader;
    private final PracticeBook book;
    private final Clock clock;
    private final Consumer<PracticeRun> afterwards;
    private final SandboxGroup sandboxes = new SandboxGroup();
    private final CountDownLatch over = new CountDownLatch(1);

    /// Names of the tests that had their turn; used by the thread that runs them.
    private final List<String> begun = new ArrayList<>();

    /// Guarded by this.
    private @Nullable Thread waiting;

    /// What is to be done.
    ///
    /// @param version of all tests that the caller may see
    record Task(
            Caller caller,
            Assignments.Given given,
            WorkspaceId workspace,
            SuitePart part,
            ContentHash version) {}

    /// Where the files come from.
    interface Files {
        List<SourceFile> of(Caller caller, WorkspaceId workspace) throws IOException;
    }

    /// Who hears of it, on the thread that runs it.
    public interface Watching {
        /// These run now.
        void began(List<String> tests);

        void came(Graded.Result result);
    }

    PracticeRun(
            Task task,
            Files files,
            Executions executions,
            Grader grader,
            PracticeBook book,
            Clock clock,
            Consumer<PracticeRun> afterwards) {
        this.task = task;
        this.files = files;
        this.executions = executions;
        this.grader = grader;
        this.book = book;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    public UUID id() {
        return id;
    }

    /// Names of the tests, in their order.
    public List<String> tests() {
        return task.part().all().map(Tested::name).toList();
    }

    /// Of all tests that the caller may see, as they are for this run.
    public ContentHash version() {
        return task.version();
    }

    boolean isOf(AssignmentId assignment) {
        return task.given().assignment().id().equals(assignment);
    }

    /// Blocks until all tests have run.
    ///
    /// @return what the compiler said
    /// @throws ECodeException `TOO_LARGE`; `TOO_MANY_REQUESTS` when too many wait; `CONFLICT` when the tests are at fault;
    ///     `RUNTIME_UNAVAILABLE` when the platform is. What was heard of before stays true
    /// @throws InterruptedException when it was cancelled
    public String run(Watching watching) throws InterruptedException {
        requireGoingOn();
        Instant begins = clock.instant();
        try {
            List<SourceFile> sources = files.of(task.caller(), task.workspace());
            requireGoingOn();
            Grader.Said said =
                    grader.in(sandboxes)
                            .test(
                                    task.given().place().course().organization(),
                                    task.part(),
                                    sources,
                                    pace(watching));
            requireGoingOn();
            return said.compileOutput();
        } catch (IOException | RuntimeException failure) {
            requireGoingOn();
            throw told(failure);
        } finally {
            if (!begun.isEmpty()) {
                book.record(
                        id,
                        task.caller(),
                        task.given().assignment(),
                        task.workspace(),
                        begun.size(),
                        begins,
                        sandboxes.used());
            }
        }
    }

    private Pace pace(Watching watching) {
        return new Pace() {
            @Override
            public Turn next(List<? extends Tested> tests) throws InterruptedException {
                Turn turn = turn();
                try {
                    requireGoingOn();
                    List<String> names = tests.stream().map(Tested::name).toList();
                    begun.addAll(names);
                    watching.began(names);
                    return turn;
                } catch (InterruptedException | RuntimeException gone) {
                    turn.close();
                    throw gone;
                }
            }

            @Override
            public void came(List<Graded.Result> results) {
                if (!sandboxes.hasEnded()) {
                    results.forEach(watching::came);
                }
            }
        };
    }

    /// An interrupt reaches nothing but this: elsewhere it would cut connections to the database.
    private Turn turn() throws InterruptedException {
        synchronized (this) {
            requireGoingOn();
            waiting = Thread.currentThread();
        }
        try {
            return executions.turn(task.caller());
        } finally {
            synchronized (this) {
                waiting = null;
                if (sandboxes.hasEnded()) {
                    boolean _ = Thread.interrupted();
                }
            }
        }
    }

    private void requireGoingOn() throws InterruptedException {
        if (sandboxes.hasEnded()) {
            throw new InterruptedException("It was cancelled");
        }
    }

    /// As whoever practises may know it.
    private ECodeException told(Exception failure) {
        return switch (failure) {
            case TestFault fault ->
                    new ECodeException(
                            CONFLICT,
                            task.given().place().isOfTheStaff()
                                    ? String.valueOf(fault.getMessage())
                                    : "The tests of this assignment have a fault, which says nothing of your program. Tell your teacher.",
                            fault);
            case ECodeException full when full.code() == TOO_MANY_REQUESTS && !begun.isEmpty() ->
                    new ECodeException(
                            TOO_MANY_REQUESTS,
                            "Too many runs are waiting: the tests after “%s” were not run. Run them again in a few seconds."
                                    .formatted(begun.getLast()),
                            full);
            case ECodeException ours -> ours;
            default ->
                    new ECodeException(
                            RUNTIME_UNAVAILABLE,
                            "The platform failed at running the tests, which says nothing of your program. Your files are safe; run the tests again.",
                            failure);
        };
    }

    /// Ends what runs, and lets nothing more begin. Cancelling twice, or what is over, does nothing.
    public void cancel() {
        sandboxes.end();
        synchronized (this) {
            if (waiting != null) {
                waiting.interrupt();
            }
        }
    }

    /// @return whether it is over
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Nothing of it runs any more.
    @Override
    public void close() {
        cancel();
        afterwards.accept(this);
        over.countDown();
    }
}
