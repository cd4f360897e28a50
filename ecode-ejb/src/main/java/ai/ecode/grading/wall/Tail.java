package ai.ecode.grading.wall;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a standard error to its end, and keeps the beginning.
final class Tail implements Runnable {

    private static final int MOST = 4_096;

    private final InputStream from;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Tail(InputStream from) {
        this.from = from;
    }

    @Override
    public void run() {
        byte[] piece = new byte[8_192];
        try {
            for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
                keep(piece, read);
            }
        } catch (IOException closed) {
            // The process is gone.
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        kept.write(piece, 0, Math.min(length, MOST - kept.size()));
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
