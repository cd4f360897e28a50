package ai.ecode.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a driver keeps, besides, whose sandboxes run real programs: a shell, tar and the usual small ones.
@Timeout(120)
public abstract class PosixRuntimeContract extends RuntimeDriverContract {

    private static final int PORT = 45_678;

    @Override
    protected final void crash(RunningWorkspace workspace) {
        workspace.exec(sh("kill -9 -1"));
    }

    private static ProcessSpec sh(String script) {
        return ProcessSpec.of("sh", "-c", script);
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
    void programsOfAOneShotSeeNoProcessOfTheEarlier() throws Exception {
        try (Sandbox sandbox = open()) {
            run(sandbox, sh("echo left > file; sleep 63 & exit 0"));
            assertEquals("left\n0\n", run(sandbox, sh("cat file; pgrep -c sleep")).out());
        }
    }

    @Test
    void processorTimeIsLimited() throws Exception {
        var limits = new ProcessLimits(300, 2_000, 64L << 20, 24, 10_000);
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                Exit exit = run(each, sh("while :; do :; done").within(limits)).exit();
                assertEquals(Optional.of(ProcessLimits.Kind.CPU), exit.limit(), exit::toString);
                assertFalse(exit.isSuccess());
            }
        }
    }

    @Test
    void filesAreLimited() throws Exception {
        var limits = new ProcessLimits(300, 2_000, 64L << 20, 24, 10_000, 100_000);
        var absurd = new ProcessLimits(300, 2_000, 64L << 20, 24, 10_000, 1L << 60);
        try (RunningWorkspace workspace = start();
                Sandbox sandbox = open()) {
            for (Sandbox each : List.of(workspace, sandbox)) {
                Said said =
                        run(
                                each,
                                sh("head -c 90000 /dev/zero > small && head -c 200000 /dev/zero > large")
                                        .within(limits));
                assertFalse(said.exit().isSuccess(), said::toString);
                assertEquals(
                        "90000 small\n100352 large\n",
                        run(each, sh("wc -c small large | head -n 2 | sed 's/^ *//'")).out());
                assertTrue(run(each, sh("true").within(absurd)).exit().isSuccess());
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
    void thatSomethingRanIsSeenHoweverShortItWas() throws Exception {
        try (RunningWorkspace workspace = start();
                RunningProcess waiting = workspace.exec(sh("read go; : > written"))) {
            long before = whileAllWait(workspace);
            waiting.stdin().write('\n');
            waiting.stdin().flush();
            assertTrue(waiting.waitFor().isSuccess());
            assertNotEquals(before, workspace.activity());
        }
    }

    private static long whileAllWait(RunningWorkspace workspace) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            long before = workspace.activity();
            Thread.sleep(100);
            if (workspace.activity() == before) {
                return before;
            }
        }
        throw new AssertionError("It says that something runs where nothing does");
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
    void connectsToAPortThatIsListenedOnAndToNoOther() throws Exception {
        try (RunningWorkspace workspace = start();
                RunningProcess _ = listening(workspace)) {
            assertThrows(IOException.class, () -> workspace.connect(PORT + 1));
            try (var channel = workspace.connect(PORT)) {
                channel.write(ByteBuffer.wrap("ping".getBytes(StandardCharsets.UTF_8)));
                var answer = ByteBuffer.allocate(4);
                while (answer.hasRemaining() && channel.read(answer) >= 0) {}
                assertEquals("ping", new String(answer.array(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aPortOnWhichAProgramListensIsToldAndNoMoreWhenItEnded() throws Exception {
        try (RunningWorkspace workspace = start()) {
            try (RunningProcess socat = listening(workspace)) {
                assertEquals(Set.of(PORT), workspace.listening());
                socat.signal(Signal.TERMINATE);
                socat.waitFor();
                assertEquals(Set.of(), workspace.listening());
            }
        }
    }

    /// A program that echoes at the port; returns when it surely listens, since it says so.
    private static RunningProcess listening(RunningWorkspace workspace) throws IOException {
        RunningProcess socat =
                workspace.exec(
                        ProcessSpec.of(
                                "socat",
                                "-d",
                                "-d",
                                "TCP-LISTEN:" + PORT + ",bind=127.0.0.1,reuseaddr,fork",
                                "EXEC:cat"));
        read(socat.stderr(), "listening on AF=2 127.0.0.1:" + PORT + "\n");
        return socat;
    }

    @Test
    void filesOfATarBelongToThePrograms() throws Exception {
        try (RunningWorkspace workspace = start()) {
            workspace.writeTar("", tar(Map.of("old", "1", "same", "2")));
            assertEquals(
                    "ok\n",
                    run(workspace, sh("echo x > old && mkdir d && rm same && echo ok")).out());
        }
    }
}
