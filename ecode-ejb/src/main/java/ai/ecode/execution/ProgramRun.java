package ai.ecode.execution;

import ai.ecode.execution.Watching.Phase;
import ai.ecode.execution.Watching.Stream;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.Usage;
import ai.ecode.workspace.SecretMask;
import ai.ecode.workspace.WorkspaceEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One run in a sandbox: compiled where its language asks for that, then run. Used by one thread; [#cancel] may be called by
/// any.
final class ProgramRun {

    private static final int PIECE = 16 << 10;

    private final Sandbox sandbox;
    private final WorkspaceEnvironment surroundings;
    private final SecretMask mask;
    private final Watching watching;
    private final Executor executor;
    private final ReentrantLock told = new ReentrantLock();

    /// Guarded by this.
    private @Nullable RunningProcess running;

    private volatile boolean cancelled;

    /// @param surroundings what every program finds here, and what of it must not be shown
    ProgramRun(
            Sandbox sandbox,
            WorkspaceEnvironment surroundings,
            Watching watching,
            Executor executor) {
        this.surroundings = surroundings;
        this.mask = SecretMask.of(surroundings.secrets());
        this.sandbox = sandbox;
        this.watching = watching;
        this.executor = executor;
    }

    /// The commands of a run.
    record Commands(
            Optional<List<String>> compile, List<String> run, Map<String, String> environment) {}

    /// Where what is compiled may be known already.
    interface Kept {

        /// How it was compiled before, when that is in the sandbox again.
        Optional<Outcome.Step> restore();

        /// It has just been compiled without an error.
        void keep(Outcome.Step step);

        /// Everything is compiled.
        Kept NOTHING =
                new Kept() {
                    @Override
                    public Optional<Outcome.Step> restore() {
                        return Optional.empty();
                    }

                    @Override
                    public void keep(Outcome.Step step) {}
                };
    }

    Outcome run(Commands commands, Program program, Limits limits) throws InterruptedException {
        return run(commands, program, limits, Kept.NOTHING);
    }

    Outcome run(Commands commands, Program program, Limits limits, Kept kept)
            throws InterruptedException {
        Optional<Outcome.Step> compiled = Optional.empty();
        if (commands.compile().isPresent()) {
            Outcome outcome = compile(commands, limits, kept);
            if (outcome.status() != Status.OK) {
                return outcome;
            }
            compiled = outcome.compile();
        }
        var environment = new TreeMap<>(commands.environment());
        environment.putAll(program.environment());
        Outcome.Step step =
                step(Phase.RUN, spec(commands.run(), environment, limits), program.stdin());
        Status status = cancelled ? Status.CANCELLED : Status.of(step.exit());
        return new Outcome(status, step.exit(), step.output(), compiled);
    }

    /// Only what commands say of compiling.
    Outcome compile(Commands commands, Limits limits, Kept kept) throws InterruptedException {
        Outcome.Step step =
                compiled(
                        spec(
                                commands.compile().orElseThrow(),
                                commands.environment(),
                                limits.forCompiling()),
                        kept);
        Status status = Status.OK;
        if (cancelled || !step.exit().isSuccess()) {
            status =
                    cancelled || step.exit().how() instanceof Exit.Lost
                            ? Status.CANCELLED
                            : Status.COMPILE_ERROR;
        }
        return new Outcome(status, step.exit(), Outcome.Output.NONE, Optional.of(step));
    }

    private Outcome.Step compiled(ProcessSpec compiler, Kept kept) throws InterruptedException {
        Optional<Outcome.Step> before = kept.restore();
        if (before.isPresent()) {
            Outcome.Output said = before.get().output();
            tell(() -> {
                watching.begins(Phase.COMPILE);
                sayAgain(Stream.STDOUT, said.stdout());
                sayAgain(Stream.STDERR, said.stderr());
            });
            return before.get();
        }
        Outcome.Step step = step(Phase.COMPILE, compiler, new byte[0]);
        if (!cancelled && step.exit().isSuccess()) {
            kept.keep(step);
        }
        return step;
    }

    private void sayAgain(Stream stream, byte[] bytes) {
        if (bytes.length > 0) {
            watching.wrote(Phase.COMPILE, stream, bytes);
        }
    }

    private ProcessSpec spec(List<String> argv, Map<String, String> environment, Limits limits) {
        return new ProcessSpec(
                argv, surroundings.under(environment), "", new Stdio.Pipes(), limits.forProcess());
    }

    private Outcome.Step step(Phase phase, ProcessSpec spec, byte[] stdin)
            throws InterruptedException {
        tell(() -> watching.begins(phase));
        if (cancelled) {
            return new Outcome.Step(
                    new Exit(new Exit.Signalled(9), Optional.empty(), Usage.NOTHING),
                    Outcome.Output.NONE);
        }
        try (RunningProcess process = sandbox.exec(spec)) {
            running(process);
            CompletableFuture<Void> fed =
                    CompletableFuture.runAsync(() -> feed(process.stdin(), stdin), executor);
            CompletableFuture<byte[]> errors =
                    CompletableFuture.supplyAsync(
                            () -> collect(process.stderr(), phase, Stream.STDERR), executor);
            byte[] output = collect(process.stdout(), phase, Stream.STDOUT);
            Exit exit = process.waitFor();
            byte[] error = errors.join();
            fed.cancel(false);
            boolean truncated =
                    exit.limit().filter(l -> l == ProcessLimits.Kind.OUTPUT).isPresent();
            return new Outcome.Step(exit, new Outcome.Output(output, error, truncated));
        } finally {
            running(null);
        }
    }

    private synchronized void running(@Nullable RunningProcess process) {
        running = process;
        if (process != null && cancelled) {
            process.signal(Signal.KILL);
        }
    }

    /// Ends it; what it wrote until now is kept.
    synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.signal(Signal.KILL);
        }
    }

    private static void feed(OutputStream stdin, byte[] bytes) {
        try (stdin) {
            stdin.write(bytes);
        } catch (IOException e) {
            // It did not want to read all of it.
        }
    }

    private byte[] collect(InputStream from, Phase phase, Stream stream) {
        var all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        SecretMask.Stream masked = mask.stream();
        try {
            for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
                show(all, masked.next(piece, 0, read), phase, stream);
            }
        } catch (IOException e) {
            // It was killed; what came until now is its output.
        }
        show(all, masked.flush(), phase, stream);
        return all.toByteArray();
    }

    private void show(ByteArrayOutputStream all, byte[] written, Phase phase, Stream stream) {
        if (written.length > 0) {
            all.writeBytes(written);
            tell(() -> watching.wrote(phase, stream, written));
        }
    }

    private void tell(Runnable news) {
        told.lock();
        try {
            news.run();
        } catch (RuntimeException e) {
            cancel(); // nobody is there any more to see the rest
        } finally {
            told.unlock();
        }
    }
}
