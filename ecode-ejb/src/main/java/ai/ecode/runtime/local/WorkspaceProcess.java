package ai.ecode.runtime.local;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program in a workspace, on a socket that leads to its pipes or its terminal.
final class WorkspaceProcess implements RunningProcess {

    private static final int SECONDS_FOR_STDERR = 15;
    private static final int MILLIS_FOR_EXIT = 1_000;

    private final Spares.Spare spare;
    private final Supervisor supervisor;
    private final boolean terminal;
    private final LimitedRun run;
    private final Meter meter;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final CompletableFuture<SocketChannel> errors = new CompletableFuture<>();
    private final OutputStream stdin = new Stdin();
    private final InputStream stdout;
    private final InputStream stderr;
    private final Runnable afterwards;
    private final Runnable released;

    WorkspaceProcess(
            Spares.Spare spare,
            Supervisor supervisor,
            boolean terminal,
            LimitedRun run,
            Meter meter,
            Runnable afterwards,
            Runnable released) {
        this.spare = spare;
        this.supervisor = supervisor;
        this.terminal = terminal;
        this.run = run;
        this.meter = meter;
        this.afterwards = afterwards;
        this.released = released;
        this.stdout = new LimitedInput(new Stdout(), run);
        this.stderr =
                terminal ? InputStream.nullInputStream() : new LimitedInput(new Stderr(), run);
    }

    /// Standard error has connected.
    void errorsOn(SocketChannel channel) {
        if (!errors.complete(channel)) {
            close(channel);
        }
    }

    /// It ended; only the first word on it counts.
    void ended(Exit.How how) {
        if (exit.complete(run.exit(how))) {
            afterwards.run();
        }
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
        return stderr;
    }

    @Override
    public void resize(int cols, int rows) {
        if (terminal && !exit.isDone()) {
            supervisor.say(
                    "resize",
                    Long.toString(spare.inside()),
                    Integer.toString(rows),
                    Integer.toString(cols));
        }
    }

    @Override
    public void signal(Signal signal) {
        if (exit.isDone()) {
            return;
        }
        if (signal == Signal.KILL) {
            kill();
            return;
        }
        supervisor.say(
                terminal ? "interrupt" : "signal",
                Long.toString(spare.inside()),
                signal.posixName());
    }

    /// Kills it with its children, the shell that would report its end included.
    void kill() {
        meter.kill();
        ended(new Exit.Signalled(Signal.KILL.number()));
    }

    @Override
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public Exit waitFor() throws InterruptedException {
        return LocalProcess.await(exit, Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public Optional<Exit> waitFor(Duration atMost) throws InterruptedException {
        return LocalProcess.await(exit, atMost.toMillis());
    }

    @Override
    public Usage usage() {
        return exit().map(Exit::usage).orElseGet(run::usage);
    }

    @Override
    public void close() {
        if (!exit.isDone()) {
            kill();
        }
        spare.hangUp();
        released.run();
        if (!errors.cancel(false) && !errors.isCancelled()) {
            close(errors.join());
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Its other end is gone.
        }
    }

    /// Output ended: so did the program, or somebody killed the shell that reports it.
    private void outputEnded() {
        if (exit.isDone()) {
            return;
        }
        CompletableFuture.delayedExecutor(MILLIS_FOR_EXIT, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!ProcessHandle.of(spare.pid()).map(ProcessHandle::isAlive).orElse(false)) {
                        ended(new Exit.Signalled(Signal.KILL.number()));
                    }
                });
    }

    private final class Stdin extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                spare.in().write(buffer);
            }
        }

        @Override
        public void close() throws IOException {
            spare.in().close();
        }
    }

    private final class Stdout extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read;
            try {
                read = spare.out().read(ByteBuffer.wrap(bytes, offset, length));
            } catch (SocketException e) {
                read = -1; // A killed relay resets its socket.
            }
            if (read < 0) {
                outputEnded();
            }
            return read;
        }
    }

    private final class Stderr extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            SocketChannel channel;
            try {
                channel = errors.get(SECONDS_FOR_STDERR, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException | CancellationException e) {
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            try {
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            } catch (SocketException e) {
                return -1;
            }
        }
    }
}
