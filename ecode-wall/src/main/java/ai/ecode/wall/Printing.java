package ai.ecode.wall;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/// What a submission prints and reads: it goes to the test with the next message, and comes from it.
final class Printing {

    private static final int MOST = 1 << 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    void begin(IntFunction<byte[]> input) {
        System.setOut(new PrintStream(new To(out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new To(err), true, StandardCharsets.UTF_8));
        System.setIn(new From(input));
    }

    void tell(Output message) {
        for (ByteArrayOutputStream one : new ByteArrayOutputStream[] {out, err}) {
            synchronized (one) {
                message.raw(one.toByteArray());
                one.reset();
            }
        }
    }

    /// Both parts, on what is the standard output and error of this side now.
    static void read(Input in) {
        for (PrintStream to : new PrintStream[] {System.out, System.err}) {
            byte[] bytes = in.raw();
            to.write(bytes, 0, bytes.length);
            to.flush();
        }
    }

    /// Keeps the beginning of what is said at once.
    private static final class To extends OutputStream {
        private final ByteArrayOutputStream kept;

        To(ByteArrayOutputStream kept) {
            this.kept = kept;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            synchronized (kept) {
                kept.write(bytes, from, Math.max(0, Math.min(length, MOST - kept.size())));
            }
        }
    }

    private static final class From extends InputStream {
        private final IntFunction<byte[]> input;

        From(IntFunction<byte[]> input) {
            this.input = input;
        }

        @Override
        public int read() {
            byte[] one = input.apply(1);
            return one.length == 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int at, int length) {
            if (length == 0) {
                return 0;
            }
            byte[] some = input.apply(length);
            System.arraycopy(some, 0, bytes, at, some.length);
            return some.length == 0 ? -1 : some.length;
        }
    }
}
