package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.archiving.ImportSteps;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Files that stay as they are: what was submitted, what an assignment begins with. They share their content with
/// workspaces and do not count for anybody's room. Who may see one is for the caller of these methods to decide.
@Stateless
public class Snapshots {

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private TreeEdits edits;
    @Inject private Blobs blobs;
    @Inject private ImportSteps steps;
    @Inject private Clock clock;

    /// Content for a path.
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Content(FilePath path, byte[] bytes) {}

    /// What a snapshot may hold at most.
    public record Room(long bytes, int entries) {

        /// @throws ECodeException `TOO_LARGE`, saying how much it is
        public void require(long heldBytes, long heldEntries) {
            if (heldBytes > bytes || heldEntries > entries) {
                throw new ECodeException(
                                ai.ecode.shared.ErrorCode.TOO_LARGE,
                                "It would be %d KiB in %d files and folders; at most %d KiB in %d are taken. Delete what is not needed, then try again."
                                        .formatted(
                                                (heldBytes + 1023) >> 10,
                                                heldEntries,
                                                bytes >> 10,
                                                entries))
                        .with("limit", bytes)
                        .with("entries", entries);
            }
        }
    }

    /// The workspace's tree as it is now. Call [FilesAtRest#bring] before, outside of the transaction.
    ///
    /// @throws ECodeException as [Workspaces#enter]; `TOO_LARGE`
    public Snapshot take(Caller caller, WorkspaceId workspace, Room room) {
        workspaces.enter(caller, workspace, Right.READ);
        Trees.Tree tree = trees.lock(workspace.value());
        room.require(tree.bytes(), tree.entries());
        UUID id = UUID.randomUUID();
        trees.freeze(tree.id(), id);
        return new Snapshot(id, tree.bytes(), tree.entries(), digest(trees.list(id)));
    }

    /// New files.
    ///
    /// @throws ECodeException `TOO_LARGE`; `MALFORMED_REQUEST` for two with the same path; `CONFLICT` for a file in the place
    ///     of a folder
    public Snapshot store(OrganizationId organization, List<Content> files, Room room) {
        var paths = new HashSet<FilePath>();
        for (Content file : files) {
            if (!paths.add(file.path())) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "Two files have the path “%s”. Nothing was stored.".formatted(file.path()));
            }
        }
        UUID id = UUID.randomUUID();
        trees.createFrozen(id, organization);
        Map<ContentHash, Blob> stored =
                blobs.store(
                        organization, files.stream().map(file -> Upload.of(file.bytes())).toList());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        edits.put(
                trees.lock(id),
                files.stream()
                        .map(file ->
                                FileEntry.file(
                                        file.path(),
                                        Objects.requireNonNull(
                                                stored.get(ContentHash.ofContent(file.bytes()))),
                                        false,
                                        now))
                        .toList());
        Trees.Tree tree = trees.require(id);
        room.require(tree.bytes(), tree.entries());
        return new Snapshot(id, tree.bytes(), tree.entries(), digest(trees.list(id)));
    }

    /// The same files under an id of their own.
    public UUID copy(UUID snapshot) {
        UUID id = UUID.randomUUID();
        trees.freeze(snapshot, id);
        return id;
    }

    /// Everything in it, a folder before what it holds.
    public List<FileEntry> list(UUID snapshot) {
        return trees.list(snapshot);
    }

    /// The file at the path; links are not followed.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public FileEntry require(UUID snapshot, FilePath path) {
        return trees.find(snapshot, path)
                .filter(entry -> entry.type() == FileType.FILE)
                .orElseThrow(() -> ECodeException.notFound("“" + path + "”"));
    }

    /// Bytes of a file. The stream fetches as it is read and needs no transaction.
    public InputStream content(FileEntry file) {
        if (file.blob() == null) {
            throw new IllegalArgumentException(file.path() + " is not a file");
        }
        return blobs.open(file.blob(), 0);
    }

    public void remove(UUID snapshot) {
        trees.remove(snapshot);
    }

    /// A new workspace of the caller's that begins with these files, or with none. It is exempt from their quota, as
    /// [ai.ecode.workspace.QuotaExemption] says.
    ///
    /// @throws ECodeException `INVALID_NAME`
    public Workspace open(Caller caller, String name, Optional<UUID> snapshot) {
        return steps.createExempt(caller, name, snapshot.map(trees::list).orElse(List.of()));
    }

    /// SHA-256 of [#listing].
    static ContentHash digest(List<FileEntry> entries) {
        return ContentHash.ofContent(listing(entries).getBytes(StandardCharsets.UTF_8));
    }

    /// One line for each entry, in the order of their paths: path, NUL, `file`, `program`, `folder` or `symlink`, space, SHA-256
    /// of its content or target in hexadecimal digits (nothing for a folder), line feed.
    public static String listing(List<FileEntry> entries) {
        return entries.stream()
                .sorted((a, b) -> a.path().compareTo(b.path()))
                .map(entry ->
                        "%s\0%s %s\n"
                                .formatted(
                                        entry.path(),
                                        entry.executable() ? "program" : entry.type().wireName(),
                                        entry.hash().map(ContentHash::hex).orElse("")))
                .collect(Collectors.joining());
    }
}
