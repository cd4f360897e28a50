package ai.ecode.execution;

import ai.ecode.runtime.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Puts the files of a one-shot run into its sandbox, with an empty folder for what is compiled from them.
final class SourceTree {

    /// Hidden, so that programs that look at their folder see what they were given.
    static final String OUT = ".build";

    private SourceTree() {}

    static void write(Sandbox sandbox, List<SourceFile> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.putArchiveEntry(new TarArchiveEntry(OUT + "/"));
            tar.closeArchiveEntry();
            for (SourceFile file : files) {
                var entry = new TarArchiveEntry(file.path().value());
                entry.setSize(file.content().length);
                tar.putArchiveEntry(entry);
                tar.write(file.content());
                tar.closeArchiveEntry();
            }
        }
        sandbox.writeTar("", new ByteArrayInputStream(bytes.toByteArray()));
    }

    /// The tar of an empty folder.
    static InputStream nothing() throws IOException {
        var bytes = new ByteArrayOutputStream();
        new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name()).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /// The beginnings of those of the files that are there; folders, links and the like are not.
    static Map<String, byte[]> read(Sandbox sandbox, List<String> paths, int mostBytes)
            throws IOException {
        var found = new HashMap<String, byte[]>();
        for (String path : paths) {
            var beginning = new Beginning(mostBytes + TAR_OVERHEAD);
            sandbox.readTar(List.of(path), beginning);
            try (var tar =
                    new TarArchiveInputStream(
                            new ByteArrayInputStream(beginning.kept.toByteArray()),
                            StandardCharsets.UTF_8.name())) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry != null && entry.isFile()) {
                    int size = (int) Math.min(mostBytes, entry.getSize());
                    found.put(path, tar.readNBytes(size));
                }
            }
        }
        return found;
    }

    /// What is before the first byte of a file in a tar.
    private static final int TAR_OVERHEAD = 16 << 10;

    /// Keeps the first bytes, and lets go of the others.
    private static final class Beginning extends OutputStream {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int most;

        Beginning(int most) {
            this.most = most;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.min(length, most - kept.size()));
        }
    }
}
