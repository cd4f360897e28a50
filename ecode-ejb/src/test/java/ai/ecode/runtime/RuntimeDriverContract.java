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
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every driver keeps. Nothing but a shell, tar and the usual small programs is assumed inside.
@Timeout(120)
public abstract class RuntimeDriverContract {

    private static final UUID ORGANIZATION = new UUID(0, 7);
    private static final Resources SMALL = new Resources(1000, 256L << 20, 64L << 20, 64);

    /// The driver to test; the same for all tests of a class.
    protected abstract RuntimeDriver driver();

    private RunningWorkspace start() {
        return start(UUID.randomUUID());
    }

    private RunningWorkspace start(UUID id) {
        return driver().start(
                        new WorkspaceSpec(id, ORGANIZATION, SMALL, Map.of("GIVEN", "to all")));
    }

    private Sandbox open() {
        return driver().open(new SandboxSpec(ORGANIZATION, SMALL));
    }

    private record Said(String out, String err, Exit exit) {}

    private static ProcessSpec sh(String script) {
        return ProcessSpec.of("sh", "-c", script);
    }

    private static Said run(Sandbox sandbox, ProcessSpec spec) throws Exception {
        return run(sandbox, spec, "");
    }

    private static Said run(Sandbox sandbox, ProcessSpec spec, String stdin) throws Exception {
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

    private static void assertCode(int expected, Said said) {
        assertEquals(new Exit.Code(expected), said.exit().how(), said::toString);
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
            run(workspace, sh("echo kept > kept.txt"));
        }
        try (RunningWorkspace again = start(id)) {
            assertEquals("kept\n", run(again, sh("cat kept.txt")).out());
        }
        driver().discard(id);
        try (RunningWorkspace empty = start(id)) {
            assertEquals("", run(empty, sh("ls -A")).out());
        }
        driver().discard(id);
    }

    @Test
    void aProgramHasItsStreamsArgumentsEnvironmentAndFolder() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                run(each, sh("mkdir -p sub/folder"));
                var spec =
                        ProcessSpec.of(
                                        "sh",
                                        "-c",
                                        "cat; echo \"$1|$OWN\"; pwd >&2; exit 3",
                                        "sh",
                                        "a 'b'\n\"$c\"")
                                .with(Map.of("OWN", "x=y z"))
                                .in("sub/folder");
                Said said = run(each, spec, "héllo ");
                assertEquals("héllo a 'b'\n\"$c\"|x=y z\n", said.out());
                assertEquals("/workspace/sub/folder\n", said.err());
                assertCode(3, said);
            }
            assertEquals("to all\n", run(workspace, sh("echo $GIVEN")).out());
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
    void aSignalledProgramSaysSo() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                Said said = run(each, sh("kill -s SEGV $$"));
                assertEquals(new Exit.Signalled(11), said.exit().how());
            }
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
    void standardStreamsCanBeOpenedByName() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                Said said =
                        run(each, sh("cat /dev/stdin > /dev/stdout; echo e > /dev/stderr"), "in");
                assertEquals("in", said.out(), said.toString());
                assertEquals("e\n", said.err());
            }
        }
    }

    @Test
    void aTerminalHasASizeAndHearsOfANewOne() throws Exception {
        try (RunningWorkspace workspace = start();
                RunningProcess process =
                        workspace.exec(
                                sh("trap 'stty size; exit 4' WINCH; tty -s && stty size; echo $TERM; while :; do sleep 0.05; done")
                                        .on(new Stdio.Pty(91, 31)))) {
            assertEquals("31 91\r\nxterm-256color\r\n", read(process.stdout(), "color\r\n"));
            process.resize(100, 40);
            assertEquals("40 100\r\n", read(process.stdout(), "100\r\n"));
            assertEquals(new Exit.Code(4), process.waitFor().how());
        }
    }

    @Test
    void controlCEndsTheForegroundJobOnly() throws Exception {
        try (RunningWorkspace workspace = start();
                RunningProcess shell =
                        workspace.exec(
                                ProcessSpec.of("sh", "-i")
                                        .with(Map.of("PS1", "> "))
                                        .on(new Stdio.Pty(80, 24)))) {
            read(shell.stdout(), "> ");
            shell.stdin().write("sleep 60; echo not\n".getBytes(StandardCharsets.UTF_8));
            read(shell.stdout(), "not\r\n");
            // The job is in the foreground when the terminal says so: poll from inside, not by
            // time.
            run(workspace, sh("until pgrep -x sleep >/dev/null; do :; done"));
            shell.stdin().write(3);
            read(shell.stdout(), "> ");
            shell.stdin()
                    .write("echo still $((40 + 2)); exit 5\n".getBytes(StandardCharsets.UTF_8));
            assertTrue(read(shell.stdout(), "still 42").contains("still 42"));
            assertEquals(new Exit.Code(5), shell.waitFor().how());
        }
    }

    /// Reads until the text ends like this.
    private static String read(InputStream in, String end) throws IOException {
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
    void signalsReachTheProgram() throws Exception {
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                try (RunningProcess process =
                        each.exec(
                                sh(
                                        "trap 'echo heard; exit 6' TERM; echo up; while :; do sleep 0.05; done"))) {
                    read(process.stdout(), "up\n");
                    process.signal(Signal.TERMINATE);
                    assertEquals("heard\n", read(process.stdout(), "heard\n"));
                    assertEquals(new Exit.Code(6), process.waitFor().how());
                }
                try (RunningProcess process = each.exec(sh("echo up; exec sleep 60"))) {
                    read(process.stdout(), "up\n");
                    process.signal(Signal.KILL);
                    assertEquals(new Exit.Signalled(9), process.waitFor().how());
                }
            }
        }
    }

    @Test
    void closingARunningProgramKillsIt() throws Exception {
        try (RunningWorkspace workspace = start()) {
            RunningProcess process = workspace.exec(sh("echo up; exec sleep 61"));
            read(process.stdout(), "up\n");
            process.close();
            process.close();
            assertTrue(process.exit().isPresent());
            assertCode(
                    0,
                    run(
                            workspace,
                            sh("while pgrep -fx 'sleep 61' >/dev/null; do sleep 0.05; done")));
        }
    }

    @Test
    void programsOfAWorkspaceShareProcessesFilesAndLocalhost() throws Exception {
        try (RunningWorkspace workspace = start();
                RunningProcess first = workspace.exec(sh("echo up > up; exec sleep 62"))) {
            assertEquals(
                    "sleep 62",
                    run(
                                    workspace,
                                    sh(
                                            "until pgrep -fx 'sleep 62' >/dev/null; do :; done; cat /proc/$(pgrep -fx 'sleep 62')/cmdline | tr '\\0' ' '"))
                            .out()
                            .strip());
            assertEquals("up\n", run(workspace, sh("cat up")).out());
            assertTrue(first.exit().isEmpty());
        }
    }

    @Test
    void programsOfAOneShotSeeOnlyTheFilesOfTheEarlier() throws Exception {
        try (Sandbox sandbox = open()) {
            run(sandbox, sh("echo left > file; sleep 63 & exit 0"));
            assertEquals("left\n0\n", run(sandbox, sh("cat file; pgrep -c sleep")).out());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> sandbox.exec(sh("true").on(new Stdio.Pty(80, 24))));
        }
        try (Sandbox other = open()) {
            assertEquals("", run(other, sh("ls")).out());
        }
    }

    @Test
    void eachLimitIsToldAsWhatItWas() throws Exception {
        var limits =
                Map.of(
                        "while :; do :; done",
                        ProcessLimits.Kind.CPU,
                        "sleep 30",
                        ProcessLimits.Kind.WALL,
                        "yes",
                        ProcessLimits.Kind.OUTPUT);
        var spec = new ProcessLimits(300, 2_000, 64L << 20, 24, 10_000);
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                for (var limit : limits.entrySet()) {
                    Said said = run(each, sh(limit.getKey()).within(spec));
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
    void useIsMeasured() throws Exception {
        try (Sandbox sandbox = open()) {
            Usage usage =
                    run(sandbox, sh("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 0.3"))
                            .exit()
                            .usage();
            assertTrue(usage.cpuMillis() > 20, usage.toString());
            assertTrue(usage.wallMillis() >= 300, usage.toString());
            assertTrue(usage.peakMemoryBytes() > 50_000, usage.toString());
            assertEquals(driver().readiness().accounting(), usage.measured());
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
                assertEquals("plain", run(each, sh("cat in/plain.txt")).out());
            }
        }
    }

    @Test
    void aTarReplacesFilesAndKeepsWhatItDoesNotName() throws Exception {
        try (RunningWorkspace workspace = start()) {
            workspace.writeTar("", tar(Map.of("old", "1", "same", "2")));
            workspace.writeTar("", tar(Map.of("old", "3")));
            assertEquals("32", run(workspace, sh("cat old same")).out());
            assertEquals(
                    "ok\n",
                    run(workspace, sh("echo x > old && mkdir d && rm same && echo ok")).out());
        }
    }

    @Test
    void listingAndDeletingSeeTheTree() throws Exception {
        try (RunningWorkspace workspace = start()) {
            run(
                    workspace,
                    sh(
                            "mkdir -p d/e node_modules/x; printf abc > d/f; chmod +x d/f; ln -s f d/l; mkfifo d/p"));
            var seen = new TreeMap<String, TreeEntry>();
            workspace.list("", List.of("node_modules"), entry -> seen.put(entry.path(), entry));
            assertEquals(List.of("d", "d/e", "d/f", "d/l"), List.copyOf(seen.keySet()));
            assertEquals(3, seen.get("d/f").size());
            assertTrue(seen.get("d/f").executable());
            assertEquals(TreeEntry.Type.LINK, seen.get("d/l").type());
            run(workspace, sh("printf abcd > d/f"));
            workspace.list(
                    "d",
                    List.of(),
                    entry -> {
                        if (entry.path().equals("f")) {
                            assertFalse(entry.mark().equals(seen.get("d/f").mark()));
                        }
                    });
            workspace.delete(List.of("d", "missing/x"));
            assertEquals("node_modules\n", run(workspace, sh("ls -A")).out());
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
    void connectsToAPortThatIsListenedOnAndToNoOther() throws Exception {
        try (RunningWorkspace workspace = start()) {
            assertThrows(IOException.class, () -> workspace.connect(45_678));
            try (RunningProcess _ =
                            workspace.exec(
                                    ProcessSpec.of(
                                            "socat",
                                            "TCP-LISTEN:45678,bind=127.0.0.1,reuseaddr,fork",
                                            "EXEC:cat"));
                    var channel = connected(workspace)) {
                channel.write(ByteBuffer.wrap("ping".getBytes(StandardCharsets.UTF_8)));
                var answer = ByteBuffer.allocate(4);
                while (answer.hasRemaining() && channel.read(answer) >= 0) {}
                assertEquals("ping", new String(answer.array(), StandardCharsets.UTF_8));
            }
        }
    }

    private static ByteChannel connected(RunningWorkspace workspace) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                return workspace.connect(45_678);
            } catch (IOException e) {
                if (attempt > 50) {
                    throw e;
                }
                run(workspace, sh("sleep 0.1"));
            }
        }
    }

    @Test
    void stoppingABusyWorkspaceEndsItsPrograms() throws Exception {
        RunningWorkspace workspace = start();
        RunningProcess process = workspace.exec(sh("echo up; exec sleep 64"));
        read(process.stdout(), "up\n");
        driver().stop(workspace.id());
        assertTrue(
                process.waitFor(Duration.ofSeconds(10)).orElseThrow().how() instanceof Exit.Lost);
        assertTrue(workspace.ended().toCompletableFuture().get(10, TimeUnit.SECONDS).requested());
        var gone = assertThrows(ECodeException.class, () -> workspace.exec(sh("true")));
        assertEquals(ErrorCode.WORKSPACE_NOT_RUNNING, gone.code());
        driver().discard(workspace.id());
    }

    @Test
    void aWorkspaceThatDiesSaysSoAndCanBeStartedAgain() throws Exception {
        var id = UUID.randomUUID();
        RunningWorkspace workspace = start(id);
        run(workspace, sh("echo work > work"));
        workspace.exec(sh("kill -9 -1"));
        var ended = workspace.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertFalse(ended.requested());
        assertEquals(Optional.empty(), driver().find(id));
        try (RunningWorkspace again = start(id)) {
            assertEquals("work\n", run(again, sh("cat work")).out());
        }
        driver().discard(id);
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
                                                    return run(workspace, sh("echo " + i)).out();
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

    private static ByteArrayInputStream tar(Map<String, String> files) throws IOException {
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
