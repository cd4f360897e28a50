package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.files.FileChanged.Kind;
import ai.ecode.files.FileChanged.Origin;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.TreeChange;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Files whose text is open as a shared document. Asks for no caller: who edits was asked when they opened the document, and
/// what they did is recorded there.
@Stateless
public class DocumentFiles {

    private Trees trees;
    private TreeEdits edits;
    private Blobs blobs;
    private Clock clock;
    private Event<DocumentsWritten> written;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    public DocumentFiles() {}

    @Inject
    public DocumentFiles(
            Trees trees,
            TreeEdits edits,
            Blobs blobs,
            Clock clock,
            Event<DocumentsWritten> written) {
        this.trees = trees;
        this.edits = edits;
        this.blobs = blobs;
        this.clock = clock;
        this.written = written;
    }

    /// New text for a file.
    ///
    /// @param expected the content that it takes the place of
    /// @param by user name of who edited last
    public record NewText(FilePath path, ContentHash expected, Upload content, String by) {}

    /// The file at the path, to where links lead.
    ///
    /// @throws ECodeException `NOT_FOUND`; `CONFLICT` for a folder
    public FileEntry require(WorkspaceId id, FilePath path) {
        FileEntry entry =
                trees.find(id.value(), edits.follow(id.value(), path))
                        .orElseThrow(() -> ECodeException.notFound("“" + path + "”"));
        if (entry.type() != FileType.FILE) {
            throw new ECodeException(CONFLICT, "“%s” is a folder.".formatted(path));
        }
        return entry;
    }

    /// The files that stand exactly at these paths.
    public Map<FilePath, FileEntry> find(WorkspaceId id, Collection<FilePath> paths) {
        var files = new HashMap<FilePath, FileEntry>();
        for (FileEntry entry : trees.findAll(id.value(), paths)) {
            if (entry.type() == FileType.FILE) {
                files.put(entry.path(), entry);
            }
        }
        return files;
    }

    /// The whole content; the caller bounds its size.
    public byte[] content(FileEntry file) {
        try (InputStream content = blobs.open(Objects.requireNonNull(file.blob()), 0)) {
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Holds every other writer of the workspace's tree off until the caller's transaction ends.
    public void lock(WorkspaceId id) {
        trees.lock(id.value());
    }

    /// Writes each text whose file still has the expected content. To be called under [#lock], in the transaction that
    /// notes what was written.
    ///
    /// @return what stands at the paths now; nothing for one that was deleted, other content for one that others changed
    /// @throws ECodeException `QUOTA_EXCEEDED`, and then nothing is written
    public Map<FilePath, FileEntry> write(WorkspaceId id, List<NewText> texts) {
        Map<FilePath, FileEntry> present = find(id, texts.stream().map(NewText::path).toList());
        var byPerson = new LinkedHashMap<String, List<NewText>>();
        for (NewText text : texts) {
            Optional<ContentHash> now =
                    Optional.ofNullable(present.get(text.path())).flatMap(FileEntry::hash);
            if (now.isPresent()
                    && now.get().equals(text.expected())
                    && !now.get().equals(text.content().hash())) {
                byPerson.computeIfAbsent(text.by(), _ -> new ArrayList<>()).add(text);
            }
        }
        var changes = new ArrayList<FileChanged>();
        byPerson.forEach((person, theirs) -> changes.addAll(write(id, person, theirs, present)));
        if (!changes.isEmpty()) {
            written.fire(new DocumentsWritten(id, changes));
        }
        return present;
    }

    private List<FileChanged> write(
            WorkspaceId id, String by, List<NewText> texts, Map<FilePath, FileEntry> present) {
        Trees.Tree tree = trees.lock(id.value());
        Map<ContentHash, Blob> stored =
                blobs.store(tree.organization(), texts.stream().map(NewText::content).toList());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<FileEntry> entries =
                texts.stream()
                        .map(text ->
                                FileEntry.file(
                                        text.path(),
                                        Objects.requireNonNull(stored.get(text.content().hash())),
                                        Objects.requireNonNull(present.get(text.path()))
                                                .executable(),
                                        now))
                        .toList();
        var changes = new ArrayList<FileChanged>();
        for (TreeChange change : edits.put(tree, entries, by)) {
            FileEntry after = Objects.requireNonNull(change.after());
            present.put(change.path(), after);
            changes.add(
                    new FileChanged(
                            id,
                            change.path(),
                            Kind.CHANGED,
                            after.hash().orElse(null),
                            Origin.DOCUMENT));
        }
        return changes;
    }
}
