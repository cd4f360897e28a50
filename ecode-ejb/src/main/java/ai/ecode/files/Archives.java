package ai.ecode.files;

import ai.ecode.files.archiving.ArchiveReader;
import ai.ecode.files.archiving.ArchiveWriter;
import ai.ecode.files.archiving.ImportSteps;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.files.storing.TreeChange;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whole workspaces as archives, out and in. Called outside of a transaction: both take as long as the network does.
@ApplicationScoped
public class Archives {

    private static final long BATCH_BYTES = 8L << 20;
    private static final int BATCH_FILES = 500;

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private Blobs blobs;
    @Inject private ImportSteps steps;
    @Inject private WorkspaceCare care;
    @Inject private FileLimits limits;
    @Inject private Clock clock;
    @Inject @Any private Instance<OpenDocuments> openDocuments;

    /// A tree as it was at one moment, ready to be written out.
    public record Download(String name, List<FileEntry> entries) {}

    /// What an import did.
    ///
    /// @param changed entries that are new or different now
    /// @param ignored entries that were passed over, as dependencies are
    public record Imported(int entries, int changed, int ignored) {}

    /// Looks at the tree, with what people are editing right now; write it with [#write].
    public Download download(Caller caller, WorkspaceId id) {
        Workspace workspace = workspaces.enter(caller, id, Right.READ);
        openDocuments.forEach(documents -> documents.flush(id));
        return new Download(workspace.slug(), trees.list(id.value()));
    }

    public void write(Download download, ArchiveFormat format, OutputStream out)
            throws IOException {
        new ArchiveWriter(blobs).write(format, download.entries(), out);
    }

    /// Adds what is in the archive to the tree, all or nothing. Files that exist with other content are overwritten only
    /// under [Precondition.Whatever].
    ///
    /// @throws ai.ecode.shared.ECodeException `ETAG_REQUIRED`, `CONFLICT`, `QUOTA_EXCEEDED`, and those of [ArchiveReader]
    public Imported unpack(Caller caller, WorkspaceId id, Upload archive, Precondition condition)
            throws IOException {
        Workspace workspace = workspaces.enter(caller, id, Right.WRITE);
        var unpacking = new Unpacking(workspace.organization());
        int ignored = unpacking.read(archive);
        List<TreeChange> changes = steps.put(caller, id, unpacking.entries, condition);
        return new Imported(unpacking.entries.size(), changes.size(), ignored);
    }

    /// For refusing before an archive is received.
    ///
    /// @throws ai.ecode.shared.ECodeException `INVALID_NAME`, `QUOTA_EXCEEDED`
    public void requireCreatable(Caller caller, String name) {
        care.requireCreatable(caller, name);
    }

    /// A new workspace with what is in the archive; when something of it cannot be kept, there is no workspace.
    ///
    /// @throws ai.ecode.shared.ECodeException `INVALID_NAME`, `QUOTA_EXCEEDED`, and those of [ArchiveReader]
    public Workspace create(Caller caller, String name, boolean publicly, Upload archive)
            throws IOException {
        var unpacking = new Unpacking(caller.organization());
        unpacking.read(archive);
        return steps.create(caller, name, publicly, unpacking.entries);
    }

    /// Stores contents batch by batch as they come.
    private final class Unpacking implements ArchiveReader.Sink {
        private final OrganizationId organization;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final List<FileEntry> entries = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private long waitingBytes;

        private record Waiting(FilePath path, boolean executable, Upload content) {}

        Unpacking(OrganizationId organization) {
            this.organization = organization;
        }

        /// Takes everything in, and tells how much was passed over.
        int read(Upload archive) throws IOException {
            var reader = new ArchiveReader(limits, IgnoreRules.of(""), this);
            try {
                reader.read(archive);
                store();
            } finally {
                close();
            }
            return reader.ignored();
        }

        @Override
        public void folder(FilePath path) {
            entries.add(FileEntry.folder(path, now));
        }

        @Override
        public void file(FilePath path, boolean executable, Upload content) {
            waiting.add(new Waiting(path, executable, content));
            waitingBytes += content.size();
            if (waitingBytes >= BATCH_BYTES || waiting.size() >= BATCH_FILES) {
                store();
            }
        }

        @Override
        public void symlink(FilePath path, String target) {
            entries.add(FileEntry.symlink(path, target, now));
        }

        void store() {
            Map<ContentHash, Blob> stored =
                    steps.store(organization, waiting.stream().map(Waiting::content).toList());
            for (Waiting one : waiting) {
                Blob blob = Objects.requireNonNull(stored.get(one.content.hash()));
                entries.add(FileEntry.file(one.path, blob, one.executable, now));
            }
            close();
        }

        void close() {
            waiting.forEach(one -> one.content.close());
            waiting.clear();
            waitingBytes = 0;
        }
    }
}
