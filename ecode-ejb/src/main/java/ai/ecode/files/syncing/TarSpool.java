package ai.ecode.files.syncing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Bytes that are written first and read afterwards: in memory up to 1 MiB, then in a temporary file. Refuses more than it
/// was made for, because the writer may be a sandbox.
final class TarSpool extends OutputStream {

    private static final int MOST_IN_MEMORY = 1 << 20;

    private final long most;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long size;

    TarSpool(long most) {
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        size += length;
        if (size > most) {
            throw new IOException("More than %d bytes came out of the sandbox".formatted(most));
        }
        if (out == null && size > MOST_IN_MEMORY) {
            file = Files.createTempFile("ecode-sync", ".tar");
            out = Files.newOutputStream(file);
            memory.writeTo(out);
            memory = new ByteArrayOutputStream(0);
        }
        if (out == null) {
            memory.write(bytes, start, length);
        } else {
            out.write(bytes, start, length);
        }
    }

    /// What was written, from its start.
    InputStream open() throws IOException {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
