package ai.ecode.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program of [FakePrograms] in a thread.
final class FakeProcess extends EndingProcess {

    private final Pipe input;
    private final Pipe output;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final ProcessLimits limits;
    private final long begin = System.nanoTime();
    private final Thread thread;

    FakeProcess(ProcessSpec spec, Map<String, String> environment, FakeTree tree) {
        limits = spec.limits();
        try {
            input = Pipe.open();
            output = Pipe.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        stdin = Channels.newOutputStream(input.sink());
        stdout = Channels.newInputStream(output.source());
        var call =
                new FakePrograms.Call(
                        spec.argv().subList(1, spec.argv().size()),
                        environment,
                        spec.workingFolder(),
                        Channels.newInputStream(input.source()),
                        new Limited(Channels.newOutputStream(output.sink())),
                        tree);
        var program = FakePrograms.ALL.getOrDefault(spec.argv().getFirst(), _ -> 127);
        // Started only when the field is set: a short program ends before a constructor does.
        thread = Thread.ofVirtual().unstarted(() -> run(program, call));
        thread.start();
        if (limits.wallMillis() > 0) {
            CompletableFuture.delayedExecutor(limits.wallMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> end(new Exit.Signalled(9), ProcessLimits.Kind.WALL));
        }
    }

    private void run(FakePrograms.Program program, FakePrograms.Call call) {
        try {
            end(new Exit.Code(program.run(call)), null);
        } catch (IOException nobodyListens) {
            end(new Exit.Signalled(13), null);
        } catch (InterruptedException ended) {
            // by whoever interrupted
        } finally {
            end(new Exit.Lost("The program of the fake failed."), null);
        }
    }

    /// The first end counts.
    void end(Exit.How how, ProcessLimits.Kind limit) {
        if (end(new Exit(how, Optional.ofNullable(limit), usage()))) {
            thread.interrupt();
            try {
                output.sink().close();
                input.source().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
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
    public void resize(int cols, int rows) {}

    @Override
    public void signal(Signal signal) {
        end(new Exit.Signalled(signal.number()), null);
    }

    @Override
    public Usage usage() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return new Usage(0, millis, 0, Accounting.EXACT);
    }

    @Override
    public void close() {
        signal(Signal.KILL);
        try {
            stdin.close();
            stdout.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Ends the process at its output limit.
    private final class Limited extends OutputStream {
        private final OutputStream out;
        private long written;

        Limited(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            boolean tooMuch = limits.outputBytes() > 0 && written + length > limits.outputBytes();
            int rest = tooMuch ? (int) (limits.outputBytes() - written) : length;
            out.write(bytes, offset, rest);
            written += rest;
            if (tooMuch) {
                end(new Exit.Signalled(9), ProcessLimits.Kind.OUTPUT);
                throw new IOException("The output limit is reached");
            }
        }
    }
}
