package ai.ecode.files.syncing;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FileChanged.Kind;
import ai.ecode.files.FileChanged.Origin;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileNotice;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.files.storing.TreeChange;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.OrganizationId;
import ai.ecode.workspace.WorkspaceDeleted;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tree as syncing sees it: each method is one transaction.
@Stateless
public class TreeSide {

    /// More changes at once are announced as one.
    private static final int MOST_EVENTS = 200;

    @Inject Trees trees;
    @Inject TreeEdits edits;
    @Inject Blobs blobs;
    @Inject SyncedFiles synced;
    @Inject AuditTrail trail;
    @Inject Clock clock;
    @Inject Event<FileChanged> changed;
    @Inject Event<FileNotice> notices;

    public Map<FilePath, FileEntry> list(WorkspaceId id) {
        return byPath(trees.list(id.value()));
    }

    /// What stands at the paths and under them.
    public Map<FilePath, FileEntry> subtrees(WorkspaceId id, Collection<FilePath> paths) {
        var entries = new TreeMap<FilePath, FileEntry>();
        for (FilePath path : paths) {
            trees.subtree(id.value(), path).forEach(entry -> entries.put(entry.path(), entry));
        }
        return entries;
    }

    public IgnoreRules ignoreRules(WorkspaceId id) {
        return trees.find(id.value(), IgnoreRules.FILE)
                .map(FileEntry::blob)
                .filter(blob -> blob.size() <= IgnoreRules.MOST_BYTES)
                .map(blob -> IgnoreRules.of(text(blob)))
                .orElseGet(() -> IgnoreRules.of(""));
    }

    public Map<FilePath, Synced> agreed(WorkspaceId id) {
        return synced.read(id.value());
    }

    /// Whether the last stop was in good order, so that the working copy is what was agreed on.
    public boolean isClean(WorkspaceId id) {
        return synced.isClean(id.value());
    }

    public void setClean(WorkspaceId id, boolean clean) {
        synced.setClean(id.value(), clean);
    }

    public void forgetAll(WorkspaceId id) {
        synced.forgetAll(id.value());
    }

    public void forget(@Observes WorkspaceDeleted event) {
        synced.forgetAll(event.workspace().value());
    }

    /// What was being written into the working copy when a server died.
    public Map<FilePath, FileState> begun(WorkspaceId id) {
        return synced.begun(id.value());
    }

    /// Writes down what is about to be written into the working copy; [#record] follows.
    public void begin(WorkspaceId id, Map<FilePath, FileState> states) {
        synced.begin(id.value(), states);
    }

    /// Every write that was begun and not recorded has been looked at.
    public void forgetBegun(WorkspaceId id) {
        synced.endAllBegun(id.value());
    }

    /// Writes down what was agreed on by writing into the working copy.
    public void record(
            WorkspaceId id, Map<FilePath, Synced> agreed, Collection<FilePath> forgotten) {
        synced.forget(id.value(), forgotten);
        synced.write(id.value(), agreed);
        synced.endBegun(id.value(), agreed.keySet());
        synced.endBegun(id.value(), forgotten);
    }

    public void announce(FileNotice notice) {
        notices.fire(notice);
    }

    /// Takes over what was found in the working copy where the tree has not changed since; where it has, both are kept.
    ///
    /// @param found content that differs from what was agreed on
    /// @param gone paths that were agreed on and are missing from the working copy
    /// @param missingIsLoss as in [Reconciliation#decide]
    public Homecoming bringHome(
            WorkspaceId id,
            List<Found> found,
            Collection<FilePath> gone,
            Map<FilePath, Synced> agreed,
            boolean missingIsLoss) {
        var visit = new Visit(id, trees.lock(id.value()), agreed);
        visit.look(found, gone);
        visit.takeDeletions(gone, missingIsLoss);
        visit.takeContents(found);
        return visit.finish();
    }

    /// One transaction's worth of bringing home.
    private final class Visit {
        private final WorkspaceId id;
        private final OrganizationId organization;
        private final Map<FilePath, Synced> before;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final Map<FilePath, FileEntry> present = new HashMap<>();
        private final Map<FilePath, Synced> agreed = new HashMap<>();
        private final Set<FilePath> forgotten = new HashSet<>();
        private final Set<FilePath> toCopy = new HashSet<>();
        private final List<TreeChange> changes = new ArrayList<>();

        Visit(WorkspaceId id, Trees.Tree tree, Map<FilePath, Synced> before) {
            this.id = id;
            this.organization = tree.organization();
            this.before = before;
        }

        void look(List<Found> found, Collection<FilePath> gone) {
            var paths = new HashSet<>(gone);
            found.forEach(one -> paths.add(one.path()));
            present.putAll(byPath(trees.findAll(id.value(), paths)));
        }

        void takeDeletions(Collection<FilePath> gone, boolean missingIsLoss) {
            var deletions = new HashSet<FilePath>();
            for (FilePath path : gone) {
                switch (decide(path, null, missingIsLoss)) {
                    case AGREED -> forgotten.add(path);
                    case TO_TREE -> deletions.add(path);
                    case TO_COPY, KEEP_BOTH -> toCopy.add(path);
                }
            }
            keepFoldersOfSurvivors(deletions);
            changes.addAll(edits.deleteEach(lock(), deletions));
            forgotten.addAll(deletions);
        }

        /// A folder that was removed in the sandbox stays while the tree has something in it that the sandbox never saw.
        private void keepFoldersOfSurvivors(Set<FilePath> deletions) {
            boolean folders =
                    deletions.stream()
                            .anyMatch(path ->
                                    state(path).filter(FileState.FOLDER::equals).isPresent());
            if (!folders) {
                return;
            }
            for (FileEntry entry : trees.list(id.value())) {
                if (!deletions.contains(entry.path())) {
                    for (FilePath folder : entry.path().ancestors()) {
                        if (deletions.remove(folder)) {
                            toCopy.add(folder);
                        }
                    }
                }
            }
        }

        void takeContents(List<Found> found) {
            var wanted = new ArrayList<Found>();
            for (Found one : found) {
                switch (decide(one.path(), one.state(), false)) {
                    case AGREED -> agreed.put(one.path(), one.synced());
                    case TO_COPY -> toCopy.add(one.path());
                    case KEEP_BOTH -> keepBeside(one);
                    case TO_TREE -> {
                        if (makeRoom(one)) {
                            wanted.add(one);
                        } else {
                            keepBeside(one);
                        }
                    }
                }
            }
            put(wanted);
            wanted.forEach(one -> agreed.put(one.path(), one.synced()));
        }

        /// Clears what has another type at the path; false when more than was agreed on stands there.
        private boolean makeRoom(Found one) {
            FileEntry there = present.get(one.path());
            if (there == null || there.type() == one.state().type()) {
                return true;
            }
            if (trees.subtree(id.value(), one.path()).size() > 1) {
                return false;
            }
            changes.addAll(edits.deleteEach(lock(), Set.of(one.path())));
            return true;
        }

        private void keepBeside(Found one) {
            FilePath beside = conflictName(one.path());
            toCopy.add(one.path());
            if (one.state().type() == FileType.FOLDER) {
                return;
            }
            put(List.of(new Found(beside, one.state(), one.content(), one.target(), null)));
            toCopy.add(beside);
            notices.fire(
                    new FileNotice(
                            id,
                            one.path(),
                            "“%s” was changed in the sandbox and outside of it at the same time. Both are kept: the sandbox's is “%s”."
                                    .formatted(one.path(), beside.name())));
        }

        private FilePath conflictName(FilePath path) {
            int number = 1;
            FilePath free = ConflictName.of(path, now, number);
            while (trees.find(id.value(), free).isPresent()) {
                free = ConflictName.of(path, now, ++number);
            }
            return free;
        }

        private void put(List<Found> found) {
            List<Upload> contents =
                    found.stream().map(Found::content).filter(Objects::nonNull).toList();
            Map<ContentHash, Blob> stored = blobs.store(organization, contents);
            changes.addAll(
                    edits.put(lock(), found.stream().map(one -> entry(one, stored)).toList()));
        }

        private FileEntry entry(Found one, Map<ContentHash, Blob> stored) {
            return switch (one.state().type()) {
                case FOLDER -> FileEntry.folder(one.path(), now);
                case SYMLINK ->
                        FileEntry.symlink(one.path(), Objects.requireNonNull(one.target()), now);
                case FILE ->
                        FileEntry.file(
                                one.path(),
                                Objects.requireNonNull(
                                        stored.get(one.state().hash().orElseThrow())),
                                one.state().executable(),
                                now);
            };
        }

        private Reconciliation decide(
                FilePath path, @Nullable FileState copy, boolean missingIsLoss) {
            Synced was = before.get(path);
            return Reconciliation.decide(
                    was == null ? null : was.state(),
                    state(path).orElse(null),
                    copy,
                    missingIsLoss);
        }

        private Optional<FileState> state(FilePath path) {
            return Optional.ofNullable(present.get(path)).map(FileState::of);
        }

        /// The counts after what this visit did already.
        private Trees.Tree lock() {
            return trees.lock(id.value());
        }

        Homecoming finish() {
            synced.forget(id.value(), forgotten);
            synced.write(id.value(), agreed);
            if (!changes.isEmpty()) {
                trail.record(deed());
                announceChanges();
            }
            return new Homecoming(agreed, forgotten, toCopy);
        }

        private Deed deed() {
            long deleted = changes.stream().filter(change -> change.after() == null).count();
            String some =
                    changes.stream()
                            .map(change -> change.path().value())
                            .limit(20)
                            .collect(Collectors.joining(", "));
            return Deed.ofThePlatform(
                            organization, "file.sync", "workspace:" + id, Deed.Outcome.DONE)
                    .changing(
                            null,
                            Map.of(
                                    "written", changes.size() - deleted,
                                    "deleted", deleted,
                                    "paths", some));
        }

        private void announceChanges() {
            if (changes.size() > MOST_EVENTS) {
                changed.fire(new FileChanged(id, null, Kind.MANY, null, Origin.SANDBOX));
                return;
            }
            for (TreeChange change : changes) {
                FileEntry after = change.after();
                Kind kind =
                        after == null
                                ? Kind.DELETED
                                : change.before() == null ? Kind.CREATED : Kind.CHANGED;
                ContentHash hash = after == null ? null : after.hash().orElse(null);
                changed.fire(new FileChanged(id, change.path(), kind, hash, Origin.SANDBOX));
            }
        }
    }

    private static Map<FilePath, FileEntry> byPath(List<FileEntry> entries) {
        var map = new TreeMap<FilePath, FileEntry>();
        entries.forEach(entry -> map.put(entry.path(), entry));
        return map;
    }

    private String text(Blob blob) {
        try (InputStream content = blobs.open(blob, 0)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
