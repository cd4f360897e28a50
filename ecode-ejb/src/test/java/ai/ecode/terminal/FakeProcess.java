package ai.ecode.terminal;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process played by the test: it says what the test writes into `says`, hears into `hears`.
final class FakeProcess implements RunningProcess {

    final PipedOutputStream says = new PipedOutputStream();
    final PipedInputStream hears = new PipedInputStream(64 * 1024);
    final List<String> sizes = new CopyOnWriteArrayList<>();
    private final PipedInputStream stdout;
    private final PipedOutputStream stdin;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    FakeProcess() {
        try {
            stdout = new PipedInputStream(says, 64 * 1024);
            stdin = new PipedOutputStream(hears);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void exits(Exit.How how) throws IOException {
        says.close();
        exit.complete(new Exit(how, Optional.empty(), Usage.NOTHING));
    }

    /// Ends while a child in the background holds the terminal open.
    void exitsButIsHeldOpen(Exit.How how) {
        exit.complete(new Exit(how, Optional.empty(), Usage.NOTHING));
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return InputStream.nullInputStream();
    }

    @Override
    public void resize(int cols, int rows) {
        sizes.add(cols + "x" + rows);
    }

    @Override
    public void signal(Signal signal) {
        exit.complete(
                new Exit(new Exit.Signalled(signal.number()), Optional.empty(), Usage.NOTHING));
    }

    @Override
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public Exit waitFor() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Optional<Exit> waitFor(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(exit.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException running) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Usage usage() {
        return Usage.NOTHING;
    }

    @Override
    public void close() {
        signal(Signal.KILL);
        try {
            says.close();
            stdout.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
