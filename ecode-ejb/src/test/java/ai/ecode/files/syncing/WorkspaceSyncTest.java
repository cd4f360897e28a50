package ai.ecode.files.syncing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FileNotice;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.files.storing.PostgreSqlExtension;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.files.storing.Versions;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.Database;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgreSqlExtension.class)
class WorkspaceSyncTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String CONFLICT = ".conflict-20261121T120000Z";

    private final TestDatabase database;
    private final WorkspaceId id = new WorkspaceId(UUID.randomUUID());
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final Trees trees;
    private final TreeEdits edits;
    private final Blobs blobs;
    private final List<FileChanged> changes = new ArrayList<>();
    private final List<FileNotice> notices = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private final TreeSide treeSide;

    @TempDir private Path folder;
    private FolderSandbox sandbox;
    private WorkspaceSync sync;
    private boolean diesBeforeItRecords;

    WorkspaceSyncTest(TestDatabase database) {
        this.database = database;
        var connections = new Database(database.connections());
        trees = new Trees(connections);
        blobs = new Blobs(connections);
        edits =
                new TreeEdits(
                        trees,
                        new FileLimits(1 << 20, 8 << 20, 6_000, 0),
                        new Versions(connections, java.time.Clock.systemUTC()));
        treeSide = new InTransactions(new SyncedFiles(connections));
    }

    @BeforeEach
    void aTreeAndAnEmptyFolder() {
        trees.create(id.value(), organization);
        start();
    }

    private void start() {
        sandbox = new FolderSandbox(folder);
        sync = new WorkspaceSync(id, treeSide, new CopySide(sandbox, blobs, 1 << 20));
    }

    @Test
    void aFreshSandboxGetsTheWholeTree() throws IOException {
        inTree("src/main.py", "print(1)");
        inTree("empty", "");
        sync.populate();
        assertEquals("print(1)", inCopy("src/main.py"));
        assertEquals("", inCopy("empty"));
        sandbox.bytesRead = 0;
        sync.pull(Set.of(""));
        assertEquals(0, sandbox.bytesRead, "what was just written need not be read");
    }

    @Test
    void whatATerminalDoesReachesTheTree() throws IOException {
        inTree("old", "1");
        sync.populate();
        copy("new/deep/file", "2");
        copy("old", "changed");
        sync.pull(Set.of(""));
        assertEquals(Map.of("old", "changed", "new/deep/file", "2"), filesInTree());
        Files.delete(folder.resolve("old"));
        sync.pull(Set.of(""));
        assertEquals(Map.of("new/deep/file", "2"), filesInTree());
        assertTrue(changes.stream().allMatch(c -> c.origin() == FileChanged.Origin.SANDBOX));
        assertEquals(2, deeds.size());
    }

    @Test
    void whatTheEditorSavesReachesTheSandbox() throws IOException {
        inTree("a", "1");
        sync.populate();
        inTree("a", "2");
        inTree("b/c", "3");
        push("a", "b/c");
        assertEquals("2", inCopy("a"));
        assertEquals("3", inCopy("b/c"));
        outOfTree("b");
        push("b");
        assertFalse(Files.exists(folder.resolve("b")));
        sync.pull(Set.of(""));
        assertEquals(Map.of("a", "2"), filesInTree());
    }

    @Test
    void aFileThatBothChangedIsKeptTwice() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        copy("a.txt", "terminal");
        inTree("a.txt", "editor");
        push("a.txt");
        assertEquals(Map.of("a.txt", "editor", "a.txt" + CONFLICT, "terminal"), filesInTree());
        assertEquals("editor", inCopy("a.txt"));
        assertEquals("terminal", inCopy("a.txt" + CONFLICT));
        assertEquals(1, notices.size());
        sync.pull(Set.of(""));
        sync.pull(Set.of(""));
        assertEquals(2, filesInTree().size());
    }

    @Test
    void theSameConflictSeenByLookingIsKeptTwiceToo() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        copy("a.txt", "terminal");
        inTree("a.txt", "editor");
        sync.pull(Set.of(""));
        assertEquals(Map.of("a.txt", "editor", "a.txt" + CONFLICT, "terminal"), filesInTree());
        assertEquals("editor", inCopy("a.txt"));
    }

    @Test
    void whatThePlatformWroteItselfIsNoChangeOfTheSandbox() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        inTree("a.txt", "2");
        inTree("new.txt", "2");
        diesBeforeItRecords = true;
        assertThrows(Died.class, () -> push("a.txt", "new.txt"));
        diesBeforeItRecords = false;
        assertEquals("2", inCopy("a.txt"), "it was written before the server died");
        inTree("a.txt", "3");
        inTree("new.txt", "3");
        start();
        sync.populate();
        assertEquals(Map.of("a.txt", "3", "new.txt", "3"), filesInTree());
        assertEquals(filesInTree(), filesInCopy());
        assertTrue(notices.isEmpty());
    }

    @Test
    void aWriteThatFailedInTheMiddleIsNoChangeOfTheSandboxEither() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        inTree("a.txt", "2");
        diesBeforeItRecords = true;
        assertThrows(Died.class, () -> push("a.txt"));
        diesBeforeItRecords = false;
        inTree("a.txt", "3");
        push("a.txt");
        assertEquals(Map.of("a.txt", "3"), filesInTree());
        assertEquals(filesInTree(), filesInCopy());
    }

    @Test
    void anInterruptedWriteIsForgottenWithItsFile() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        inTree("a.txt", "2");
        diesBeforeItRecords = true;
        assertThrows(Died.class, () -> push("a.txt"));
        diesBeforeItRecords = false;
        outOfTree("a.txt");
        push("a.txt");
        copy("a.txt", "2");
        sync.pull(Set.of(""));
        assertEquals(Map.of("a.txt", "2"), filesInTree(), "it was made anew in the sandbox");
    }

    @Test
    void whatTheSandboxWroteOverAnInterruptedWriteIsKept() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        inTree("a.txt", "2");
        diesBeforeItRecords = true;
        assertThrows(Died.class, () -> push("a.txt"));
        diesBeforeItRecords = false;
        copy("a.txt", "sandbox");
        inTree("a.txt", "3");
        start();
        sync.populate();
        assertEquals(Map.of("a.txt", "3", "a.txt" + CONFLICT, "sandbox"), filesInTree());
    }

    @Test
    void whatHasEndedNeitherReadsNorWritesAnyMore() throws IOException {
        inTree("a.txt", "1");
        sync.populate();
        sync.end();
        copy("a.txt", "sandbox");
        copy("b.txt", "sandbox");
        sync.pull(Set.of(""));
        assertEquals(Map.of("a.txt", "1"), filesInTree());
        inTree("c.txt", "tree");
        push("c.txt");
        assertFalse(Files.exists(folder.resolve("c.txt")));
    }

    @Test
    void aCrashLosesNoSide() throws IOException {
        inTree("both", "1");
        inTree("mine", "1");
        inTree("theirs", "1");
        inTree("missing", "1");
        sync.populate();
        copy("both", "sandbox");
        copy("theirs", "sandbox");
        copy("fresh", "sandbox");
        Files.delete(folder.resolve("missing"));
        inTree("both", "editor");
        inTree("mine", "editor");
        start();
        sync.populate();
        assertEquals(
                Map.of(
                        "both",
                        "editor",
                        "both" + CONFLICT,
                        "sandbox",
                        "mine",
                        "editor",
                        "theirs",
                        "sandbox",
                        "fresh",
                        "sandbox",
                        "missing",
                        "1"),
                filesInTree());
        assertEquals(filesInTree(), filesInCopy());
    }

    @Test
    void aLostWorkingCopyIsMadeAnew() throws IOException {
        inTree("a/b", "1");
        sync.populate();
        sandbox.delete(List.of("a"));
        start();
        sync.populate();
        assertEquals("1", inCopy("a/b"));
        assertEquals(Map.of("a/b", "1"), filesInTree());
    }

    @Test
    void afterAnOrderlyStopNothingIsReadAgain() throws IOException {
        inTree("a", "1");
        inTree("gone", "1");
        sync.populate();
        copy("b", "2");
        sync.collect();
        assertEquals("2", filesInTree().get("b"));
        inTree("a", "edited while stopped");
        outOfTree("gone");
        start();
        sync.populate();
        assertEquals(0, sandbox.bytesRead);
        assertEquals(Map.of("a", "edited while stopped", "b", "2"), filesInCopy());
    }

    @Test
    void aChangeAfterTheLastCollectionIsNotOverlooked() throws IOException {
        inTree("a", "1");
        sync.populate();
        sync.collect();
        copy("a", "2");
        start();
        sync.populate();
        assertEquals("2", filesInTree().get("a"));
    }

    @Test
    void dependenciesStayInTheSandbox() throws IOException {
        sync.populate();
        copy("node_modules/x/index.js", "1");
        copy("target/classes/A", "1");
        copy(".ecodeignore", "*.log\n");
        copy("a.txt", "1");
        sync.pull(Set.of(""));
        copy("b.log", "1");
        sync.pull(Set.of("", "target/classes"));
        assertEquals(Map.of("a.txt", "1", ".ecodeignore", "*.log\n"), filesInTree());
        outOfTree("a.txt");
        push("a.txt");
        assertEquals("1", inCopy("node_modules/x/index.js"));
    }

    @Test
    void aFileOnceKeptIsNotDeletedByIgnoringIt() throws IOException {
        inTree("a.log", "1");
        sync.populate();
        copy(".ecodeignore", "*.log\n");
        sync.pull(Set.of(""));
        sync.pull(Set.of(""));
        assertEquals("1", filesInTree().get("a.log"));
    }

    @Test
    void aMovedFolderKeepsWhatOnlyTheSandboxHas() throws IOException {
        inTree("app/main.js", "1");
        sync.populate();
        copy("app/node_modules/dep.js", "dep");
        database.inTransaction(
                () -> edits.move(trees.lock(id.value()), path("app"), path("web/app"), NOW));
        sync.push(
                List.of(new FileMoved(id, path("app"), path("web/app"))),
                List.of(path("app"), path("web/app")));
        assertEquals("dep", inCopy("web/app/node_modules/dep.js"));
        assertEquals("1", inCopy("web/app/main.js"));
        assertFalse(Files.exists(folder.resolve("app")));
        sync.pull(Set.of(""));
        assertEquals(Map.of("web/app/main.js", "1"), filesInTree());
    }

    @Test
    void aFileMayBecomeAFolderAndBack() throws IOException {
        inTree("x", "1");
        sync.populate();
        Files.delete(folder.resolve("x"));
        copy("x/y", "2");
        sync.pull(Set.of(""));
        assertEquals(Map.of("x/y", "2"), filesInTree());
        sandbox.delete(List.of("x"));
        copy("x", "3");
        sync.pull(Set.of(""));
        assertEquals(Map.of("x", "3"), filesInTree());
        sync.pull(Set.of(""));
        assertEquals(List.of(), notices);
    }

    @Test
    void aFolderRemovedInTheSandboxStaysForWhatTheEditorJustSavedInIt() throws IOException {
        inTree("d/a", "1");
        sync.populate();
        inTree("d/b", "new");
        sandbox.delete(List.of("d"));
        sync.pull(Set.of(""));
        assertEquals(Map.of("d/b", "new"), filesInTree());
        push("d/b");
        assertEquals(Map.of("d/b", "new"), filesInCopy());
    }

    @Test
    void executableBitsAndInnerLinksGoBothWays() throws IOException {
        inTree("a", "1");
        sync.populate();
        copy("run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(
                folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
        sync.pull(Set.of(""));
        assertTrue(trees.find(id.value(), path("run.sh")).orElseThrow().executable());
        assertEquals("a", trees.find(id.value(), path("link")).orElseThrow().target());
        sandbox.delete(List.of("run.sh", "link", "a"));
        start();
        sync.populate();
        assertTrue(Files.isExecutable(folder.resolve("run.sh")));
        assertEquals(Path.of("a"), Files.readSymbolicLink(folder.resolve("link")));
    }

    @Test
    void linksThatLeaveTheWorkspaceStayWhereTheyAre() throws IOException {
        sync.populate();
        Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
        sync.pull(Set.of(""));
        sync.pull(Set.of(""));
        assertEquals(Map.of(), filesInTree());
        assertEquals(1, notices.size(), "told once");
        assertTrue(Files.exists(folder.resolve("passwd"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatIsTooLargeStaysInTheSandboxAndIsTold() throws IOException {
        inTree("big", "small");
        sync.populate();
        copy("big", "x".repeat((1 << 20) + 1));
        copy("other", "1");
        sync.pull(Set.of(""));
        assertEquals(Map.of("big", "small", "other", "1"), filesInTree());
        assertEquals(1, notices.size());
        inTree("big", "edited");
        push("big");
        assertEquals("edited", inCopy("big"));
        assertTrue(
                filesInCopy().keySet().stream().anyMatch(name -> name.startsWith("big.conflict-")),
                "the large one is kept aside");
    }

    @Test
    void whatDoesNotFitTheQuotaStaysInTheSandboxAndTheRestComesHome() throws IOException {
        sync.populate();
        for (int i = 0; i < 9; i++) {
            copy("f" + i, i + "x".repeat(1_000_000));
        }
        sync.pull(Set.of(""));
        assertEquals(8, filesInTree().size());
        assertEquals(1, notices.size());
        assertEquals(9, filesInCopy().size());
    }

    @Test
    void aBackdatedChangeIsSeen() throws IOException {
        inTree("a", "1");
        sync.populate();
        FileTime before = Files.getLastModifiedTime(folder.resolve("a"));
        copy("a", "2");
        Files.setLastModifiedTime(folder.resolve("a"), before);
        sync.pull(Set.of(""));
        assertEquals("2", filesInTree().get("a"));
    }

    @Test
    void aSandboxThatIsGoneDeletesNothing() throws IOException {
        inTree("a", "1");
        sync.populate();
        sandbox.delete(List.of("a"));
        sandbox.end.complete(
                new ai.ecode.runtime.RunningWorkspace.Ended(
                        ai.ecode.runtime.RunningWorkspace.Cause.DEATH, "died"));
        assertThrows(ECodeException.class, () -> sync.pull(Set.of("")));
        assertEquals(Map.of("a", "1"), filesInTree());
    }

    @Test
    void fiveThousandFilesGoBothWays() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            copy("d" + i % 50 + "/f" + i, "content " + i + id);
        }
        sync.populate();
        assertEquals(5_000, filesInTree().size());
        sandbox.delete(List.of("d0", "d1"));
        sync.pull(Set.of(""));
        assertEquals(4_800, filesInTree().size());
        sandbox.delete(List.of("d2"));
        start();
        sync.populate();
        assertEquals(4_800, filesInCopy().size());
    }

    private void push(String... paths) {
        sync.push(List.of(), List.of(paths).stream().map(FilePath::new).toList());
    }

    private void inTree(String path, String content) {
        database.inTransaction(() ->
                edits.put(
                        trees.lock(id.value()),
                        List.of(
                                FileEntry.file(
                                        path(path),
                                        blobs.store(organization, Upload.of(content.getBytes())),
                                        false,
                                        NOW))));
    }

    private void outOfTree(String path) {
        database.inTransaction(() -> edits.delete(trees.lock(id.value()), path(path), "ann"));
    }

    private void copy(String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    private String inCopy(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    private Map<String, String> filesInTree() {
        return database.inTransaction(this::readTree);
    }

    private Map<String, String> readTree() throws IOException {
        var files = new java.util.TreeMap<String, String>();
        for (FileEntry entry : trees.list(id.value())) {
            if (entry.blob() != null) {
                files.put(
                        entry.path().value(),
                        entry.size() > 100_000
                                ? "large"
                                : new String(blobs.open(entry.blob(), 0).readAllBytes()));
            }
        }
        return files;
    }

    private Map<String, String> filesInCopy() throws IOException {
        var files = new java.util.TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        Files.size(path) > 100_000 ? "large" : Files.readString(path));
            }
        }
        return files;
    }

    private static FilePath path(String value) {
        return new FilePath(value);
    }

    /// Each method in its transaction, as the container does it.
    private final class InTransactions extends TreeSide {

        InTransactions(SyncedFiles rows) {
            trees = WorkspaceSyncTest.this.trees;
            edits = WorkspaceSyncTest.this.edits;
            blobs = WorkspaceSyncTest.this.blobs;
            synced = rows;
            trail =
                    new AuditTrail() {
                        @Override
                        public void record(Deed deed) {
                            deeds.add(deed);
                        }
                    };
            clock = Clock.fixed(NOW, ZoneOffset.UTC);
            changed = new Collected<>(changes);
            notices = new Collected<>(WorkspaceSyncTest.this.notices);
        }

        @Override
        public Homecoming bringHome(
                WorkspaceId id,
                List<Found> found,
                Collection<FilePath> gone,
                Map<FilePath, Synced> agreed,
                boolean missingIsLoss) {
            return database.inTransaction(
                    () -> super.bringHome(id, found, gone, agreed, missingIsLoss));
        }

        @Override
        public void record(
                WorkspaceId id, Map<FilePath, Synced> agreed, Collection<FilePath> forgotten) {
            if (diesBeforeItRecords) {
                throw new Died();
            }
            database.inTransaction(() -> super.record(id, agreed, forgotten));
        }

        @Override
        public void begin(WorkspaceId id, Map<FilePath, FileState> states) {
            database.inTransaction(() -> super.begin(id, states));
        }

        @Override
        public IgnoreRules ignoreRules(WorkspaceId id) {
            return database.inTransaction(() -> super.ignoreRules(id));
        }
    }

    private static final class Died extends RuntimeException {}

    private record Collected<T>(List<T> events) implements Event<T> {
        @Override
        public void fire(T event) {
            events.add(event);
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event) {
            throw new AssertionError("fired in the transaction only");
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new AssertionError("fired in the transaction only");
        }

        @Override
        public Event<T> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new AssertionError();
        }

        @Override
        public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new AssertionError();
        }
    }
}
