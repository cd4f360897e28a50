package ai.ecode.execution;

import ai.ecode.runtime.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads one source file of a running workspace.
final class WorkspaceText {

    private static final int MOST_BYTES = 1 << 20;

    /// A file that is far larger is no source.
    private static final long MOST_IN_TAR = 16L * MOST_BYTES;

    private WorkspaceText() {}

    /// Its first MiB; empty when there is no such file.
    static Optional<String> read(Sandbox workspace, String path) {
        var bytes = new ByteArrayOutputStream();
        try {
            workspace.readTar(List.of(path), new Bounded(bytes, MOST_IN_TAR));
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
}
