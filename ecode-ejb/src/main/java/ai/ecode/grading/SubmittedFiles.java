package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// What of a submission gets into a sandbox.
@ApplicationScoped
public class SubmittedFiles {

    @Inject private Snapshots snapshots;

    /// Files alone: a link could lead a program's tools to where it should not look.
    ///
    /// @throws IOException also for content that is no longer what was handed in
    public List<SourceFile> of(List<FileEntry> entries) throws IOException {
        var files = new ArrayList<SourceFile>();
        for (FileEntry entry : entries) {
            if (entry.type() == FileType.FILE) {
                try (InputStream content = snapshots.content(entry)) {
                    files.add(new SourceFile(entry.path(), checked(entry, content.readAllBytes())));
                }
            }
        }
        return files;
    }

    private static byte[] checked(FileEntry entry, byte[] content) throws IOException {
        if (entry.hash().filter(ContentHash.ofContent(content)::equals).isEmpty()) {
            throw new IOException("What is stored of " + entry.path() + " is damaged");
        }
        return content;
    }
}
