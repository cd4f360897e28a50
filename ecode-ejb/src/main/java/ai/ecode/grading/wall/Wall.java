package ai.ecode.grading.wall;

import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Stdio;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs one file of tests against a submission: the tests in one sandbox, the submission in another, and between them messages
/// that this class carries and counts. Neither sandbox holds anything of the other. docs/grading.md says what that keeps out.
public final class Wall {

    private static final int LOOK_MILLIS = 20;
    private static final int MOST_PREPARED = 4 << 20;

    /// What the tests themselves may use, for one file; beyond that they are at fault.
    static final ProcessLimits OF_THE_TESTS =
            new ProcessLimits(60_000, 0, 512L << 20, 64, 512L << 20);

    private static final long TESTS_WALL_MILLIS = 120_000;

    private final PlatformRuns runs;

    /// Reading a pipe holds a carrier of virtual threads.
    private final Executor threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().name("wall-", 0).daemon().factory());

    public Wall(PlatformRuns runs) {
        this.runs = runs;
    }

    /// What came of it.
    ///
    /// @param report as the tests' runner wrote it
    /// @param cases what the submission did in each test that was begun, in their order
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Result(byte[] report, List<CaseRun> cases) {}

    /// The tests did not come to an end that they reported: whoever wrote them has to mend them.
    public static final class TestsFailed extends Exception {
        private static final long serialVersionUID = 1L;

        TestsFailed(String why) {
            super(why);
        }
    }

    /// Runs tests of a file.
    ///
    /// @param only names of those that are run; all of them when there are none
    /// @param count of the tests that are run, for what the submission may use in all
    public Result run(
            OrganizationId organization,
            Sides sides,
            String file,
            List<SourceFile> tests,
            List<SourceFile> submission,
            WallLimits limits,
            List<String> only,
            int count)
            throws InterruptedException, TestsFailed {
        var process =
                new ProcessSpec(
                        sides.submission(limits),
                        sides.environment(),
                        "",
                        new Stdio.Pipes(),
                        limits.ofTheSubmission(count, sides.overhead()));
        List<SourceFile> beside = beside(submission, sides.besidesSubmission(tests));
        try (var side =
                new SubmissionSide(
                        () ->
                                built(
                                        organization,
                                        sides.buildsSubmission(),
                                        beside(beside, prepared(organization, sides)),
                                        "The submission does not compile."),
                        process,
                        limits,
                        sides.overhead(),
                        threads)) {
            side.start();
            return run(organization, sides, file, Sides.Mode.RUN, only, tests, side);
        } catch (SubmissionSide.NotBuilt notBuilt) {
            throw new TestsFailed(notBuilt.why());
        }
    }

    /// Looks for the tests of a file, without any submission.
    ///
    /// @return JSON: `cases`, or `error` with `file` and `line`, or `missing`, a tool
    public byte[] look(
            OrganizationId organization, Sides sides, String file, List<SourceFile> tests)
            throws InterruptedException, TestsFailed {
        var nobody =
                new ProcessSpec(
                        List.of("false"), Map.of(), "", new Stdio.Pipes(), ProcessLimits.NONE);
        try (var side =
                new SubmissionSide(
                        () -> {
                            throw new IllegalStateException("Nothing is asked yet");
                        },
                        nobody,
                        new WallLimits(1, 1, 1, 1),
                        WallLimits.NOTHING,
                        threads)) {
            return run(organization, sides, file, Sides.Mode.CHECK, List.of(), tests, side)
                    .report();
        } catch (SubmissionSide.NotBuilt notBuilt) {
            return sides.unbuilt(file, notBuilt.said()).getBytes(StandardCharsets.UTF_8);
        }
    }

    /// Each of ours wins over one of theirs at the same path.
    private static List<SourceFile> beside(List<SourceFile> theirs, List<SourceFile> ours) {
        var all = new LinkedHashMap<FilePath, SourceFile>();
        theirs.forEach(file -> all.put(file.path(), file));
        ours.forEach(file -> all.put(file.path(), file));
        return List.copyOf(all.values());
    }

    private List<SourceFile> prepared(OrganizationId organization, Sides sides)
            throws InterruptedException, SubmissionSide.NotBuilt {
        Optional<Sides.Preparation> wanted = sides.preparation();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Sides.Preparation preparation = wanted.get();
        PlatformRuns.Built built =
                runs.build(organization, preparation.command(), preparation.files());
        try (Sandbox _ = built.sandbox()) {
            return built.made(preparation.makes(), MOST_PREPARED)
                    .map(made -> List.of(new SourceFile(preparation.beside(), made)))
                    .orElseThrow(() ->
                            new SubmissionSide.NotBuilt(
                                    "What answers the tests does not compile.", built.said()));
        }
    }

    /// A sandbox with these files, and with what is built of them.
    private Sandbox built(
            OrganizationId organization,
            Optional<List<String>> command,
            List<SourceFile> files,
            String otherwise)
            throws InterruptedException, SubmissionSide.NotBuilt {
        if (command.isEmpty()) {
            return runs.open(organization, files);
        }
        PlatformRuns.Built built = runs.build(organization, command.get(), files);
        if (built.isDone()) {
            return built.sandbox();
        }
        built.sandbox().close();
        throw new SubmissionSide.NotBuilt(otherwise, built.said());
    }

    private Result run(
            OrganizationId organization,
            Sides sides,
            String file,
            Sides.Mode mode,
            List<String> only,
            List<SourceFile> tests,
            SubmissionSide submission)
            throws InterruptedException, TestsFailed, SubmissionSide.NotBuilt {
        var spec =
                new ProcessSpec(
                        sides.tester(file, mode, only),
                        sides.environment(),
                        "",
                        new Stdio.Pipes(),
                        OF_THE_TESTS);
        var over = new AtomicBoolean();
        try (Sandbox sandbox =
                        built(
                                organization,
                                sides.buildsTests(file),
                                beside(tests, sides.besidesTests()),
                                "The tests do not compile.");
                RunningProcess tester = sandbox.exec(spec)) {
            var errors = new Tail(tester.stderr());
            threads.execute(errors);
            var clock = new Clock(tester);
            threads.execute(() -> watch(over, clock, submission));
            Optional<byte[]> report = relay(tester, clock, submission);
            if (report.isEmpty()) {
                throw new TestsFailed(why(clock, tester.waitFor(), errors));
            }
            return new Result(report.get(), submission.cases());
        } finally {
            over.set(true);
        }
    }

    /// Carries messages until there is a report; empty when the tests end without one.
    private static Optional<byte[]> relay(
            RunningProcess tester, Clock clock, SubmissionSide submission)
            throws InterruptedException {
        try {
            var from = new DataInputStream(new BufferedInputStream(tester.stdout(), 1 << 16));
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                clock.runs(true);
                Optional<Frame> frame = Frame.read(from);
                clock.runs(false);
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                byte[] payload = frame.get().payload();
                switch (frame.get().kind()) {
                    case Frame.REPORT -> {
                        return Optional.of(payload);
                    }
                    case Frame.CASE ->
                            submission.begin(new String(payload, StandardCharsets.UTF_8));
                    default -> answer(submission.ask(payload)).write(tester.stdin());
                }
            }
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    private static Frame answer(SubmissionSide.Reply reply) {
        return switch (reply) {
            case SubmissionSide.Answer(byte[] payload) -> new Frame(Frame.CALL, payload);
            case SubmissionSide.Gone(String why) ->
                    new Frame(Frame.GONE, why.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void watch(AtomicBoolean over, Clock clock, SubmissionSide submission) {
        try {
            while (!over.get()) {
                Thread.sleep(LOOK_MILLIS);
                submission.look();
                clock.look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String why(Clock clock, Exit exit, Tail errors) {
        if (exit.how() instanceof Exit.Lost(String reason)) {
            throw new IllegalStateException("A sandbox was lost: " + reason);
        }
        String what =
                clock.ranOut()
                        ? "they did not end within %s"
                                .formatted(Duration.ofMillis(TESTS_WALL_MILLIS))
                        : exit.limit()
                                .map(limit ->
                                        "they used more than tests may (%s)"
                                                .formatted(limit.wireName()))
                                .orElse("they ended without a report");
        return "%s. %s".formatted(what, errors.text()).strip();
    }

    /// How long the tests themselves have run, without the time in which they wait for the submission.
    private static final class Clock {
        private final RunningProcess tester;
        private long nanos;
        private long since;
        private boolean running;
        private boolean ranOut;

        Clock(RunningProcess tester) {
            this.tester = tester;
        }

        synchronized void runs(boolean now) {
            long at = System.nanoTime();
            if (running) {
                nanos += at - since;
            }
            since = at;
            running = now;
        }

        synchronized void look() {
            if (running
                    && !ranOut
                    && (nanos + System.nanoTime() - since) / 1_000_000 > TESTS_WALL_MILLIS) {
                ranOut = true;
                tester.signal(Signal.KILL);
            }
        }

        synchronized boolean ranOut() {
            return ranOut;
        }
    }
}
