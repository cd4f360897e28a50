package ai.ecode.grading.wall;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Usage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The submission's side of the wall. It only answers: one answer for one question, within the limits of each test. When it
/// ends it is started again, in a fresh sandbox, with the first question of the next test.
///
/// [#look] may be called by any thread, everything else by one.
final class SubmissionSide implements AutoCloseable {

    /// Between closing its end of the wall and being gone.
    private static final Duration LAST_BREATH = Duration.ofSeconds(1);

    private final Opening sandboxes;
    private final ProcessSpec process;
    private final WallLimits limits;
    private final WallLimits overhead;
    private final Executor threads;

    private final List<CaseRun> cases = new ArrayList<>();
    private long bytes;
    private int messages;
    private @Nullable Sandbox sandbox;
    private @Nullable Tail errors;
    private @Nullable DataInputStream answers;
    private Usage before = Usage.NOTHING;
    private CaseRun.@Nullable End ended;

    /// Of a submission that never runs.
    private CaseRun.@Nullable End refused;

    /// Guarded by this.
    private @Nullable RunningProcess running;

    private String name = "";
    private long cpuBefore;
    private long waitedNanos;
    private long askedNanos;
    private boolean isAsked;

    /// Until its first answer, of which nothing counts where its kind has an overhead.
    private boolean isStarting;

    private @Nullable Kind passed;

    SubmissionSide(
            Opening sandboxes,
            ProcessSpec process,
            WallLimits limits,
            WallLimits overhead,
            Executor threads) {
        this.sandboxes = sandboxes;
        this.process = process;
        this.limits = limits;
        this.overhead = overhead;
        this.threads = threads;
    }

    /// Opens a sandbox with the submission in it.
    @FunctionalInterface
    interface Opening {

        /// @throws NotBuilt when no program can be made of it
        Sandbox open() throws InterruptedException, NotBuilt;
    }

    /// Files of which no program can be made.
    static final class NotBuilt extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;
        private final String said;

        /// @param said by the compiler
        NotBuilt(String why, String said) {
            super(why);
            this.why = why;
            this.said = said;
        }

        /// For people.
        String why() {
            return "%s %s".formatted(why, said).strip();
        }

        String said() {
            return said;
        }
    }

    /// What came of a question.
    sealed interface Reply {}

    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Answer(byte[] payload) implements Reply {}

    record Gone(String why) implements Reply {}

    /// What is used from now on is used in this test.
    void begin(String test) {
        endCase();
        synchronized (this) {
            name = test;
            before = running == null ? Usage.NOTHING : running.usage();
            cpuBefore = before.cpuMillis();
            waitedNanos = 0;
        }
        ended = refused;
    }

    /// Ends the last test too.
    List<CaseRun> cases() {
        endCase();
        return List.copyOf(cases);
    }

    private synchronized void endCase() {
        Usage now = running == null ? before : running.usage();
        Usage used =
                new Usage(
                        Math.max(0, now.cpuMillis() - cpuBefore),
                        waitedNanos / 1_000_000,
                        now.peakMemoryBytes(),
                        now.measured());
        cases.add(new CaseRun(name, used, Optional.ofNullable(ended)));
    }

    /// Starts it where it does not run, so that the first question need not wait.
    void start() throws InterruptedException {
        synchronized (this) {
            if (running != null || ended != null) {
                return;
            }
            cpuBefore = 0;
            passed = null;
        }
        Sandbox opened;
        try {
            opened = sandboxes.open();
        } catch (NotBuilt notBuilt) {
            refused = new CaseRun.End(Optional.empty(), notBuilt.why());
            ended = refused;
            return;
        }
        sandbox = opened;
        RunningProcess started = opened.exec(process);
        answers = new DataInputStream(new BufferedInputStream(started.stdout(), 1 << 16));
        Tail tail = new Tail(started.stderr());
        errors = tail;
        threads.execute(tail);
        synchronized (this) {
            running = started;
            isStarting = overhead.cpuMillis() > 0;
        }
    }

    /// Asks, and waits for the answer or the end.
    Reply ask(byte[] question) throws InterruptedException {
        CaseRun.End already = ended;
        if (already != null) {
            return new Gone(already.why());
        }
        if (messages >= WallLimits.MOST_MESSAGES || bytes >= WallLimits.MOST_BYTES) {
            return end(Optional.of(Kind.OUTPUT));
        }
        start();
        if (refused != null) {
            return new Gone(refused.why());
        }
        isAsked(true);
        Optional<Frame> frame;
        try {
            new Frame(Frame.CALL, question).write(Objects.requireNonNull(running).stdin());
            frame = Frame.read(Objects.requireNonNull(answers));
        } catch (Frame.TooLong flood) {
            return end(Optional.of(Kind.OUTPUT));
        } catch (IOException closed) {
            frame = Optional.empty();
        } finally {
            isAsked(false);
        }
        if (frame.isEmpty()) {
            return end(Optional.empty());
        }
        started();
        messages++;
        bytes += frame.get().payload().length;
        return new Answer(frame.get().payload());
    }

    /// What it used until now is nobody's.
    private synchronized void started() {
        if (isStarting && running != null) {
            isStarting = false;
            cpuBefore = running.usage().cpuMillis();
            waitedNanos = 0;
        }
    }

    private synchronized void isAsked(boolean asked) {
        long now = System.nanoTime();
        if (asked) {
            askedNanos = now;
        } else {
            waitedNanos += now - askedNanos;
        }
        isAsked = asked;
    }

    /// Ends it when it has used more than this test allows; called again and again.
    synchronized void look() {
        if (running == null || !isAsked || passed != null) {
            return;
        }
        WallLimits now = isStarting ? limits.atStart(overhead) : limits;
        long waited = waitedNanos + System.nanoTime() - askedNanos;
        if (running.usage().cpuMillis() - cpuBefore >= now.cpuMillis()) {
            passed = Kind.CPU;
        } else if (waited / 1_000_000 >= now.wallMillis()) {
            passed = Kind.WALL;
        }
        if (passed != null) {
            running.signal(Signal.KILL);
        }
    }

    private Gone end(Optional<Kind> limit) throws InterruptedException {
        RunningProcess dead = running;
        String why = "It was not started again, since it had said too much.";
        Optional<Kind> told = limit;
        if (dead != null) {
            if (limit.isPresent()) {
                dead.signal(Signal.KILL);
            }
            Exit exit = over(dead);
            told = limit.or(() -> Optional.ofNullable(passed)).or(exit::limit);
            why = told.map(this::said).orElseGet(() -> said(exit));
            if (exit.how() instanceof Exit.Lost(String reason)) {
                throw new IllegalStateException("A sandbox was lost: " + reason);
            }
            Usage used = exit.usage();
            before = used;
        }
        close();
        CaseRun.End end = new CaseRun.End(told, why);
        ended = end;
        return new Gone(why);
    }

    /// It may have closed its end of the wall and go on.
    private static Exit over(RunningProcess process) throws InterruptedException {
        Optional<Exit> exit = process.waitFor(LAST_BREATH);
        if (exit.isPresent()) {
            return exit.get();
        }
        process.signal(Signal.KILL);
        return process.waitFor();
    }

    private String said(Kind limit) {
        return switch (limit) {
            case CPU ->
                    "The submission computed for more than the %d ms that a test allows."
                            .formatted(limits.cpuMillis());
            case WALL ->
                    "The submission did not answer within %d ms.".formatted(limits.wallMillis());
            case MEMORY ->
                    "The submission took more than %d MiB of memory."
                            .formatted(limits.memoryBytes() >> 20);
            case PROCESSES -> "The submission started too many processes.";
            case OUTPUT -> "The submission said more than is taken.";
            case STORAGE -> "The submission filled its disk.";
        };
    }

    private String said(Exit exit) {
        String how =
                switch (exit.how()) {
                    case Exit.Code(int code) -> "exit code " + code;
                    case Exit.Signalled(int signal) -> "signal " + signal;
                    case Exit.Lost(String reason) -> reason;
                };
        Tail tail = errors;
        return "The submission ended before it answered (%s). %s"
                .formatted(how, tail == null ? "" : tail.text())
                .strip();
    }

    @Override
    public void close() {
        RunningProcess process;
        synchronized (this) {
            process = running;
            running = null;
        }
        if (process != null) {
            process.close();
        }
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }
}
