package ai.ecode.files.syncing;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FileNotice;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Keeps one workspace's tree and working copy alike, in turns: one direction at a time. What both agreed on last is
/// known at every moment, in memory and in the database, so it is always clear which side changed.
final class WorkspaceSync {

    /// Up to so many files are read one by one before they are overwritten; more are listed.
    private static final int FEW = 16;

    private final WorkspaceId id;
    private final TreeSide treeSide;
    private final CopySide copySide;
    private final ReentrantLock turn = new ReentrantLock();

    /// Guarded by `turn`, as everything below.
    private final Map<FilePath, Synced> agreed = new HashMap<>();

    /// What stays in the working copy only although no rule says so, by the mark it had, and was told once.
    private final Map<String, String> left = new HashMap<>();

    /// What is being written into the working copy, and was when a server died: found there, it was not changed there.
    private final Map<FilePath, FileState> begun = new HashMap<>();

    private IgnoreRules rules = IgnoreRules.of("");
    private boolean ended;

    WorkspaceSync(WorkspaceId id, TreeSide treeSide, CopySide copySide) {
        this.id = id;
        this.treeSide = treeSide;
        this.copySide = copySide;
    }

    /// Makes both sides alike when the sandbox has just come up. What an earlier sandbox left behind is brought home; what
    /// is missing from the working copy is restored, since it may have been lost with a crash.
    void populate() {
        inTurn(() -> {
            rules = treeSide.ignoreRules(id);
            boolean clean = treeSide.isClean(id);
            Map<FilePath, TreeEntry> seen = list("");
            agreed.putAll(treeSide.agreed(id));
            begun.putAll(treeSide.begun(id));
            if (seen.values().stream().allMatch(entry -> entry.type() == TreeEntry.Type.FOLDER)) {
                agreed.clear();
                treeSide.forgetAll(id);
                begun.clear();
            }
            treeSide.setClean(id, false);
            var changed = new TreeMap<FilePath, TreeEntry>();
            seen.forEach((path, entry) -> {
                Synced was = agreed.get(path);
                if (was != null && isKnown(was, entry, clean)) {
                    agreed.put(path, Synced.of(was.state(), entry));
                } else {
                    changed.put(path, entry);
                }
            });
            bringHome(changed, missing("", seen), true);
            if (!begun.isEmpty()) {
                begun.clear();
                treeSide.forgetBegun(id);
            }
            settle(treeSide.list(id), new HashSet<>(agreed.keySet()));
            mark();
        });
    }

    /// Takes everything home before the sandbox is stopped.
    void collect() {
        inTurn(() -> {
            pull(Set.of(""));
            treeSide.record(id, agreed, Set.of());
            treeSide.setClean(id, true);
        });
    }

    /// Waits for the turn that is being taken; no other follows. Whoever keeps the two alike next must not meet one that still
    /// believes what was agreed on before.
    void end() {
        inTurn(() -> ended = true);
    }

    /// Brings what changed in the tree into the working copy; what changed there meanwhile at the same paths comes home
    /// first.
    void push(List<FileMoved> moves, Collection<FilePath> paths) {
        inTurn(() -> {
            moves.forEach(this::move);
            pullBefore(paths, treeSide.subtrees(id, paths).keySet());
            settle(treeSide.subtrees(id, paths), within(paths));
        });
    }

    /// As [#push] for the whole tree.
    void pushAll() {
        inTurn(() -> {
            pull(Set.of(""));
            settle(treeSide.list(id), new HashSet<>(agreed.keySet()));
        });
    }

    /// Brings home what changed under the folders of the working copy, `""` being all of it.
    void pull(Set<String> folders) {
        inTurn(() -> {
            for (String folder : folders.contains("") ? Set.of("") : folders) {
                if (!folder.isEmpty() && rules.ignores(new FilePath(folder), true)) {
                    continue;
                }
                Map<FilePath, TreeEntry> seen = list(folder);
                copySide.requireAlive();
                var changed = new TreeMap<FilePath, TreeEntry>();
                seen.forEach((path, entry) -> {
                    Synced was = agreed.get(path);
                    if (was == null || !isKnown(was, entry, false)) {
                        changed.put(path, entry);
                    }
                });
                settleAt(bringHome(changed, missing(folder, seen), false));
            }
        });
    }

    private void pullBefore(Collection<FilePath> paths, Collection<FilePath> inTree) {
        Set<FilePath> files = within(paths);
        files.addAll(inTree);
        files.addAll(paths);
        if (files.size() > FEW) {
            pull(
                    paths.stream()
                            .map(path -> path.parent().map(FilePath::value).orElse(""))
                            .collect(Collectors.toSet()));
            return;
        }
        List<Found> found = copySide.readNow(files);
        try {
            found.removeIf(one -> isAgreed(one) || one.state().type() == FileType.FOLDER);
            if (!found.isEmpty()) {
                settleAt(take(found, Set.of(), false));
            }
        } finally {
            CopySide.closeAll(found);
        }
    }

    private boolean isAgreed(Found one) {
        Synced was = agreed.get(one.path());
        return was != null && was.state().equals(one.state());
    }

    /// A renamed folder keeps what only the working copy has in it.
    private void move(FileMoved moved) {
        Set<FilePath> inside = within(List.of(moved.from()));
        if (!copySide.move(moved.from(), moved.to())) {
            return;
        }
        var renamed = new HashMap<FilePath, Synced>();
        for (FilePath path : inside) {
            Synced was = agreed.remove(path);
            if (was != null) {
                renamed.put(path.rebase(moved.from(), moved.to()), Synced.of(was.state()));
            }
        }
        agreed.putAll(renamed);
        treeSide.record(id, renamed, inside);
    }

    private Set<FilePath> bringHome(
            Map<FilePath, TreeEntry> changed, Set<FilePath> gone, boolean missingIsLoss) {
        var toCopy = new HashSet<FilePath>();
        if (!gone.isEmpty()) {
            toCopy.addAll(take(List.of(), gone, missingIsLoss));
        }
        var unread = new TreeMap<>(changed);
        copySide.read(
                changed,
                found -> {
                    found.forEach(one -> unread.remove(one.path()));
                    toCopy.addAll(take(found, Set.of(), missingIsLoss));
                });
        unread.forEach((path, entry) -> {
            if (entry.type() == TreeEntry.Type.LINK) {
                leave(
                        path.value(),
                        entry.mark(),
                        "is in the sandbox only: it links out of the workspace.");
            }
        });
        return toCopy;
    }

    /// Takes a batch home; when it does not fit, what fits of it.
    private Set<FilePath> take(List<Found> found, Set<FilePath> gone, boolean missingIsLoss) {
        found.stream()
                .filter(one -> one.state().equals(begun.get(one.path())))
                .forEach(one -> agreed.put(one.path(), one.synced()));
        try {
            Homecoming home = treeSide.bringHome(id, found, gone, agreed, missingIsLoss);
            agreed.putAll(home.agreed());
            agreed.keySet().removeAll(home.forgotten());
            noteReplaced(found, gone, home.toCopy());
            if (home.agreed().containsKey(IgnoreRules.FILE)) {
                rules = treeSide.ignoreRules(id);
            }
            return home.toCopy();
        } catch (ECodeException refusal) {
            if (!refusal.code().isCallersFault()) {
                throw refusal;
            }
            if (found.size() > 1) {
                var toCopy = new HashSet<FilePath>();
                found.forEach(one -> toCopy.addAll(take(List.of(one), Set.of(), missingIsLoss)));
                return toCopy;
            }
            found.forEach(one ->
                    leave(
                            one.path().value(),
                            one.seen() == null ? "" : one.seen().mark(),
                            "is in the sandbox only: " + refusal.getMessage()));
            return Set.of();
        }
    }

    /// What the working copy holds where the tree's state has to replace it: what was found there, or nothing.
    private void noteReplaced(List<Found> found, Set<FilePath> gone, Set<FilePath> toCopy) {
        for (Found one : found) {
            left.remove(one.path().value());
            if (toCopy.contains(one.path())) {
                agreed.put(one.path(), one.synced());
            }
        }
        for (FilePath path : gone) {
            if (toCopy.contains(path)) {
                agreed.remove(path);
            }
        }
    }

    private void settleAt(Set<FilePath> paths) {
        if (!paths.isEmpty()) {
            settle(treeSide.subtrees(id, paths), within(paths));
        }
    }

    /// Makes the working copy hold what the tree does, of the tree's entries given and the paths agreed on before.
    private void settle(Map<FilePath, FileEntry> tree, Set<FilePath> before) {
        var writes = new ArrayList<FileEntry>();
        var deletions = new TreeSet<FilePath>();
        for (FilePath path : before) {
            if (!tree.containsKey(path)) {
                deletions.add(path);
            }
        }
        for (FileEntry entry : tree.values()) {
            Synced was = agreed.get(entry.path());
            if (was == null || !was.state().equals(FileState.of(entry))) {
                writes.add(entry);
                if (was != null && was.state().type() != entry.type()) {
                    deletions.add(entry.path());
                }
            }
        }
        writes.forEach(entry -> keepAside(entry.path()));
        if (!deletions.isEmpty()) {
            copySide.delete(deletions);
            agreed.keySet().removeAll(deletions);
            treeSide.record(id, Map.of(), deletions);
            begun.keySet().removeAll(deletions);
        }
        begin(writes);
        copySide.write(
                writes,
                written -> {
                    var newly = new HashMap<FilePath, Synced>();
                    for (FileEntry entry : written) {
                        for (FilePath folder : entry.path().ancestors()) {
                            if (!agreed.containsKey(folder)) {
                                newly.put(folder, Synced.of(FileState.FOLDER));
                            }
                        }
                        newly.put(entry.path(), Synced.of(FileState.of(entry)));
                    }
                    agreed.putAll(newly);
                    treeSide.record(id, newly, Set.of());
                    begun.keySet().removeAll(newly.keySet());
                });
        if (tree.containsKey(IgnoreRules.FILE) || deletions.contains(IgnoreRules.FILE)) {
            rules = treeSide.ignoreRules(id);
        }
    }

    private void begin(List<FileEntry> writes) {
        var states = new HashMap<FilePath, FileState>();
        for (FileEntry entry : writes) {
            if (entry.type() != FileType.FOLDER) {
                states.put(entry.path(), FileState.of(entry));
            }
        }
        if (!states.isEmpty()) {
            treeSide.begin(id, states);
            begun.putAll(states);
        }
    }

    /// What the tree cannot hold is not overwritten by what it does hold.
    private void keepAside(FilePath path) {
        if (left.remove(path.value()) != null) {
            copySide.move(path, ConflictName.of(path, Instant.now(), 1));
        }
    }

    /// Remembers by which signs the working copy is recognised, at a moment when nobody writes into it.
    private void mark() {
        list("").forEach((path, entry) ->
                agreed.computeIfPresent(
                        path,
                        (_, was) -> was.mark().isEmpty() ? Synced.of(was.state(), entry) : was));
    }

    private Map<FilePath, TreeEntry> list(String folder) {
        Map<FilePath, TreeEntry> seen =
                copySide.list(
                        folder,
                        rules.unseen(),
                        name -> leave(name, "", "is in the sandbox only: its name is not valid."));
        seen.entrySet()
                .removeIf(one -> {
                    TreeEntry entry = one.getValue();
                    if (rules.ignores(one.getKey(), entry.type() == TreeEntry.Type.FOLDER)) {
                        return true;
                    }
                    if (copySide.isTooLarge(entry)) {
                        leave(
                                entry.path(),
                                entry.mark(),
                                "is in the sandbox only: it is too large to be kept.");
                        return !agreed.containsKey(one.getKey());
                    }
                    return entry.mark().equals(left.get(entry.path()));
                });
        return seen;
    }

    private boolean isKnown(Synced was, TreeEntry entry, boolean byLooks) {
        if (entry.type() == TreeEntry.Type.FOLDER) {
            return was.state().type() == FileType.FOLDER;
        }
        return was.isUntouched(entry)
                || entry.mark().equals(left.get(entry.path()))
                || (byLooks && was.looksLike(entry));
    }

    private Set<FilePath> missing(String folder, Map<FilePath, TreeEntry> seen) {
        var missing = new TreeSet<FilePath>();
        for (var one : agreed.entrySet()) {
            FilePath path = one.getKey();
            boolean inside = folder.isEmpty() || path.isUnder(new FilePath(folder));
            boolean isFolder = one.getValue().state().type() == FileType.FOLDER;
            if (inside
                    && !seen.containsKey(path)
                    && !left.containsKey(path.value())
                    && !rules.ignores(path, isFolder)) {
                missing.add(path);
            }
        }
        return missing;
    }

    private Set<FilePath> within(Collection<FilePath> paths) {
        var within = new HashSet<FilePath>();
        for (FilePath path : agreed.keySet()) {
            for (FilePath top : paths) {
                if (path.equals(top) || path.isUnder(top)) {
                    within.add(path);
                }
            }
        }
        return within;
    }

    private void leave(String name, String mark, String why) {
        if (mark.equals(left.put(name, mark))) {
            return;
        }
        try {
            treeSide.announce(
                    new FileNotice(id, new FilePath(name), "“%s” %s".formatted(name, why)));
        } catch (ECodeException unnameable) {
            // A name that cannot be shown is not announced; it stays where it is.
        }
    }

    private void inTurn(Runnable work) {
        turn.lock();
        try {
            if (!ended) {
                work.run();
            }
        } finally {
            turn.unlock();
        }
    }
}
