package ai.ecode.files.storing;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.Blob;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.SmallDisk;
import ai.ecode.shared.Database;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class TreesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final TestDatabase database;
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final UUID id = UUID.randomUUID();
    private final Trees trees;
    private final Blobs blobs;
    private final TreeEdits edits;
    private final TreeEdits tight;

    TreesTest(TestDatabase database) {
        this.database = database;
        var connections = new Database(database.connections());
        trees = new Trees(connections);
        blobs = new Blobs(connections);
        var versions = new Versions(connections, Clock.fixed(NOW, ZoneOffset.UTC));
        tight = new TreeEdits(trees, new FileLimits(100, 3, 6_000, 100), versions);
        edits =
                new TreeEdits(
                        trees, new FileLimits(50 << 20, 200 << 20, 6_000, 50 << 20), versions);
    }

    @BeforeEach
    void newTree() {
        trees.create(id, organization);
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        write("src/main.py", "print(1)");
        assertEquals("print(1)", text(trees.find(id, path("src/main.py")).orElseThrow().blob()));
        assertEquals(List.of("src", "src/main.py"), paths());
    }

    @Test
    void streamsLargeContentFromAnyOffset() throws IOException {
        byte[] content = new byte[5 * Blobs.CHUNK + 123];
        new Random(1).nextBytes(content);
        Blob blob;
        try (Upload upload = Upload.receive(new ByteArrayInputStream(content), 50 << 20)) {
            blob = database.inTransaction(() -> blobs.store(organization, upload));
        }
        assertArrayEquals(content, blobs.open(blob, 0).readAllBytes());
        int offset = 3 * Blobs.CHUNK + 7;
        assertArrayEquals(
                java.util.Arrays.copyOfRange(content, offset, content.length),
                blobs.open(blob, offset).readAllBytes());
        InputStream skipping = blobs.open(blob, 10);
        skipping.skipNBytes(offset - 10);
        assertEquals(content[offset] & 0xff, skipping.read());
    }

    @Test
    void emptyFilesAreFiles() throws IOException {
        write("empty", "");
        assertEquals("", text(trees.find(id, path("empty")).orElseThrow().blob()));
    }

    @Test
    void equalContentIsStoredOnceWithinAnOrganizationOnly() {
        Blob first = store(organization, "same");
        assertEquals(first.id(), store(organization, "same").id());
        assertTrue(store(new OrganizationId(UUID.randomUUID()), "same").id() != first.id());
    }

    @Test
    void countsBytesAndEntries() {
        write("a/b", "12345");
        write("a/b", "123");
        write("a/c", "1");
        assertEquals(4, trees.require(id).bytes());
        assertEquals(3, trees.require(id).entries());
        edit(tree -> edits.delete(tree, path("a"), "ann"));
        assertEquals(0, trees.require(id).bytes());
        assertEquals(0, trees.require(id).entries());
        assertEquals(List.of(), paths());
    }

    @Test
    void writingTheSameChangesNothing() {
        write("a", "1");
        long version = trees.require(id).version();
        write("a", "1");
        assertEquals(version, trees.require(id).version());
    }

    @Test
    void aFileIsNoFolder() {
        write("a", "1");
        assertEquals(CONFLICT, refusal(() -> write("a/b", "2")));
        write("dir/x", "1");
        assertEquals(CONFLICT, refusal(() -> write("dir", "2")));
    }

    @Test
    void refusesMoreThanTheQuotaAndKeepsWhatWasThere() throws IOException {
        write("a", "1");
        Blob blob = store(organization, "1234");
        assertEquals(
                QUOTA_EXCEEDED,
                refusal(() ->
                        edit(tree ->
                                tight.put(
                                        tree,
                                        List.of(FileEntry.file(path("a"), blob, false, NOW))))));
        assertEquals("1", text(trees.find(id, path("a")).orElseThrow().blob()));
        Blob smaller = store(organization, "");
        edit(tree -> tight.put(tree, List.of(FileEntry.file(path("a"), smaller, false, NOW))));
    }

    @Test
    void aFullDiskOfTheDatabaseIsSaidAndWhatWasThereStays() throws Exception {
        write("a", "1");
        byte[] large = new byte[16 << 20];
        new Random(2).nextBytes(large);
        try (SmallDisk disk = SmallDisk.orSkip(8 + mebibytesOfChunks())) {
            Files.setAttribute(disk.folder(), "unix:uid", 65534);
            Files.setPosixFilePermissions(
                    disk.folder(), PosixFilePermissions.fromString("rwx------"));
            statement("create tablespace small location '" + disk.folder() + "'");
            try {
                statement("alter table blob_chunks set tablespace small");
                var refused =
                        assertThrows(
                                ECodeException.class,
                                () -> {
                                    try (Upload upload =
                                            Upload.receive(
                                                    new ByteArrayInputStream(large), 50 << 20)) {
                                        database.inTransaction(
                                                () -> blobs.store(organization, upload));
                                    }
                                });
                assertEquals(ErrorCode.STORAGE_FULL, refused.code());
                write("b", "2");
                assertEquals("1", text(trees.find(id, path("a")).orElseThrow().blob()));
            } finally {
                statement("alter table blob_chunks set tablespace pg_default");
                statement("drop tablespace small");
            }
        }
    }

    /// What other tests have left takes room on the disk too.
    private int mebibytesOfChunks() throws SQLException {
        try (var connection = database.connections().getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select pg_total_relation_size('blob_chunks') >> 20")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void statement(String sql) throws SQLException {
        try (var connection = database.connections().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void writesAtTheSameMomentDoNotFindTheSameRoom() throws Exception {
        var room = new OrganizationRoom(trees, _ -> OptionalLong.of(6));
        var versions =
                new Versions(
                        new Database(database.connections()), Clock.fixed(NOW, ZoneOffset.UTC));
        var narrow = new TreeEdits(trees, new FileLimits(100, 100, 6_000, 100), versions, room);
        var neighbour = UUID.randomUUID();
        trees.create(neighbour, organization);
        FileEntry four = FileEntry.file(path("a"), store(organization, "1234"), false, NOW);
        var other =
                database.inTransaction(() -> {
                    narrow.put(trees.lock(id), List.of(four));
                    var late =
                            CompletableFuture.runAsync(
                                    () ->
                                            database.inTransaction(() -> {
                                                narrow.put(trees.lock(neighbour), List.of(four));
                                            }),
                                    Thread::startVirtualThread);
                    while (!late.isDone() && !somebodyWaits()) {
                        Thread.onSpinWait();
                    }
                    return late;
                });
        var refused = assertThrows(CompletionException.class, other::join);
        assertEquals(QUOTA_EXCEEDED, ((ECodeException) refused.getCause()).code());
        assertEquals(4, room.used(organization));
    }

    /// Asked on a connection of its own, whatever the calling thread is bound to.
    private boolean somebodyWaits() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try (var connection = database.connections().getConnection();
                                    var query =
                                            connection.prepareStatement(
                                                    "select 1 from pg_locks where locktype = 'advisory' and not granted")) {
                                return query.executeQuery().next();
                            } catch (SQLException failure) {
                                throw new IllegalStateException(failure);
                            }
                        },
                        Thread::startVirtualThread)
                .join();
    }

    @Test
    void theWorkspacesOfAnOrganizationShareItsRoom() throws IOException {
        write("a", "12345");
        var room = new OrganizationRoom(trees, _ -> OptionalLong.of(8));
        var versions =
                new Versions(
                        new Database(database.connections()), Clock.fixed(NOW, ZoneOffset.UTC));
        var narrow = new TreeEdits(trees, new FileLimits(100, 100, 6_000, 100), versions, room);
        var neighbour = UUID.randomUUID();
        trees.create(neighbour, organization);
        var stranger = UUID.randomUUID();
        trees.create(stranger, new OrganizationId(UUID.randomUUID()));
        Blob blob = store(organization, "1234");
        var more = List.of(FileEntry.file(path("b"), blob, false, NOW));

        assertEquals(5, room.used(organization));
        assertEquals(
                QUOTA_EXCEEDED, refusal(() -> edit(_ -> narrow.put(trees.lock(neighbour), more))));
        edit(_ -> narrow.put(trees.lock(stranger), more));
        edit(tree -> narrow.delete(tree, path("a"), null));
        edit(_ -> narrow.put(trees.lock(neighbour), more));
        assertEquals(4, room.used(organization));
    }

    @Test
    void movesAFolderWithEverythingInIt() {
        write("a/b/c", "1");
        write("ab/d", "2");
        edit(tree -> edits.move(tree, path("a"), path("x/y"), NOW));
        assertEquals(List.of("ab", "ab/d", "x", "x/y", "x/y/b", "x/y/b/c"), paths());
    }

    @Test
    void aFolderCannotMoveIntoItselfOrOntoSomething() {
        write("a/b", "1");
        write("c", "1");
        assertEquals(
                CONFLICT, refusal(() -> edit(t -> edits.move(t, path("a"), path("a/b/c"), NOW))));
        assertEquals(CONFLICT, refusal(() -> edit(t -> edits.move(t, path("a"), path("c"), NOW))));
        assertEquals(List.of("a", "a/b", "c"), paths());
    }

    @Test
    void movesNothingToWhereItsContentWouldNotFit() {
        write("a/" + "n/".repeat(1_500) + "b", "1");
        String deep = "m/".repeat(700) + "m";
        assertEquals(
                ErrorCode.INVALID_PATH,
                refusal(() -> edit(t -> edits.move(t, path("a"), path(deep), NOW))));
    }

    @Test
    void percentAndUnderscoreAreNoWildcards() {
        write("a%/x", "1");
        write("ab/x", "1");
        edit(tree -> edits.delete(tree, path("a%"), "ann"));
        assertEquals(List.of("ab", "ab/x"), paths());
    }

    @Test
    void holdsPathsLongerThanAnIndexEntry() {
        String longest = "é/".repeat(1_365) + "a";
        write(longest, "1");
        assertEquals(longest, trees.find(id, path(longest)).orElseThrow().path().value());
    }

    @Test
    void aSnapshotStaysAsItWas() throws IOException {
        write("a", "old");
        UUID snapshot = UUID.randomUUID();
        database.inTransaction(() -> trees.freeze(id, snapshot));
        write("a", "new");
        assertEquals("old", text(trees.find(snapshot, path("a")).orElseThrow().blob()));
    }

    @Test
    void sweepsWhatNoTreeRefersToAfterAGrace() throws IOException {
        write("a", "kept-" + id);
        Blob kept = trees.find(id, path("a")).orElseThrow().blob();
        Blob lost = store(organization, "lost-" + id);
        database.inTransaction(() -> blobs.sweep(Duration.ofHours(1), 0, blobs.newest()));
        assertEquals("lost-" + id, text(lost));
        Blob again = store(organization, "lost-" + id);
        assertEquals(lost, again);
        database.inTransaction(() -> blobs.sweep(Duration.ofSeconds(-1), 0, blobs.newest()));
        assertEquals("lost-" + id, text(lost));
        database.inTransaction(() -> blobs.sweep(Duration.ofSeconds(-1), 0, blobs.newest()));
        assertThrows(RuntimeException.class, () -> text(lost));
        assertEquals("kept-" + id, text(kept));
    }

    @Test
    void storesAndListsFiveThousandFiles() {
        var uploads = new ArrayList<Upload>();
        for (int i = 0; i < 5_000; i++) {
            uploads.add(Upload.of(("file " + i + id).getBytes()));
        }
        var stored = database.inTransaction(() -> blobs.store(organization, uploads));
        var entries = new ArrayList<FileEntry>();
        for (int i = 0; i < 5_000; i++) {
            entries.add(
                    FileEntry.file(
                            path("d%d/f%d".formatted(i / 100, i)),
                            stored.get(uploads.get(i).hash()),
                            false,
                            NOW));
        }
        edit(tree -> edits.put(tree, entries));
        assertEquals(5_050, trees.list(id).size());
    }

    private interface Edit {
        Object apply(Trees.Tree tree);
    }

    private void edit(Edit edit) {
        database.inTransaction(() -> edit.apply(trees.lock(id)));
    }

    private void write(String path, String content) {
        edit(tree ->
                edits.put(
                        tree,
                        List.of(
                                FileEntry.file(
                                        path(path),
                                        blobs.store(organization, Upload.of(content.getBytes())),
                                        false,
                                        NOW))));
    }

    private Blob store(OrganizationId owner, String content) {
        return database.inTransaction(() -> blobs.store(owner, Upload.of(content.getBytes())));
    }

    private String text(Blob blob) throws IOException {
        return new String(blobs.open(blob, 0).readAllBytes());
    }

    private List<String> paths() {
        return trees.list(id).stream().map(entry -> entry.path().value()).toList();
    }

    private static ErrorCode refusal(Runnable work) {
        return assertThrows(ECodeException.class, work::run).code();
    }

    private static FilePath path(String value) {
        return new FilePath(value);
    }
}
