package ai.ecode.collaboration.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.collaboration.DocumentSaved;
import ai.ecode.collaboration.storing.Draft;
import ai.ecode.collaboration.storing.Sight;
import ai.ecode.collaboration.storing.StoredDocument;
import ai.ecode.collaboration.storing.StoredDocuments;
import ai.ecode.collaboration.storing.UpdateLog;
import ai.ecode.collaboration.yjs.Document;
import ai.ecode.collaboration.yjs.Frame;
import ai.ecode.collaboration.yjs.StateVector;
import ai.ecode.files.ContentHash;
import ai.ecode.files.DocumentFiles;
import ai.ecode.files.DocumentsWritten;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.PostgreSqlExtension;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.files.storing.Versions;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.Database;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.workspace.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
@Timeout(120)
class OpenDocumentTest {

    private static final FilePath PATH = new FilePath("src/main.py");
    private static final String TEXT = "one\ntwo\nthree\n";

    private final Trees trees;
    private final TreeEdits edits;
    private final Blobs blobs;
    private final TestDatabase database;
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final BlockingQueue<DocumentSaved> saved = new LinkedBlockingQueue<>();
    private final Server server;

    OpenDocumentTest(TestDatabase database) {
        this.database = database;
        var connections = new Database(database.connections());
        trees = new Trees(connections);
        blobs = new Blobs(connections);
        edits =
                new TreeEdits(
                        trees,
                        new FileLimits(50 << 20, 200 << 20, 6_000, 0),
                        new Versions(connections, Clock.systemUTC()));
        server = new Server("first");
    }

    /// What one server has.
    private final class Server {
        private final UpdateLog log;
        private final StoredDocuments stored;
        private final Surroundings around;

        Server(String name) {
            var connections = new Database(database.connections());
            var files =
                    new DocumentFiles(
                            trees,
                            edits,
                            blobs,
                            Clock.systemUTC(),
                            new Ignored<DocumentsWritten>());
            stored = new InTransactions(connections, files);
            log = new UpdateLog(connections, name);
            log.start(Thread::startVirtualThread);
            around =
                    new Surroundings(
                            stored,
                            files,
                            log,
                            new TreeWriter(stored, Thread::startVirtualThread),
                            new Beat(Thread::startVirtualThread),
                            Clock.systemUTC(),
                            Thread::startVirtualThread,
                            saved::add,
                            name);
        }

        OpenDocument open() {
            var document = new OpenDocument(workspace, PATH, around, _ -> {});
            Thread.startVirtualThread(document::run);
            return document;
        }
    }

    @BeforeEach
    void aFile() {
        trees.create(workspace.value(), organization);
        write(TEXT);
    }

    @AfterEach
    void end() {
        server.log.stop();
    }

    @Test
    void everybodyEndsWithTheSameAndSoDoesTheFile() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        TestPeer bob = peer(document, true).await(TEXT);
        ada.type(0, "a");
        bob.type(0, "b");
        ada.await(() -> ada.text().length() == TEXT.length() + 2, "both letters");
        bob.await(ada.text());
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals(ada.text(), content());
    }

    @Test
    void aViewersUpdateIsRefusedAndNothingElseHappensToThem() throws Exception {
        OpenDocument document = server.open();
        TestPeer viewer = peer(document, false).await(TEXT);
        TestPeer editor = peer(document, true).await(TEXT);
        viewer.type(0, "mine");
        viewer.awaitRefusal();
        editor.type(0, "ours ");
        viewer.await(() -> viewer.text().contains("ours "), "what the editor writes");
        editor.await("ours " + TEXT);
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals("ours " + TEXT, content());
        assertEquals(null, viewer.end);
    }

    @Test
    void aViewerMayRepeatWhatIsKnown() throws Exception {
        OpenDocument document = server.open();
        TestPeer viewer = peer(document, false).await(TEXT);
        viewer.send(new Frame.SyncStep2(ByteBuffer.wrap(viewer.document.encodeStateAsUpdate())));
        viewer.send(new Frame.QueryAwareness());
        TestPeer editor = peer(document, true).await(TEXT);
        editor.type(0, "x");
        viewer.await("x" + TEXT);
        assertFalse(viewer.frames.stream().anyMatch(Frame.PermissionDenied.class::isInstance));
    }

    @Test
    void whoMayWriteNoLongerIsToldAtOnceAndWritesNoMore() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        TestPeer bob = peer(document, true).await(TEXT);
        ada.seat().mayWrite(false);
        ada.awaitRefusal();
        ada.type(0, "no");
        bob.type(0, "yes ");
        bob.await("yes " + TEXT);
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals("yes " + TEXT, content());
        ada.seat().mayWrite(true);
        ada.send(new Frame.SyncStep2(ByteBuffer.wrap(ada.document.encodeStateAsUpdate())));
        bob.await(() -> bob.text().contains("no"), "what ada kept");
    }

    @Test
    void aPeerThatDoesNotReadIsCaughtUpWithLittle() throws Exception {
        OpenDocument document = server.open();
        TestPeer slow = peer(document, true).await(TEXT);
        int before = slow.bytes;
        TestPeer quick = peer(document, true).await(TEXT);
        String block = "x".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            quick.type(0, block);
            quick.send(new Frame.QueryAwareness());
            quick.erase(0, block.length() - 1);
        }
        quick.type(0, "end ");
        TestPeer witness = peer(document, true).await(quick.text());
        assertEquals(quick.text(), witness.text());
        slow.await(quick.text());
        assertTrue(slow.bytes - before < 3_000_000, () -> "of 10 MB it was sent " + slow.bytes);
    }

    @Test
    void anOverfullMailboxRefuses() {
        var document = new OpenDocument(workspace, PATH, server.around, _ -> {});
        var seat = new Seat(document, caller(), true);
        byte[] message = new Frame.QueryAwareness().encode();
        ECodeException refused =
                assertThrows(
                        ECodeException.class,
                        () -> {
                            for (int i = 0; i <= Mailbox.MOST_MESSAGES; i++) {
                                seat.received(ByteBuffer.wrap(message));
                            }
                        });
        assertEquals(ErrorCode.OVERLOADED, refused.code());
    }

    @Test
    void malformedUpdatesEndTheirSenderAndHarmNobody() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        TestPeer mallory = peer(document, true).await(TEXT);
        mallory.send(new Frame.Update(ByteBuffer.wrap(new byte[] {1, 1})));
        assertEquals(ErrorCode.MALFORMED_REQUEST, mallory.awaitEnd().code());
        ada.type(0, "a");
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals("a" + TEXT, content());
    }

    @Test
    void savedIsToldOfWhatIsInTheDatabase() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        ada.type(0, "a");
        StateVector told = StateVector.EMPTY;
        while (!told.equals(ada.document.stateVector())) {
            told =
                    StateVector.decode(
                            Base64.getDecoder()
                                    .decode(saved.poll(20, TimeUnit.SECONDS).stateVector()));
        }
        assertEquals("a" + TEXT, stored());
    }

    @Test
    void aDocumentWithoutPeersEndsAndComesBackTheSame() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        for (int i = 0; i < 30; i++) {
            ada.type(0, i + " ");
            document.flush().get(20, TimeUnit.SECONDS);
        }
        String text = ada.text();
        ada.seat().leave();
        document.awaitEnd();
        assertEquals(text, content());
        assertEquals(1, server.stored.updates(row().id()).size(), "its log was compacted");
        OpenDocument reopened = server.open();
        TestPeer again = new TestPeer(seat(reopened, true), ada.document);
        again.type(0, "again ");
        TestPeer other = peer(reopened, true);
        other.await("again " + text);
        assertEquals("again " + text, again.text());
    }

    @Test
    void whatWasDurableBeforeACrashComesIntoTheFileAfterIt() throws Exception {
        TestPeer ada = crashed("written ");
        assertEquals(TEXT, content());
        OpenDocument again = new Server("first").open();
        TestPeer back = new TestPeer(seat(again, true), ada.document);
        back.await("written " + TEXT);
        again.flush().get(20, TimeUnit.SECONDS);
        assertEquals("written " + TEXT, content());
    }

    @Test
    void whatBothSidesChangedAroundACrashIsThereOnce() throws Exception {
        TestPeer ada = crashed("written ");
        write(TEXT + "four\n");
        OpenDocument again = new Server("first").open();
        TestPeer back = new TestPeer(seat(again, true), ada.document);
        back.await("written " + TEXT + "four\n");
        again.flush().get(20, TimeUnit.SECONDS);
        assertEquals("written " + TEXT + "four\n", content());
        assertEquals("written " + TEXT + "four\n", stored());
    }

    /// A peer that wrote, when the server was killed before the file had it.
    private TestPeer crashed(String text) throws Exception {
        TestPeer ada = peer(server.open(), true).await(TEXT);
        ada.document.edit(() -> ada.document.text(LiveText.ROOT).insert(0, text)).orElseThrow();
        byte[] update = ada.document.encodeStateAsUpdate();
        new Database(database.connections())
                .with(connection -> {
                    try (var insert =
                            connection.prepareStatement(
                                    "insert into document_updates (document, number, bytes) values (?, 2, ?)")) {
                        insert.setObject(1, row().id());
                        insert.setBytes(2, update);
                        return insert.executeUpdate();
                    }
                });
        return ada;
    }

    @Test
    void aChangeOfTheFileComesAsAnEdit() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        var cursor = ada.document.text(LiveText.ROOT).positionAt(TEXT.indexOf("three"), 0);
        write("zero\n" + TEXT);
        document.look();
        ada.await("zero\n" + TEXT);
        assertEquals(
                ada.text().indexOf("three"),
                ada.document.text(LiveText.ROOT).indexOf(cursor).orElseThrow());
    }

    @Test
    void whoReadsHasWhatIsInTheFile() throws Exception {
        OpenDocument document = server.open();
        peer(document, true).await(TEXT);
        for (int i = 0; i < 20; i++) {
            assertEquals(content(), read(document));
            write("line " + i + "\n" + content());
        }
        database.inTransaction(() -> {
            edits.delete(trees.lock(workspace.value()), PATH, "somebody");
        });
        var unread = assertThrows(ExecutionException.class, () -> read(document));
        assertEquals(ErrorCode.OVERLOADED, ((ECodeException) unread.getCause()).code());
    }

    private static String read(OpenDocument document) throws Exception {
        return document.read(Object::toString).orElseThrow().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aChangeOfTheFileWhileSomebodyTypesKeepsBoth() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        for (int i = 0; i < 20; i++) {
            ada.type(0, "a");
            database.inTransaction(() -> {
                trees.lock(workspace.value());
                put(PATH, content() + "t\n");
            });
            document.look();
        }
        ada.await(
                () -> ada.text().equals("a".repeat(20) + TEXT + "t\n".repeat(20)),
                "both sides' changes, each once");
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals(ada.text(), content());
    }

    @Test
    void aFileThatIsTextNoLongerEndsItsDocument() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        write("\0");
        document.look();
        assertEquals(ErrorCode.UNSUPPORTED_MEDIA_TYPE, ada.awaitEnd().code());
    }

    @Test
    void aDeletedFileEndsItsDocument() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        database.inTransaction(() -> {
            edits.delete(trees.lock(workspace.value()), PATH, "somebody");
        });
        document.look();
        assertEquals(ErrorCode.NOT_FOUND, ada.awaitEnd().code());
    }

    @Test
    void aDocumentWithoutAFileKeepsNobodyWaitingForItsText() throws Exception {
        crashed("written ");
        server.stored.releaseAll("first");
        database.inTransaction(() -> {
            edits.delete(trees.lock(workspace.value()), PATH, "somebody");
        });
        new Server("first").open().flush().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aDocumentThatNobodyUsedForLongIsMadeAnewOfItsFile() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        ada.type(0, "new ");
        document.flush().get(20, TimeUnit.SECONDS);
        UUID first = row().id();
        server.stored.expire(Duration.ZERO);
        assertEquals(first, row().id(), "it is open");
        ada.seat().leave();
        document.awaitEnd();
        server.stored.expire(Duration.ofDays(1));
        assertEquals(first, row().id(), "it was used just now");
        server.stored.expire(Duration.ZERO);
        assertEquals(Optional.empty(), server.stored.find(workspace, PATH));
        assertTrue(server.stored.updates(first).isEmpty());
        OpenDocument again = server.open();
        peer(again, true).await("new " + TEXT);
        assertEquals(
                ErrorCode.CONFLICT,
                new TestPeer(seat(again, true), ada.document).awaitEnd().code(),
                "the old text does not come in a second time");
    }

    @Test
    void aDocumentWhoseTextIsNotInItsFileIsKept() throws Exception {
        crashed("written ");
        server.stored.releaseAll("first");
        UUID document = row().id();
        server.stored.expire(Duration.ZERO);
        assertEquals(document, row().id());
        assertEquals(2, server.stored.updates(document).size());
    }

    @Test
    void itIsKnownWhoWroteSinceItWasAskedLast() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        TestPeer bob = peer(document, true).await(TEXT);
        ada.type(0, "a");
        bob.await("a" + TEXT);
        assertTrue(ada.seat().hasWritten());
        assertFalse(ada.seat().hasWritten());
        assertFalse(bob.seat().hasWritten());
    }

    @Test
    void aRenamedFileTakesItsDocumentAlongAndItsOldPlaceIsFree() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        var to = new FilePath("lib/app.py");
        database.inTransaction(() -> {
            edits.move(trees.lock(workspace.value()), PATH, to, Instant.now());
            server.stored.follow(new FileMoved(workspace, PATH, to));
        });
        document.moved(to);
        ada.type(0, "moved ");
        document.flush().get(20, TimeUnit.SECONDS);
        assertEquals("moved " + TEXT, content(to));
        write("another\n");
        peer(server.open(), true).await("another\n");
    }

    @Test
    void theTextOfAnotherDocumentIsNotTakenIn() throws Exception {
        TestPeer ada = peer(server.open(), true).await(TEXT);
        var other = new FilePath("other.py");
        write(other, "other\n");
        var document = new OpenDocument(workspace, other, server.around, _ -> {});
        Thread.startVirtualThread(document::run);
        var confused = new TestPeer(seat(document, true), ada.document);
        assertEquals(ErrorCode.CONFLICT, confused.awaitEnd().code());
        peer(document, true).await("other\n");
    }

    @Test
    void oneServerHasADocument() throws Exception {
        TestPeer ada = peer(server.open(), true).await(TEXT);
        var second = new Server("second");
        ECodeException refused =
                assertThrows(ECodeException.class, () -> seat(second.open(), true));
        assertEquals(ErrorCode.OVERLOADED, refused.code());
        server.stored.release(row().id(), "first");
        TestPeer bob = peer(second.open(), true).await(TEXT);
        ada.type(0, "too late");
        assertEquals(ErrorCode.OVERLOADED, ada.awaitEnd().code());
        bob.type(0, "second ");
        bob.await("second " + TEXT);
        second.log.stop();
    }

    @Test
    void nobodySpeaksForAnother() throws Exception {
        OpenDocument document = server.open();
        TestPeer ada = peer(document, true).await(TEXT);
        TestPeer mallory = peer(document, true).await(TEXT);
        ada.send(awareness(5, 1, "{\"user\":\"ada\"}"));
        mallory.await(() -> mallory.frames.stream().anyMatch(OpenDocumentTest::isPresence), "ada");
        mallory.send(awareness(5, 1, "null"));
        mallory.send(awareness(5, 9, "{\"user\":\"mallory\"}"));
        mallory.send(awareness(6, 1, "{\"user\":\"eve\"}"));
        TestPeer bob = peer(document, true).await(TEXT);
        bob.send(new Frame.QueryAwareness());
        bob.await(() -> bob.frames.stream().anyMatch(f -> said(f).contains("eve")), "eve");
        assertTrue(bob.frames.stream().anyMatch(f -> said(f).contains("ada")));
        assertFalse(bob.frames.stream().anyMatch(f -> said(f).contains("mallory")));
    }

    private static boolean isPresence(Frame frame) {
        return frame instanceof Frame.AwarenessUpdate;
    }

    private static String said(Frame frame) {
        return frame instanceof Frame.AwarenessUpdate(var update)
                ? UTF_8.decode(update.duplicate()).toString()
                : "";
    }

    private static Frame awareness(int client, int clock, String state) {
        byte[] json = state.getBytes(UTF_8);
        var update = ByteBuffer.allocate(4 + json.length);
        update.put((byte) 1).put((byte) client).put((byte) clock).put((byte) json.length).put(json);
        return new Frame.AwarenessUpdate(update.flip());
    }

    private TestPeer peer(OpenDocument document, boolean mayWrite) {
        return new TestPeer(seat(document, mayWrite));
    }

    private static Seat seat(OpenDocument document, boolean mayWrite) {
        return document.join(caller(), mayWrite).orElseThrow();
    }

    private static Caller caller() {
        return new Caller(
                new UserId(UUID.randomUUID()),
                "somebody",
                new OrganizationId(UUID.randomUUID()),
                Set.of(),
                "127.0.0.1");
    }

    private StoredDocument row() {
        return server.stored.find(workspace, PATH).orElseThrow();
    }

    /// The text that a server would load.
    private String stored() {
        var document = new Document();
        server.stored.updates(row().id()).forEach(update -> document.apply(update.bytes()));
        return document.text(LiveText.ROOT).toString();
    }

    private void write(String content) {
        write(PATH, content);
    }

    private void write(FilePath path, String content) {
        database.inTransaction(() -> put(path, content));
    }

    private void put(FilePath path, String content) {
        Trees.Tree tree = trees.lock(workspace.value());
        var blob = blobs.store(organization, Upload.of(content.getBytes(UTF_8)));
        edits.put(tree, List.of(FileEntry.file(path, blob, false, Instant.now())));
    }

    private String content() {
        return content(PATH);
    }

    private String content(FilePath path) {
        FileEntry entry = trees.find(workspace.value(), path).orElseThrow();
        return new String(server.around.files().content(entry), UTF_8);
    }

    /// As the container would call them.
    private final class InTransactions extends StoredDocuments {

        InTransactions(Database connections, DocumentFiles files) {
            super(connections, files);
        }

        @Override
        public StoredDocument create(
                WorkspaceId id, FilePath path, long seed, byte[] text, ContentHash hash) {
            return database.inTransaction(() -> super.create(id, path, seed, text, hash));
        }

        @Override
        public void compact(UUID document, String by, long upTo, byte[] merged) {
            database.inTransaction(() -> super.compact(document, by, upTo, merged));
        }

        @Override
        public Map<UUID, Sight> write(WorkspaceId id, List<Draft> drafts) {
            return database.inTransaction(() -> super.write(id, drafts));
        }

        @Override
        public boolean adopt(
                StoredDocument document,
                String by,
                long number,
                byte[] change,
                ContentHash seen,
                Optional<Draft> merged) {
            return database.inTransaction(
                    () -> super.adopt(document, by, number, change, seen, merged));
        }
    }

    /// Nobody listens.
    private static final class Ignored<T> implements jakarta.enterprise.event.Event<T> {
        @Override
        public void fire(T event) {}

        @Override
        public <U extends T> java.util.concurrent.CompletionStage<U> fireAsync(U event) {
            throw new AssertionError("not used");
        }

        @Override
        public <U extends T> java.util.concurrent.CompletionStage<U> fireAsync(
                U event, jakarta.enterprise.event.NotificationOptions options) {
            throw new AssertionError("not used");
        }

        @Override
        public jakarta.enterprise.event.Event<T> select(
                java.lang.annotation.Annotation... qualifiers) {
            throw new AssertionError("not used");
        }

        @Override
        public <U extends T> jakarta.enterprise.event.Event<U> select(
                Class<U> subtype, java.lang.annotation.Annotation... qualifiers) {
            throw new AssertionError("not used");
        }

        @Override
        public <U extends T> jakarta.enterprise.event.Event<U> select(
                jakarta.enterprise.util.TypeLiteral<U> subtype,
                java.lang.annotation.Annotation... qualifiers) {
            throw new AssertionError("not used");
        }
    }
}
