package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.storing.Draft;
import ai.ecode.collaboration.storing.StoredDocument;
import ai.ecode.collaboration.storing.StoredUpdate;
import ai.ecode.collaboration.yjs.Document;
import ai.ecode.collaboration.yjs.StateVector;
import ai.ecode.collaboration.yjs.Text;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.workspace.WorkspaceId;
import java.util.List;
import java.util.Optional;

/// A document in memory, with the number of its last update and what its file agreed on. The document's thread's.
///
/// Text and file are brought together by the log: the updates up to the agreed number made the file's content, so a change of
/// the file is an edit of just that state, and merges with what people wrote since like any other edit. The edit and the
/// agreement become durable in one transaction, so that no crash leads to the same change twice.
final class LiveText {

    /// The name of the shared text that clients bind their editors to.
    static final String ROOT = "text";

    private static final byte[] NO_CHANGE = {0, 0};

    private final Surroundings around;
    private StoredDocument row;
    private Document document = new Document();
    private FileText.Style style;
    private FileText.Style drafted;
    private long number;
    private int entries;
    private String lastEditor;

    private LiveText(Surroundings around, StoredDocument row, FileText.Style style) {
        this.around = around;
        this.row = row;
        this.style = style;
        this.drafted = style;
        this.lastEditor = "";
    }

    /// Loads the document, or makes it of the file. Nothing else of this server has it open.
    ///
    /// @throws ECodeException `NOT_FOUND`, `TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`; `OVERLOADED` while another server has it
    static LiveText load(WorkspaceId workspace, FilePath path, Surroundings around) {
        FileEntry file = around.files().require(workspace, path);
        FileText content = read(file, around);
        StoredDocument row =
                around.stored()
                        .find(workspace, path)
                        .orElseGet(() -> seed(workspace, file, content, around));
        if (!around.stored().lease(row.id(), around.server(), OpenDocument.LEASE)) {
            throw new ECodeException(
                    ErrorCode.OVERLOADED, "Another server has this document open; reconnect.");
        }
        var text = new LiveText(around, row, content.style());
        text.reload();
        if (!hash(file).equals(row.agreedHash())) {
            text.adopt(file);
        }
        return text;
    }

    private static StoredDocument seed(
            WorkspaceId workspace, FileEntry file, FileText content, Surroundings around) {
        var document = new Document();
        Text text = document.text(ROOT);
        byte[] first =
                document.edit(
                                () -> {
                                    // An empty document too is known by who made it.
                                    text.insert(
                                            0, content.text().isEmpty() ? "\n" : content.text());
                                    if (content.text().isEmpty()) {
                                        text.delete(0, 1);
                                    }
                                })
                        .orElseThrow();
        long seed = document.stateVector().clocks().keySet().iterator().next();
        return around.stored().create(workspace, file.path(), seed, first, hash(file));
    }

    private static FileText read(FileEntry file, Surroundings around) {
        FileText.refuseTooLarge(file.path(), file.size());
        return FileText.of(file.path(), around.files().content(file));
    }

    private static ContentHash hash(FileEntry file) {
        return file.hash().orElseThrow();
    }

    /// Builds the document anew of what is stored; all of it must be durable.
    void reload() {
        List<StoredUpdate> log = around.stored().updates(row.id());
        document = build(log, Long.MAX_VALUE);
        entries = log.size();
        number = log.isEmpty() ? row.agreedNumber() : log.getLast().number();
    }

    private static Document build(List<StoredUpdate> log, long upTo) {
        var built = new Document();
        for (StoredUpdate update : log) {
            if (update.number() <= upTo) {
                built.apply(update.bytes());
            }
        }
        return built;
    }

    /// Takes over what others wrote into the file. Every update up to [#number()] must be durable. Blocks.
    ///
    /// @return the change for everybody, durable already; empty when the file was changed again meanwhile
    /// @throws ECodeException `TOO_LARGE` or `UNSUPPORTED_MEDIA_TYPE` for what cannot be edited together any more
    Optional<byte[]> adopt(FileEntry file) {
        FileText content = read(file, around);
        List<StoredUpdate> log = around.stored().updates(row.id());
        Document agreed = build(log, row.agreedNumber());
        Text text = agreed.text(ROOT);
        byte[] change = agreed.edit(() -> text.replaceWith(content.text())).orElse(NO_CHANGE);
        Document merged = build(log, Long.MAX_VALUE);
        merged.apply(change);
        String now = merged.text(ROOT).toString();
        var draft = Optional.<Draft>empty();
        if (!now.equals(content.text())) {
            byte[] bytes = content.style().encode(now);
            draft =
                    Optional.of(
                            new Draft(
                                    row.id(),
                                    number + 1,
                                    hash(file),
                                    Upload.of(bytes),
                                    lastEditor));
        }
        if (!around.stored().adopt(row, around.server(), number + 1, change, hash(file), draft)) {
            return Optional.empty();
        }
        number++;
        document.apply(change);
        style = content.style();
        drafted = style;
        agree(draft.map(written -> written.content().hash()).orElse(hash(file)), number);
        return Optional.of(change);
    }

    private void agree(ContentHash hash, long upTo) {
        row = new StoredDocument(row.id(), row.workspace(), row.path(), hash, upTo);
    }

    /// The text as it is to be written.
    Draft draft() {
        byte[] content = style.encode(document.text(ROOT).toString());
        drafted = style.after(content);
        return new Draft(row.id(), number, row.agreedHash(), Upload.of(content), lastEditor);
    }

    /// The draft, which is the last one that was made, is in the file.
    void written(Draft draft) {
        agree(draft.content().hash(), draft.number());
        style = drafted;
    }

    void moved(FilePath path) {
        row =
                new StoredDocument(
                        row.id(), row.workspace(), path, row.agreedHash(), row.agreedNumber());
    }

    /// How many entries the log had when it was loaded.
    int entries() {
        return entries;
    }

    /// Makes one entry of all that is in the file, without what was deleted long ago. On any thread, one at a time.
    static void compact(StoredDocument row, Surroundings around) {
        List<StoredUpdate> log = around.stored().updates(row.id());
        byte[] merged = build(log, row.agreedNumber()).encodeStateAsUpdate();
        around.stored().compact(row.id(), around.server(), row.agreedNumber(), merged);
    }

    /// Gives the next update its number.
    long append(String editor) {
        lastEditor = editor;
        return ++number;
    }

    Document document() {
        return document;
    }

    StateVector stateVector() {
        return document.stateVector();
    }

    StoredDocument row() {
        return row;
    }

    /// Number of the last update.
    long number() {
        return number;
    }

    /// True when the file has all that the document has.
    boolean isWritten() {
        return number == row.agreedNumber();
    }
}
