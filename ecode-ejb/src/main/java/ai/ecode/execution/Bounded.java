package ai.ecode.execution;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Fails rather than take more than so many bytes.
final class Bounded extends FilterOutputStream {

    private long left;

    Bounded(OutputStream to, long most) {
        super(to);
        this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw new IOException("Too large");
        }
        out.write(bytes, offset, length);
    }
}
