package ai.ecode.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every driver keeps. No programs are assumed inside but `true`, `false`, `echo`, `cat`, `tee`, `printenv`, `sleep` and
/// `yes`.
@Timeout(120)
public abstract class RuntimeDriverContract {

    private static final Executor EACH = Thread::startVirtualThread;
    private static final UUID ORGANIZATION = new UUID(0, 7);
    private static final Resources SMALL = new Resources(1000, 256L << 20, 64L << 20, 64);

    /// The driver to test; the same for all tests of a class.
    protected abstract RuntimeDriver driver();

    /// Lets the workspace die by itself, as by a fault; returns at once.
    protected abstract void crash(RunningWorkspace workspace);

    protected final RunningWorkspace start() {
        return start(UUID.randomUUID());
    }

    protected final RunningWorkspace start(UUID id) {
        return driver().start(
                        new WorkspaceSpec(id, ORGANIZATION, SMALL, Map.of("GIVEN", "to all")));
    }

    protected final Sandbox open() {
        return driver().open(new SandboxSpec(ORGANIZATION, SMALL));
    }

    protected record Said(String out, String err, Exit exit) {}

    protected static Said run(Sandbox sandbox, ProcessSpec spec) throws Exception {
        return run(sandbox, spec, "");
    }

    protected static Said run(Sandbox sandbox, ProcessSpec spec, String stdin) throws Exception {
        try (RunningProcess process = sandbox.exec(spec)) {
            var err =
                    CompletableFuture.supplyAsync(
                            () -> text(process.stderr()), Thread::startVirtualThread);
            process.stdin().write(stdin.getBytes(StandardCharsets.UTF_8));
            process.stdin().close();
            return new Said(text(process.stdout()), err.join(), process.waitFor());
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static void assertCode(int expected, Said said) {
        assertEquals(new Exit.Code(expected), said.exit().how(), said::toString);
    }

    /// Reads until the text ends like this.
    protected static String read(InputStream in, String end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("Ended after: " + bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void startingWhatRunsAnswersWithIt() {
        var id = UUID.randomUUID();
        try (RunningWorkspace first = start(id)) {
            assertSame(first, start(id));
            assertSame(first, driver().find(id).orElseThrow());
            assertTrue(driver().running().contains(id));
        }
        assertEquals(Optional.empty(), driver().find(id));
        driver().discard(id);
    }

    @Test
    void stoppingAndDiscardingWhatIsNotThereDoesNothing() {
        driver().stop(UUID.randomUUID());
        driver().discard(UUID.randomUUID());
        assertEquals(Optional.empty(), driver().find(UUID.randomUUID()));
    }

    @Test
    void filesStayOverAStopAndGoWithDiscard() throws Exception {
        var id = UUID.randomUUID();
        try (RunningWorkspace workspace = start(id)) {
            run(workspace, ProcessSpec.of("tee", "kept.txt"), "kept");
        }
        try (RunningWorkspace again = start(id)) {
            assertEquals("kept", run(again, ProcessSpec.of("cat", "kept.txt")).out());
        }
        driver().discard(id);
        try (RunningWorkspace empty = start(id)) {
            assertEquals(List.of(), paths(empty));
        }
        driver().discard(id);
    }

    @Test
    void aProgramHasItsArgumentsItsInputAndAnEnvironment() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                assertEquals(
                        "a  'b' $c\n", run(each, ProcessSpec.of("echo", "a ", "'b' $c")).out());
                assertEquals("héllo", run(each, ProcessSpec.of("cat"), "héllo").out());
                var own = ProcessSpec.of("printenv", "OWN").with(Map.of("OWN", "x=y z"));
                assertEquals("x=y z\n", run(each, own).out());
                assertCode(0, run(each, ProcessSpec.of("true")));
                assertCode(1, run(each, ProcessSpec.of("false")));
            }
            assertEquals("to all\n", run(workspace, ProcessSpec.of("printenv", "GIVEN")).out());
        }
    }

    @Test
    void aProgramStartsInItsFolderOrInTheTreeWhenThatIsMissing() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                each.writeTar("", tar(Map.of("file", "in the tree", "a/b/file", "in the folder")));
                var cat = ProcessSpec.of("cat", "file");
                assertEquals("in the folder", run(each, cat.in("a/b")).out());
                assertEquals("in the tree", run(each, cat.in("missing")).out());
            }
        }
    }

    @Test
    void aMissingProgramIsExitCode127() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            assertCode(127, run(workspace, ProcessSpec.of("no-such-program")));
            assertCode(127, run(sandbox, ProcessSpec.of("no-such-program")));
        }
    }

    @Test
    void bytesPassUnchangedInBulk() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                try (RunningProcess cat = each.exec(ProcessSpec.of("cat"))) {
                    Thread.startVirtualThread(() -> {
                        try (var stdin = cat.stdin()) {
                            stdin.write(bytes);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    assertArrayEquals(bytes, cat.stdout().readAllBytes());
                    assertTrue(cat.waitFor().isSuccess());
                }
            }
        }
    }

    @Test
    void aSignalEndsAProgramThatDoesNotHandleIt() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                for (var signal : List.of(Signal.TERMINATE, Signal.KILL)) {
                    try (RunningProcess process = each.exec(ProcessSpec.of("cat"))) {
                        echoes(process);
                        process.signal(signal);
                        assertEquals(new Exit.Signalled(signal.number()), process.waitFor().how());
                    }
                }
            }
        }
    }

    /// Returns when the program surely runs.
    private static void echoes(RunningProcess cat) throws IOException {
        cat.stdin().write("up\n".getBytes(StandardCharsets.UTF_8));
        cat.stdin().flush();
        read(cat.stdout(), "up\n");
    }

    @Test
    void aClosedProgramHasEnded() throws Exception {
        try (RunningWorkspace workspace = start()) {
            RunningProcess process = workspace.exec(ProcessSpec.of("cat"));
            echoes(process);
            process.close();
            process.close();
            assertTrue(process.exit().isPresent());
        }
    }

    @Test
    void anotherOneShotSeesNoFilesAndNoneHasATerminal() throws Exception {
        try (Sandbox sandbox = open();
                Sandbox other = open()) {
            run(sandbox, ProcessSpec.of("tee", "file"), "left");
            assertEquals("left", run(sandbox, ProcessSpec.of("cat", "file")).out());
            assertEquals(List.of(), paths(other));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> sandbox.exec(ProcessSpec.of("true").on(new Stdio.Pty(80, 24))));
        }
    }

    @Test
    void timeAndOutputAreLimited() throws Exception {
        var limits =
                Map.of(
                        ProcessSpec.of("sleep", "30"),
                        ProcessLimits.Kind.WALL,
                        ProcessSpec.of("yes"),
                        ProcessLimits.Kind.OUTPUT);
        var within = new ProcessLimits(300, 2_000, 64L << 20, 24, 10_000);
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                for (var limit : limits.entrySet()) {
                    Said said = run(each, limit.getKey().within(within));
                    assertEquals(
                            Optional.of(limit.getValue()),
                            said.exit().limit(),
                            said.exit()::toString);
                    assertFalse(said.exit().isSuccess());
                    assertTrue(said.out().length() <= 10_000);
                }
            }
        }
    }

    @Test
    void treesGoInAndOutWithOddNames() throws Exception {
        var files = new LinkedHashMap<String, String>();
        files.put("plain.txt", "plain");
        files.put("a/b/ünï çødé 🎉.txt", "unicode");
        files.put("-rf", "dash");
        files.put("with\nnewline", "newline");
        files.put("quo'te\"\\", "quote");
        files.put("long/" + "x".repeat(200) + "/" + "y".repeat(200), "long");
        files.put("empty", "");
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                each.writeTar("in", tar(files));
                var tar = new ByteArrayOutputStream();
                each.readTar("in", List.of(), tar);
                assertEquals(new TreeMap<>(files), untar(tar));
                var some = new ByteArrayOutputStream();
                each.readTar(List.of("in/plain.txt", "in/missing", "in/-rf"), some);
                assertEquals(Map.of("in/plain.txt", "plain", "in/-rf", "dash"), untar(some));
                var without = new ByteArrayOutputStream();
                each.readTar("in", List.of("long", "a/b"), without);
                assertEquals(5, untar(without).size());
                assertEquals("plain", run(each, ProcessSpec.of("cat", "in/plain.txt")).out());
            }
        }
    }

    @Test
    void aTarReplacesFilesAndKeepsWhatItDoesNotName() throws Exception {
        try (RunningWorkspace workspace = start()) {
            workspace.writeTar("", tar(Map.of("old", "1", "same", "2")));
            workspace.writeTar("", tar(Map.of("old", "3")));
            assertEquals("32", run(workspace, ProcessSpec.of("cat", "old", "same")).out());
        }
    }

    @Test
    void listingAndDeletingSeeWhatATarBrought() throws Exception {
        try (RunningWorkspace workspace = start()) {
            workspace.writeTar("", tar(Map.of("d/f", "abc", "node_modules/x/y", "")));
            var before = entries(workspace);
            assertEquals(Set.of("d", "d/f"), before.keySet());
            assertEquals(3, before.get("d/f").size());
            assertEquals(TreeEntry.Type.FOLDER, before.get("d").type());
            workspace.writeTar("", tar(Map.of("d/f", "abcd")));
            assertFalse(before.get("d/f").mark().equals(entries(workspace).get("d/f").mark()));
            workspace.delete(List.of("d", "missing/x"));
            assertEquals(Set.of(), entries(workspace).keySet());
            assertEquals(
                    List.of("node_modules", "node_modules/x", "node_modules/x/y"),
                    paths(workspace));
        }
    }

    @Test
    void pathsThatLeaveTheTreeAreRefused() {
        try (Sandbox sandbox = open()) {
            for (String path : List.of("../x", "/etc", "a/../../b", "a//b", ".")) {
                var refused =
                        assertThrows(
                                ECodeException.class,
                                () ->
                                        sandbox.readTar(
                                                path, List.of(), new ByteArrayOutputStream()));
                assertEquals(ErrorCode.INVALID_PATH, refused.code());
            }
        }
    }

    @Test
    void nobodyConnectsWhereNobodyListensAndNoPortIsTold() {
        try (RunningWorkspace workspace = start()) {
            assertThrows(IOException.class, () -> workspace.connect(45_679));
            assertEquals(Set.of(), workspace.listening());
        }
    }

    @Test
    void stoppingABusyWorkspaceEndsItsPrograms() throws Exception {
        RunningWorkspace workspace = start();
        RunningProcess process = workspace.exec(ProcessSpec.of("cat"));
        echoes(process);
        driver().stop(workspace.id());
        assertTrue(
                process.waitFor(Duration.ofSeconds(10)).orElseThrow().how() instanceof Exit.Lost);
        assertTrue(workspace.ended().toCompletableFuture().get(10, TimeUnit.SECONDS).requested());
        var gone = assertThrows(ECodeException.class, () -> workspace.exec(ProcessSpec.of("true")));
        assertEquals(ErrorCode.WORKSPACE_NOT_RUNNING, gone.code());
        driver().discard(workspace.id());
    }

    @Test
    void aWorkspaceThatDiesSaysSoAndCanBeStartedAgain() throws Exception {
        var id = UUID.randomUUID();
        RunningWorkspace workspace = start(id);
        run(workspace, ProcessSpec.of("tee", "work"), "work");
        crash(workspace);
        var ended = workspace.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertFalse(ended.requested());
        assertEquals(Optional.empty(), driver().find(id));
        try (RunningWorkspace again = start(id)) {
            assertEquals("work", run(again, ProcessSpec.of("cat", "work")).out());
        }
        driver().discard(id);
    }

    @Test
    void workspacesThatStartAtOnceShareNothing() throws Exception {
        List<RunningWorkspace> workspaces =
                IntStream.range(0, 16)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(this::start, EACH))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        List<RunningWorkspace> stopped = workspaces.subList(0, workspaces.size() / 2);
        List<RunningWorkspace> others = workspaces.subList(stopped.size(), workspaces.size());
        try {
            stopped.forEach(RunningWorkspace::close);
            for (RunningWorkspace other : others) {
                assertTrue(
                        other.ended().toCompletableFuture().getNow(null) == null,
                        () -> "It ended with another: " + other.ended());
                assertCode(0, run(other, ProcessSpec.of("true")));
            }
        } finally {
            others.forEach(RunningWorkspace::close);
        }
    }

    @Test
    void manyProgramsRunSideBySide() throws Exception {
        try (RunningWorkspace workspace = start()) {
            var runs =
                    IntStream.range(0, 6)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(
                                            () -> {
                                                try {
                                                    return run(
                                                                    workspace,
                                                                    ProcessSpec.of("echo", "" + i))
                                                            .out();
                                                } catch (Exception e) {
                                                    throw new IllegalStateException(e);
                                                }
                                            },
                                            Thread::startVirtualThread))
                            .toList();
            for (int i = 0; i < runs.size(); i++) {
                assertEquals(i + "\n", runs.get(i).get(60, TimeUnit.SECONDS));
            }
        }
    }

    private static List<String> paths(Sandbox sandbox) {
        var paths = new TreeSet<String>();
        sandbox.list("", List.of(), entry -> paths.add(entry.path()));
        return List.copyOf(paths);
    }

    private static Map<String, TreeEntry> entries(Sandbox sandbox) {
        var entries = new TreeMap<String, TreeEntry>();
        sandbox.list("", List.of("node_modules"), entry -> entries.put(entry.path(), entry));
        return entries;
    }

    protected static ByteArrayInputStream tar(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Map<String, String> untar(ByteArrayOutputStream bytes) throws IOException {
        var files = new TreeMap<String, String>();
        var tar =
                new TarArchiveInputStream(
                        new ByteArrayInputStream(bytes.toByteArray()),
                        StandardCharsets.UTF_8.name());
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
