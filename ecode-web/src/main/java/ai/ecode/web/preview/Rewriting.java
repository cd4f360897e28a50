package ai.ecode.web.preview;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on with something added, and holds back only what it has not decided about.
abstract class Rewriting extends FilterOutputStream {

    Rewriting(OutputStream out) {
        super(out);
    }

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /// What was decided about; the rest waits for what follows.
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /// Passes on what is left, but leaves the stream below open.
    final void finish() throws IOException {
        release();
        if (out instanceof Rewriting below) {
            below.finish();
        } else {
            out.flush();
        }
    }

    /// Passes on what was held back, as nothing follows.
    abstract void release() throws IOException;
}
