package ai.ecode.collaboration.storing;

import ai.ecode.files.ContentHash;
import ai.ecode.files.DocumentFiles;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import ai.ecode.shared.Database;
import ai.ecode.workspace.WorkspaceDeleted;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The rows of documents; each method is one transaction. What changes a document's row and its file does so under the lock
/// of the workspace's tree.
@Stateless
public class StoredDocuments {

    private static final String DOCUMENT =
            "select id, workspace, path, agreed_hash, agreed_number from shared_documents where retired_at is null and ";

    private static final String UNWRITTEN =
            "exists (select from document_updates u where u.document = shared_documents.id and u.number > agreed_number)";

    private Database database;
    private DocumentFiles files;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    public StoredDocuments() {}

    @Inject
    public StoredDocuments(Database database, DocumentFiles files) {
        this.database = database;
        this.files = files;
    }

    public Optional<StoredDocument> find(WorkspaceId workspace, FilePath path) {
        return database
                .query(
                        DOCUMENT + "workspace = ? and path_key = path_key(?)",
                        StoredDocuments::document,
                        workspace.value(),
                        path.value())
                .stream()
                .findFirst();
    }

    /// Stores a document with its first text, unless there is one by now; nobody may see the text before.
    ///
    /// @param seed the Yjs client that wrote the text
    /// @param text the update that it is
    /// @param hash of the file's content
    public StoredDocument create(
            WorkspaceId workspace, FilePath path, long seed, byte[] text, ContentHash hash) {
        files.lock(workspace);
        return find(workspace, path)
                .orElseGet(() -> {
                    var created = new StoredDocument(UUID.randomUUID(), workspace, path, hash, 1);
                    database.update(
                            """
                            insert into shared_documents (id, workspace, path, seed, agreed_hash, agreed_number)
                            values (?, ?, ?, ?, ?, 1)
                            """,
                            created.id(),
                            workspace.value(),
                            path.value(),
                            seed,
                            hash.bytes());
                    insert(created.id(), 1, text);
                    return created;
                });
    }

    private void insert(UUID document, long number, byte[] bytes) {
        database.update(
                "insert into document_updates (document, number, bytes) values (?, ?, ?)",
                document,
                number,
                bytes);
    }

    /// Makes the server the one that has the document open; false while another has it.
    public boolean lease(UUID document, String server, Duration term) {
        return database.update(
                        """
                        update shared_documents
                        set server = ?, leased_until = now() + make_interval(secs => ?), used_at = now()
                        where id = ? and retired_at is null
                          and (server is null or server = ? or leased_until < now())
                        """,
                        server,
                        (double) term.toSeconds(),
                        document,
                        server)
                == 1;
    }

    /// Prolongs what the server has open.
    public void renew(String server, Collection<UUID> documents, Duration term) {
        database.update(
                "update shared_documents set leased_until = now() + make_interval(secs => ?) where server = ? and id = any (?)",
                (double) term.toSeconds(),
                server,
                documents.toArray(UUID[]::new));
    }

    public void release(UUID document, String server) {
        database.update(
                "update shared_documents set server = null, leased_until = null, used_at = now() where id = ? and server = ?",
                document,
                server);
    }

    /// Gives back what an earlier life of the server had open.
    public void releaseAll(String server) {
        database.update(
                "update shared_documents set server = null, leased_until = null where server = ?",
                server);
    }

    /// Everything that the document's log has, in order.
    public List<StoredUpdate> updates(UUID document) {
        return database.query(
                "select number, bytes from document_updates where document = ? order by number",
                row -> new StoredUpdate(row.getLong(1), ByteBuffer.wrap(row.getBytes(2))),
                document);
    }

    /// Puts one update in the place of all up to this number, if the server still has the document.
    public void compact(UUID document, String server, long upTo, byte[] merged) {
        if (lockRow(document, server)) {
            database.update(
                    "delete from document_updates where document = ? and number <= ?",
                    document,
                    upTo);
            insert(document, upTo, merged);
        }
    }

    private boolean lockRow(UUID document, String server) {
        return !database.query(
                        "select id from shared_documents where id = ? and server = ? for update",
                        row -> row.getObject(1, UUID.class),
                        document,
                        server)
                .isEmpty();
    }

    /// Whether one of these Yjs clients wrote the first text of another document of the workspace.
    public boolean isSeedOfAnother(StoredDocument document, Collection<Long> clients) {
        return !database.query(
                        "select id from shared_documents where workspace = ? and seed = any (?) and id <> ? limit 1",
                        row -> row.getObject(1, UUID.class),
                        document.workspace().value(),
                        clients.toArray(Long[]::new),
                        document.id())
                .isEmpty();
    }

    /// Documents of the workspace whose text is not in their files yet.
    public List<StoredDocument> unwritten(WorkspaceId workspace) {
        return database.query(
                DOCUMENT + UNWRITTEN + " and workspace = ?",
                StoredDocuments::document,
                workspace.value());
    }

    /// Documents of all workspaces whose text is not in their files yet, of those that no server has open.
    public List<StoredDocument> unwritten() {
        return database.query(
                DOCUMENT + UNWRITTEN + " and server is null", StoredDocuments::document);
    }

    /// What the document's file is now; empty when the document is no more.
    public Optional<Sight> look(UUID document) {
        return database.query(DOCUMENT + "id = ?", StoredDocuments::document, document).stream()
                .findFirst()
                .map(this::look);
    }

    private Sight look(StoredDocument document) {
        var file = files.find(document.workspace(), List.of(document.path()));
        return new Sight(document.path(), Optional.ofNullable(file.get(document.path())));
    }

    /// Writes texts of documents of one workspace into their files, where these still have the expected content.
    ///
    /// @return what the files are now, by document; content other than the draft's says that it was not written
    /// @throws ai.ecode.shared.ECodeException `QUOTA_EXCEEDED`, and then nothing is written
    public Map<UUID, Sight> write(WorkspaceId workspace, List<Draft> drafts) {
        files.lock(workspace);
        return put(workspace, drafts);
    }

    private Map<UUID, Sight> put(WorkspaceId workspace, List<Draft> drafts) {
        Map<UUID, FilePath> paths = paths(drafts.stream().map(Draft::document).toList());
        Map<FilePath, FileEntry> written =
                files.write(
                        workspace,
                        drafts.stream()
                                .filter(draft -> paths.containsKey(draft.document()))
                                .map(draft ->
                                        new DocumentFiles.NewText(
                                                Objects.requireNonNull(paths.get(draft.document())),
                                                draft.expected(),
                                                draft.content(),
                                                draft.by()))
                                .toList());
        var sights = new HashMap<UUID, Sight>();
        var agreed = new ArrayList<Draft>();
        for (Draft draft : drafts) {
            FilePath path = paths.get(draft.document());
            if (path == null) {
                continue;
            }
            var file = Optional.ofNullable(written.get(path));
            sights.put(draft.document(), new Sight(path, file));
            if (file.flatMap(FileEntry::hash).filter(draft.content().hash()::equals).isPresent()) {
                agreed.add(draft);
            }
        }
        agree(agreed);
        return sights;
    }

    /// Takes over what others wrote into a document's file: appends the change to the log and, where the document was ahead
    /// of the file, writes what both became.
    ///
    /// @param number of the change
    /// @param seen the file's content that the change leads to
    /// @param merged what the file shall hold then
    /// @return false when the file has other content by now, or the document is another server's; then nothing is changed
    public boolean adopt(
            StoredDocument document,
            String server,
            long number,
            byte[] change,
            ContentHash seen,
            Optional<Draft> merged) {
        files.lock(document.workspace());
        boolean same =
                look(document.id())
                        .flatMap(Sight::file)
                        .flatMap(FileEntry::hash)
                        .filter(seen::equals)
                        .isPresent();
        if (!same || !lockRow(document.id(), server)) {
            return false;
        }
        insert(document.id(), number, change);
        agree(document.id(), seen, number);
        merged.ifPresent(draft -> put(document.workspace(), List.of(draft)));
        return true;
    }

    private void agree(List<Draft> written) {
        database.update(
                """
                update shared_documents d set agreed_hash = new.hash, agreed_number = new.number
                from unnest(?::uuid[], ?::bytea[], ?::bigint[]) as new (id, hash, number) where d.id = new.id
                """,
                written.stream().map(Draft::document).toArray(UUID[]::new),
                written.stream()
                        .map(draft -> draft.content().hash().bytes())
                        .toArray(byte[][]::new),
                written.stream().map(Draft::number).toArray(Long[]::new));
    }

    private void agree(UUID document, ContentHash hash, long number) {
        database.update(
                "update shared_documents set agreed_hash = ?, agreed_number = ? where id = ?",
                hash.bytes(),
                number,
                document);
    }

    private Map<UUID, FilePath> paths(List<UUID> documents) {
        var paths = new HashMap<UUID, FilePath>();
        database.query(
                        DOCUMENT + "id = any (?)",
                        StoredDocuments::document,
                        (Object) documents.toArray(UUID[]::new))
                .forEach(document -> paths.put(document.id(), document.path()));
        return paths;
    }

    /// A document goes with its file. What was a document at the new path is one no more: its file was gone.
    public void follow(@Observes FileMoved event) {
        UUID workspace = event.workspace().value();
        String from = event.from().value();
        String to = event.to().value();
        UUID[] replaced =
                database.query(
                                "update shared_documents set retired_at = now(), server = null where workspace = ?"
                                        + " and retired_at is null and (path = ? or starts_with(path, ?)) returning id",
                                row -> row.getObject(1, UUID.class),
                                workspace,
                                to,
                                to + "/")
                        .toArray(UUID[]::new);
        database.update("delete from document_updates where document = any (?)", (Object) replaced);
        database.update(
                """
                update shared_documents set path = ? || substr(path, char_length(?) + 1)
                where workspace = ? and retired_at is null and (path = ? or starts_with(path, ?))
                """,
                to,
                from,
                workspace,
                from,
                from + "/");
    }

    /// Lets documents go that nobody has opened for so long and whose text is in their files: of each only its seed stays, by which
    /// one who comes back with the old text is known, and the next who opens the file gets a new document.
    ///
    /// @return how many
    public int expire(Duration unused) {
        UUID[] expired =
                database.query(
                                "update shared_documents set retired_at = now() where retired_at is null and server is null"
                                        + " and used_at < now() - make_interval(secs => ?) and not "
                                        + UNWRITTEN
                                        + " returning id",
                                row -> row.getObject(1, UUID.class),
                                (double) unused.toSeconds())
                        .toArray(UUID[]::new);
        database.update("delete from document_updates where document = any (?)", (Object) expired);
        return expired.length;
    }

    public void forget(@Observes WorkspaceDeleted event) {
        UUID workspace = event.workspace().value();
        database.update(
                "delete from document_updates where document in (select id from shared_documents where workspace = ?)",
                workspace);
        database.update("delete from shared_documents where workspace = ?", workspace);
    }

    private static StoredDocument document(ResultSet row) throws SQLException {
        return new StoredDocument(
                row.getObject(1, UUID.class),
                new WorkspaceId(row.getObject(2, UUID.class)),
                new FilePath(row.getString(3)),
                ContentHash.of(row.getBytes(4)),
                row.getLong(5));
    }
}
