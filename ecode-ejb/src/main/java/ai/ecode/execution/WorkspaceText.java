package ai.ecode.execution;

import ai.ecode.runtime.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads one source file of a running workspace.
final class WorkspaceText {

    private static final int MOST_BYTES = 1 << 20;

    private WorkspaceText() {}

    /// Its first MiB; empty when there is no such file.
    static Optional<String> read(Sandbox workspace, String path) {
        var bytes = new ByteArrayOutputStream();
        try {
            workspace.readTar(List.of(path), new Bounded(bytes));
            var tar =
                    new TarArchiveInputStream(
                            new ByteArrayInputStream(bytes.toByteArray()),
                            StandardCharsets.UTF_8.name());
            var entry = tar.getNextEntry();
            return entry == null || !entry.isFile()
                    ? Optional.empty()
                    : Optional.of(new String(tar.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Refuses a file that is far too large to be source.
    private static final class Bounded extends FilterOutputStream {
        private long left = 16L * MOST_BYTES;

        Bounded(ByteArrayOutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("Too large for a source file");
            }
            out.write(bytes, offset, length);
        }
    }
}
