package ai.ecode.files.storing;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules of a tree: what stands inside something stands inside a folder, nothing becomes another type by being
/// written, a tree keeps within its limits. Every method runs in a transaction that holds the tree's lock.
@Dependent
public class TreeEdits {

    private final Trees trees;
    private final FileLimits limits;
    private final Versions versions;
    private final OrganizationRoom room;

    @Inject
    public TreeEdits(Trees trees, FileLimits limits, Versions versions, OrganizationRoom room) {
        this.trees = trees;
        this.limits = limits;
        this.versions = versions;
        this.room = room;
    }

    /// Without a limit for organizations.
    public TreeEdits(Trees trees, FileLimits limits, Versions versions) {
        this(trees, limits, versions, OrganizationRoom.endless(trees));
    }

    /// Puts files, links and folders with the folders they lie in. What is there already as wanted is left alone.
    ///
    /// @return what changed, folders before what they hold
    /// @throws ECodeException `CONFLICT` when something of another type is in the way, `QUOTA_EXCEEDED`
    public List<TreeChange> put(Trees.Tree tree, Collection<FileEntry> wanted) {
        return put(tree, wanted, null);
    }

    /// The same, done by the person of this user name; null for a program in the workspace.
    public List<TreeChange> put(
            Trees.Tree tree, Collection<FileEntry> wanted, @Nullable String by) {
        var entries = withFolders(wanted);
        Map<FilePath, FileEntry> present = present(tree.id(), entries.keySet());
        var changes = new ArrayList<TreeChange>();
        long bytes = 0;
        int created = 0;
        for (FileEntry entry : entries.values()) {
            FileEntry before = present.get(entry.path());
            if (before != null) {
                refuseOtherType(before, entry);
                if (isSame(before, entry)) {
                    continue;
                }
            } else {
                created++;
            }
            bytes += entry.size() - (before == null ? 0 : before.size());
            changes.add(new TreeChange(entry.path(), before, entry));
        }
        if (bytes > 0 || created > 0) {
            limits.check(tree.bytes() + bytes, (long) tree.entries() + created);
            room.require(tree.organization(), bytes);
        }
        if (!changes.isEmpty()) {
            keepReplaced(tree, changes, by);
            trees.put(
                    tree.id(),
                    changes.stream()
                            .map(change -> Objects.requireNonNull(change.after()))
                            .toList());
            trees.count(tree.id(), bytes, created);
        }
        return changes;
    }

    private void keepReplaced(Trees.Tree tree, List<TreeChange> changes, @Nullable String by) {
        List<FilePath> replaced =
                changes.stream()
                        .filter(change ->
                                change.before() != null && change.before().type() == FileType.FILE)
                        .map(TreeChange::path)
                        .toList();
        if (!replaced.isEmpty()) {
            versions.keepReplaced(tree.id(), replaced, by, limits.workspace());
        }
    }

    /// Removes what stands at the path, a folder with everything in it. Nothing there is nothing to do.
    ///
    /// @param by user name; null for a program in the workspace
    public List<TreeChange> delete(Trees.Tree tree, FilePath path, @Nullable String by) {
        return delete(tree, trees.subtree(tree.id(), path), by);
    }

    /// Removes what a program in the workspace removed at just these paths; whoever names a folder also names what it holds.
    public List<TreeChange> deleteEach(Trees.Tree tree, Collection<FilePath> paths) {
        return delete(tree, trees.findAll(tree.id(), paths), null);
    }

    private List<TreeChange> delete(Trees.Tree tree, List<FileEntry> gone, @Nullable String by) {
        if (gone.isEmpty()) {
            return List.of();
        }
        List<FilePath> paths = gone.stream().map(FileEntry::path).toList();
        versions.keepDeleted(tree.id(), paths, by, limits.workspace());
        trees.delete(tree.id(), paths);
        trees.count(tree.id(), -gone.stream().mapToLong(FileEntry::size).sum(), -gone.size());
        return gone.stream().map(entry -> new TreeChange(entry.path(), entry, null)).toList();
    }

    /// Renames what stands at `from`, a folder with everything in it. The folders above `to` are made.
    ///
    /// @return what stands at `to` now
    /// @throws ECodeException `NOT_FOUND`, or `CONFLICT` when something is at `to` or it lies inside `from`
    public FileEntry move(Trees.Tree tree, FilePath from, FilePath to, Instant now) {
        FileEntry moved =
                trees.find(tree.id(), from)
                        .orElseThrow(() -> ECodeException.notFound("“" + from + "”"));
        if (to.isUnder(from)) {
            throw new ECodeException(
                    CONFLICT, "“%s” cannot move into itself. Nothing was moved.".formatted(from));
        }
        if (trees.find(tree.id(), to).isPresent()) {
            throw new ECodeException(
                    CONFLICT, "“%s” exists already. Nothing was moved.".formatted(to));
        }
        to.parent().ifPresent(parent -> put(tree, List.of(FileEntry.folder(parent, now))));
        trees.subtree(tree.id(), from).forEach(inside -> inside.path().rebase(from, to));
        trees.move(tree.id(), from, to);
        versions.follow(tree.id(), from, to);
        trees.count(tree.id(), 0, 0);
        return new FileEntry(
                to,
                moved.type(),
                moved.blob(),
                moved.executable(),
                moved.target(),
                moved.modifiedAt());
    }

    /// Where the path leads when the links on its way are followed.
    ///
    /// @throws ECodeException `NOT_FOUND` when a link leads nowhere
    public FilePath follow(UUID tree, FilePath path) {
        var onTheWay = new ArrayList<>(path.ancestors());
        onTheWay.add(path);
        boolean linked =
                trees.findAll(tree, onTheWay).stream()
                        .anyMatch(entry -> entry.type() == FileType.SYMLINK);
        if (!linked) {
            return path;
        }
        var links = new HashMap<FilePath, String>();
        for (FileEntry link : trees.symlinks(tree)) {
            links.put(link.path(), Objects.requireNonNull(link.target()));
        }
        return Symlinks.resolve(path, links)
                .orElseThrow(() -> ECodeException.notFound("What “%s” links to".formatted(path)));
    }

    private Map<FilePath, FileEntry> present(UUID tree, Set<FilePath> paths) {
        var present = new HashMap<FilePath, FileEntry>();
        trees.findAll(tree, paths).forEach(entry -> present.put(entry.path(), entry));
        return present;
    }

    private static Map<FilePath, FileEntry> withFolders(Collection<FileEntry> wanted) {
        var entries = new TreeMap<FilePath, FileEntry>();
        wanted.forEach(entry -> entries.put(entry.path(), entry));
        var folders = new LinkedHashMap<FilePath, FileEntry>();
        var known = new HashSet<FilePath>();
        for (FileEntry entry : wanted) {
            Optional<FilePath> folder = entry.path().parent();
            while (folder.isPresent() && known.add(folder.get())) {
                folders.put(folder.get(), FileEntry.folder(folder.get(), entry.modifiedAt()));
                folder = folder.get().parent();
            }
        }
        folders.forEach((path, folder) -> {
            FileEntry same = entries.putIfAbsent(path, folder);
            if (same != null) {
                refuseOtherType(same, folder);
            }
        });
        return entries;
    }

    private static void refuseOtherType(FileEntry there, FileEntry wanted) {
        if (there.type() == wanted.type()) {
            return;
        }
        throw new ECodeException(
                        CONFLICT,
                        "“%s” is a %s, so no %s can be there. Nothing was written."
                                .formatted(
                                        there.path(),
                                        there.type().wireName(),
                                        wanted.type().wireName()))
                .with("path", there.path().value());
    }

    private static boolean isSame(FileEntry one, FileEntry other) {
        return one.hash().equals(other.hash()) && one.executable() == other.executable();
    }
}
