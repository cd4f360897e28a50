package ai.ecode.runtime.local;

import java.io.IOException;
import java.io.InputStream;

/// Output of a process as far as its limit allows; after that it has ended.
final class LimitedInput extends InputStream {

    private final InputStream from;
    private final LimitedRun run;
    private boolean ended;

    LimitedInput(InputStream from, LimitedRun run) {
        this.from = from;
        this.run = run;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        int read = from.read(bytes, offset, length);
        int allowed = read < 0 ? 0 : run.take(read);
        ended = allowed < Math.max(read, 1);
        return allowed > 0 ? allowed : -1;
    }

    @Override
    public int available() throws IOException {
        return ended ? 0 : from.available();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
