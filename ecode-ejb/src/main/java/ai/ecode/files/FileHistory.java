package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileChanged.Kind;
import ai.ecode.files.FileChanged.Origin;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.files.storing.Versions;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the files of a workspace were before: earlier versions of each, and the trash.
@Stateless
public class FileHistory {

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private TreeEdits edits;
    @Inject private Versions versions;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<FileChanged> changed;

    @Inject
    @ConfigProperty(name = "ecode.files.history-days", defaultValue = "30")
    private int days;

    /// Contents that the file at the path had before, the newest first; also those of a file that was deleted there.
    public List<FileVersion> of(Caller caller, WorkspaceId id, FilePath path) {
        workspaces.enter(caller, id, Right.READ);
        return versions.of(id.value(), path);
    }

    /// One earlier content, to be read with [FileTree#content].
    ///
    /// @throws ECodeException `NOT_FOUND`
    public FileEntry require(Caller caller, WorkspaceId id, UUID version) {
        workspaces.enter(caller, id, Right.READ);
        return versions.find(id.value(), version)
                .map(FileVersion::entry)
                .filter(entry -> entry.type() == FileType.FILE)
                .orElseThrow(() -> ECodeException.notFound("The version"));
    }

    /// What was deleted and can be restored, the latest first.
    public List<Trashed> trash(Caller caller, WorkspaceId id) {
        workspaces.enter(caller, id, Right.READ);
        return versions.trash(id.value());
    }

    /// Puts back what was deleted: to where it was, or to `to`. Nothing that is there is overwritten.
    ///
    /// @return what stands there now, a folder before what it holds
    /// @throws ECodeException `NOT_FOUND`, `CONFLICT`, `QUOTA_EXCEEDED`
    public List<FileEntry> restore(
            Caller caller, WorkspaceId id, UUID deletion, Optional<FilePath> to) {
        workspaces.enter(caller, id, Right.WRITE);
        Trees.Tree tree = trees.lock(id.value());
        List<FileVersion> kept = versions.deleted(tree.id(), deletion);
        if (kept.isEmpty()) {
            throw ECodeException.notFound("What was deleted");
        }
        FilePath root = kept.getFirst().entry().path();
        FilePath target = to.orElse(root);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<FileEntry> entries =
                kept.stream().map(one -> restored(one.entry(), root, target, now)).toList();
        trees.findAll(tree.id(), entries.stream().map(FileEntry::path).toList()).stream()
                .findFirst()
                .ifPresent(FileHistory::refuse);
        edits.put(tree, entries, caller.name());
        versions.forget(tree.id(), deletion);
        changed.fire(new FileChanged(id, null, Kind.MANY, null, Origin.USER));
        trail.record(
                Deed.done(caller, "file.restore", "file:%s/%s".formatted(id, target))
                        .changing(
                                Map.of("path", root.value()),
                                Map.of("path", target.value(), "entries", entries.size())));
        return entries;
    }

    private static FileEntry restored(
            FileEntry entry, FilePath root, FilePath target, Instant now) {
        FilePath path = entry.path();
        if (path.equals(root)) {
            path = target;
        } else if (path.isUnder(root)) {
            path = path.rebase(root, target);
        }
        return new FileEntry(
                path, entry.type(), entry.blob(), entry.executable(), entry.target(), now);
    }

    private static void refuse(FileEntry there) {
        throw new ECodeException(
                        CONFLICT,
                        "“%s” exists again. Nothing was restored: say with `to` where it shall be put."
                                .formatted(there.path()))
                .with("path", there.path().value());
    }

    /// Forgets what ended longer ago than it is kept, at most so many in a transaction of its own.
    ///
    /// @return how many versions were forgotten
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int expire(int most) {
        return versions.expire(clock.instant().minus(Duration.ofDays(days)), most);
    }
}
