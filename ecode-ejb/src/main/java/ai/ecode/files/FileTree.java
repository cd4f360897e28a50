package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileChanged.Kind;
import ai.ecode.files.FileChanged.Origin;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.TreeChange;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of a workspace as people and programs outside of its sandbox see and change them. What a method answered is
/// durable. Links are followed to where they lead inside the workspace, except by [#delete] and [#move], which mean the
/// link itself.
@Stateless
public class FileTree {

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private TreeEdits edits;
    @Inject private Blobs blobs;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<FileChanged> changed;
    @Inject private Event<FileMoved> moved;

    /// What a write did.
    public record Written(FileEntry entry, boolean created) {}

    /// Everything in the tree, a folder before what it holds.
    ///
    /// @param version grows with each change of the tree
    public record Listing(long version, List<FileEntry> entries) {}

    public Listing list(Caller caller, WorkspaceId id) {
        workspaces.enter(caller, id, Right.READ);
        return new Listing(trees.require(id.value()).version(), trees.list(id.value()));
    }

    /// The version that [#list] would answer with, without the list.
    public long version(Caller caller, WorkspaceId id) {
        workspaces.enter(caller, id, Right.READ);
        return trees.require(id.value()).version();
    }

    /// The file at the path; read it with [#content].
    ///
    /// @throws ECodeException `NOT_FOUND`; `CONFLICT` for a folder
    public FileEntry require(Caller caller, WorkspaceId id, FilePath path) {
        workspaces.enter(caller, id, Right.READ);
        FileEntry entry =
                trees.find(id.value(), path)
                        .filter(found -> found.type() != FileType.SYMLINK)
                        .or(() -> trees.find(id.value(), edits.follow(id.value(), path)))
                        .orElseThrow(() -> missing(path));
        refuseFolder(entry);
        return entry;
    }

    /// Bytes of a file from `offset` on. The stream fetches as it is read and needs no transaction; it ends well even when
    /// the file is overwritten meanwhile.
    public InputStream content(FileEntry file, long offset) {
        if (file.blob() == null) {
            throw new IllegalArgumentException(file.path() + " is not a file");
        }
        return blobs.open(file.blob(), offset);
    }

    /// For refusing before content is received: whether the caller may write here at all.
    public void requireWritable(Caller caller, WorkspaceId id) {
        workspaces.enter(caller, id, Right.WRITE);
    }

    /// Creates or overwrites a file, with the folders it lies in.
    ///
    /// @throws ECodeException `ETAG_REQUIRED`, `STALE_ETAG`, `CONFLICT` when a folder is there, `QUOTA_EXCEEDED`
    public Written write(
            Caller caller, WorkspaceId id, FilePath path, Upload upload, Precondition condition) {
        workspaces.enter(caller, id, Right.WRITE);
        Trees.Tree tree = trees.lock(id.value());
        FilePath target = edits.follow(tree.id(), path);
        Optional<FileEntry> current = trees.find(tree.id(), target);
        current.ifPresent(FileTree::refuseFolder);
        condition.checkWrite(current.flatMap(FileEntry::hash));
        if (current.flatMap(FileEntry::hash).filter(upload.hash()::equals).isPresent()) {
            return new Written(current.get(), false);
        }
        boolean executable = current.map(FileEntry::executable).orElse(false);
        FileEntry entry =
                FileEntry.file(target, blobs.store(tree.organization(), upload), executable, now());
        announce(id, edits.put(tree, List.of(entry), caller.name()));
        trail.record(
                deed(caller, "file.write", id, target)
                        .changing(facts(current.orElse(null)), facts(entry)));
        return new Written(entry, current.isEmpty());
    }

    /// @throws ECodeException `CONFLICT` when something is there
    public FileEntry createFolder(Caller caller, WorkspaceId id, FilePath path) {
        workspaces.enter(caller, id, Right.WRITE);
        Trees.Tree tree = trees.lock(id.value());
        FilePath target = edits.follow(tree.id(), path);
        if (trees.find(tree.id(), target).isPresent()) {
            throw new ECodeException(CONFLICT, "“%s” exists already.".formatted(path));
        }
        FileEntry folder = FileEntry.folder(target, now());
        announce(id, edits.put(tree, List.of(folder), caller.name()));
        trail.record(deed(caller, "file.write", id, target).changing(null, facts(folder)));
        return folder;
    }

    /// Renames a file, or a folder with everything in it, at once.
    ///
    /// @throws ECodeException `NOT_FOUND`, `CONFLICT`
    public FileEntry move(Caller caller, WorkspaceId id, FilePath from, FilePath to) {
        workspaces.enter(caller, id, Right.WRITE);
        Trees.Tree tree = trees.lock(id.value());
        FileEntry entry = edits.move(tree, from, to, now());
        moved.fire(new FileMoved(id, from, to));
        fire(id, from, Kind.DELETED, null);
        fire(id, to, Kind.CREATED, entry);
        trail.record(
                deed(caller, "file.move", id, from)
                        .changing(Map.of("path", from.value()), Map.of("path", to.value())));
        return entry;
    }

    /// Removes a file or link, or a folder with everything in it.
    ///
    /// @throws ECodeException `NOT_FOUND`, `STALE_ETAG`
    public void delete(Caller caller, WorkspaceId id, FilePath path, Precondition condition) {
        workspaces.enter(caller, id, Right.WRITE);
        Trees.Tree tree = trees.lock(id.value());
        FileEntry current = trees.find(tree.id(), path).orElseThrow(() -> missing(path));
        condition.checkDelete(current.hash());
        List<TreeChange> gone = edits.delete(tree, path, caller.name());
        fire(id, path, Kind.DELETED, null);
        var before = new java.util.HashMap<String, Object>(facts(current));
        before.put("entries", gone.size());
        trail.record(deed(caller, "file.delete", id, path).changing(before, null));
    }

    private void announce(WorkspaceId id, List<TreeChange> changes) {
        for (TreeChange change : changes) {
            fire(
                    id,
                    change.path(),
                    change.before() == null ? Kind.CREATED : Kind.CHANGED,
                    change.after());
        }
    }

    private void fire(WorkspaceId id, FilePath path, Kind kind, @Nullable FileEntry entry) {
        ContentHash hash = entry == null ? null : entry.hash().orElse(null);
        changed.fire(new FileChanged(id, path, kind, hash, Origin.USER));
    }

    private static void refuseFolder(FileEntry entry) {
        if (entry.type() == FileType.FOLDER) {
            throw new ECodeException(CONFLICT, "“%s” is a folder.".formatted(entry.path()));
        }
    }

    private static Deed deed(Caller caller, String action, WorkspaceId id, FilePath path) {
        return Deed.done(caller, action, "file:%s/%s".formatted(id, path));
    }

    private static Map<String, Object> facts(@Nullable FileEntry entry) {
        if (entry == null) {
            return Map.of();
        }
        return entry.hash()
                .<Map<String, Object>>map(
                        hash -> Map.of("sha256", hash.hex(), "size", entry.size()))
                .orElse(Map.of("type", entry.type().wireName()));
    }

    private static ECodeException missing(FilePath path) {
        return ECodeException.notFound("“" + path + "”");
    }

    /// Truncated to what the database keeps, so that an answer equals what is read later.
    private Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
