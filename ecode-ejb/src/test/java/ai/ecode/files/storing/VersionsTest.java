package ai.ecode.files.storing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileVersion;
import ai.ecode.files.Trashed;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class VersionsTest {

    private static final long QUOTA = 100;

    private final TestDatabase database;
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final UUID id = UUID.randomUUID();
    private final Trees trees;
    private final Blobs blobs;
    private final Versions versions;
    private final TreeEdits edits;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    VersionsTest(TestDatabase database) {
        this.database = database;
        var connections = new Database(database.connections());
        trees = new Trees(connections);
        blobs = new Blobs(connections);
        versions = new Versions(connections, new HandSet());
        edits = new TreeEdits(trees, new FileLimits(QUOTA, QUOTA, 6_000, QUOTA), versions);
    }

    /// The test turns its hands.
    private final class HandSet extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.system().withZone(zone);
        }
    }

    @BeforeEach
    void newTree() {
        trees.create(id, organization);
    }

    @Test
    void whatIsOverwrittenIsKeptTheNewestFirst() {
        write("a", "1", "ann");
        minutesPass(5);
        write("a", "2", "ann");
        minutesPass(5);
        write("a", "3", "ben");
        assertEquals(List.of("2", "1"), contents("a"));
        FileVersion newest = versions.of(id, path("a")).getFirst();
        assertEquals("ben", newest.endedBy());
        assertEquals(now, newest.endedAt());
        assertFalse(newest.deleted());
    }

    @Test
    void intermediateStatesOfOnePersonsTypingArePassedOver() {
        write("a", "before", "ann");
        minutesPass(5);
        for (int i = 0; i < 10; i++) {
            write("a", "typing " + i, "ann");
            now = now.plusSeconds(2);
        }
        assertEquals(List.of("before"), contents("a"));
    }

    @Test
    void aLongSessionOfTypingIsKeptAboutEachMinute() {
        write("a", "before", "ann");
        for (int i = 0; i < 90; i++) {
            now = now.plusSeconds(2);
            write("a", "typing " + i, "ann");
        }
        int kept = versions.of(id, path("a")).size();
        assertTrue(kept >= 3 && kept <= 4, "kept " + kept);
    }

    @Test
    void whatSomebodyElseOverwritesIsKeptHoweverYoungItIs() {
        write("a", "1", "ann");
        now = now.plusSeconds(1);
        write("a", "2", "ann");
        now = now.plusSeconds(1);
        write("a", "3", null);
        assertEquals(List.of("2", "1"), contents("a"));
    }

    @Test
    void aMovedFileTakesItsVersionsAlong() {
        write("dir/a", "1", "ann");
        minutesPass(5);
        write("dir/a", "2", "ann");
        edit(tree -> edits.move(tree, path("dir"), path("other/place"), now));
        assertEquals(List.of(), contents("dir/a"));
        assertEquals(List.of("1"), contents("other/place/a"));
    }

    @Test
    void aDeletedFolderIsOneThingInTheTrash() {
        write("dir/a", "12", "ann");
        write("dir/sub/b", "345", "ann");
        write("dir-like", "6", "ann");
        edit(tree -> edits.delete(tree, path("dir"), "ann"));
        edit(tree -> edits.delete(tree, path("dir-like"), "ben"));
        List<Trashed> trash = versions.trash(id);
        assertEquals(2, trash.size());
        Trashed folder =
                trash.stream()
                        .filter(one -> one.path().equals(path("dir")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(4, folder.entries());
        assertEquals(5, folder.bytes());
        assertEquals("ann", folder.deletedBy());
        assertEquals(
                List.of("dir", "dir/a", "dir/sub", "dir/sub/b"),
                versions.deleted(id, folder.id()).stream()
                        .map(one -> one.entry().path().value())
                        .toList());
        versions.forget(id, folder.id());
        assertEquals(1, versions.trash(id).size());
    }

    @Test
    void whatProgramsRemoveAtOnceLiesInTheTrashByFolder() {
        write("dir/a", "1", null);
        write("lone", "2", null);
        minutesPass(5);
        edit(tree -> edits.deleteEach(tree, List.of(path("lone"), path("dir/a"), path("dir"))));
        assertEquals(2, versions.trash(id).size());
    }

    @Test
    void noMoreThanSoManyVersionsOfAFileAreKept() {
        for (int i = 0; i < Versions.MOST_OF_A_FILE + 5; i++) {
            write("a", Integer.toString(i % 10), "ann");
            minutesPass(5);
        }
        assertEquals(Versions.MOST_OF_A_FILE, versions.of(id, path("a")).size());
    }

    @Test
    void theOldestGoWhenMoreIsKeptThanATreeMayHold() {
        for (int i = 0; i < 10; i++) {
            write("a", Integer.toString(i).repeat(30), "ann");
            minutesPass(5);
        }
        assertEquals(
                List.of("8", "7", "6"),
                contents("a").stream().map(content -> content.substring(0, 1)).toList());
    }

    @Test
    void contentOfAnEarlierVersionIsNotSwept() {
        write("a", "old " + id, "ann");
        minutesPass(5);
        write("a", "new " + id, "ann");
        for (int i = 0; i < 2; i++) {
            database.inTransaction(() -> blobs.sweep(Duration.ofSeconds(-1), 0, blobs.newest()));
        }
        assertEquals(List.of("old " + id), contents("a"));
    }

    @Test
    void whatEndedLongAgoExpires() {
        write("a", "1", "ann");
        write("a", "2", "ann");
        minutesPass(5);
        Instant cutoff = now;
        write("a", "3", "ann");
        database.inTransaction(() -> versions.expire(cutoff, 1_000_000));
        assertEquals(List.of("2"), contents("a"));
    }

    private void minutesPass(int minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
    }

    private interface Edit {
        Object apply(Trees.Tree tree);
    }

    private void edit(Edit edit) {
        database.inTransaction(() -> edit.apply(trees.lock(id)));
    }

    private void write(String path, String content, @org.jspecify.annotations.Nullable String by) {
        edit(tree ->
                edits.put(
                        tree,
                        List.of(
                                FileEntry.file(
                                        path(path),
                                        blobs.store(organization, Upload.of(content.getBytes())),
                                        false,
                                        now)),
                        by));
    }

    private List<String> contents(String path) {
        var contents = new ArrayList<String>();
        for (FileVersion version : versions.of(id, path(path))) {
            try (var content = blobs.open(version.entry().blob(), 0)) {
                contents.add(new String(content.readAllBytes()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return contents;
    }

    private static FilePath path(String value) {
        return new FilePath(value);
    }
}
