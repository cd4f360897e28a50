package ai.ecode.execution;

import ai.ecode.runtime.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
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
}
