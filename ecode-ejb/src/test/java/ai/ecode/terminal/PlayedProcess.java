package ai.ecode.terminal;

import ai.ecode.runtime.EndingProcess;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A process played by the test: it says what the test writes into `says`, hears into `hears`.
final class PlayedProcess extends EndingProcess {

    final PipedOutputStream says = new PipedOutputStream();
    final PipedInputStream hears = new PipedInputStream(64 * 1024);
    final List<String> sizes = new CopyOnWriteArrayList<>();
    private final PipedInputStream stdout;
    private final PipedOutputStream stdin;

    PlayedProcess() {
        try {
            stdout = new PipedInputStream(says, 64 * 1024);
            stdin = new PipedOutputStream(hears);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void exits(Exit.How how) throws IOException {
        says.close();
        end(new Exit(how, Optional.empty(), Usage.NOTHING));
    }

    /// Ends while a child in the background holds the terminal open.
    void exitsButIsHeldOpen(Exit.How how) {
        end(new Exit(how, Optional.empty(), Usage.NOTHING));
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
    public void resize(int cols, int rows) {
        sizes.add(cols + "x" + rows);
    }

    @Override
    public void signal(Signal signal) {
        end(new Exit(new Exit.Signalled(signal.number()), Optional.empty(), Usage.NOTHING));
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
