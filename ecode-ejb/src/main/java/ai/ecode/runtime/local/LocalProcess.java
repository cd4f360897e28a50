package ai.ecode.runtime.local;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one process of a bubblewrap, on its pipes.
final class LocalProcess implements RunningProcess {

    private static final int SIGNAL_CODES = 128;

    private final LocalStep step;
    private final LimitedRun run;
    private final InputStream stdout;
    private final InputStream stderr;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    LocalProcess(LocalStep step, LimitedRun run, Runnable afterwards) {
        this.step = step;
        this.run = run;
        this.stdout = new LimitedInput(step.bubblewrap().getInputStream(), run);
        this.stderr = new LimitedInput(step.bubblewrap().getErrorStream(), run);
        var _ =
                step.bubblewrap()
                        .onExit()
                        .thenAccept(ended -> {
                            exit.complete(run.exit(how(ended.exitValue())));
                            afterwards.run();
                        });
    }

    static Exit.How how(int code) {
        boolean signal = code > SIGNAL_CODES && code <= SIGNAL_CODES + 64;
        return signal ? new Exit.Signalled(code - SIGNAL_CODES) : new Exit.Code(code);
    }

    @Override
    public OutputStream stdin() {
        return step.stdin();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public void resize(int cols, int rows) {
        // There is no terminal.
    }

    @Override
    public void signal(Signal signal) {
        if (exit.isDone()) {
            return;
        }
        if (signal == Signal.KILL) {
            step.kill();
            return;
        }
        // Process 1 leads the group and, being process 1, hears no signal that it does not handle.
        String group = "-" + step.first().pid();
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -s \"$1\" -- \"$2\"",
                            "sh",
                            signal.posixName(),
                            group)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public Exit waitFor() throws InterruptedException {
        return await(exit, Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public Optional<Exit> waitFor(Duration atMost) throws InterruptedException {
        return await(exit, atMost.toMillis());
    }

    static Optional<Exit> await(CompletableFuture<Exit> exit, long millis)
            throws InterruptedException {
        try {
            return Optional.of(exit.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Usage usage() {
        return exit().map(Exit::usage).orElseGet(run::usage);
    }

    @Override
    public void close() {
        if (!exit.isDone()) {
            step.kill();
        }
        exit.join();
        for (AutoCloseable stream :
                new AutoCloseable[] {
                    step.stdin(),
                    step.bubblewrap().getInputStream(),
                    step.bubblewrap().getErrorStream()
                }) {
            try {
                stream.close();
            } catch (Exception e) {
                // Its other end is gone.
            }
        }
    }
}
