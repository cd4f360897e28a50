package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is tried on the lines between a workspace and the host.
final class LineAttacks {

    private LineAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("huge environment", LineAttacks::hugeEnvironment);
        all.put("forged run folder", LineAttacks::forgedRunFolder);
        all.put("forged control channel", LineAttacks::forgedControlChannel);
        all.put("nonsense on the control channel", LineAttacks::nonsense);
        all.put("a line without end on the control channel", LineAttacks::aLineWithoutEnd);
        all.put("lines without end on the host's sockets", LineAttacks::linesWithoutEnd);
        all.put("hold the host's sockets", LineAttacks::holdTheSockets);
        return all;
    }

    private static void hugeEnvironment(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            var large = ProcessSpec.of("env").with(Map.of("A", "x".repeat(300_000)));
            assertEquals(
                    ErrorCode.TOO_LARGE,
                    assertThrows(ECodeException.class, () -> sandbox.exec(large)).code());
            var odd = ProcessSpec.of("env").with(Map.of("A;touch x", "1"));
            assertEquals(
                    ErrorCode.MALFORMED_REQUEST,
                    assertThrows(ECodeException.class, () -> sandbox.exec(odd)).code());
            String value = "'; touch planted; $(touch planted) `touch planted` \n\\";
            Said said =
                    Arena.run(
                            sandbox,
                            ProcessSpec.of("sh", "-c", "printf %s \"$A$1\"; ls", "sh", value)
                                    .with(Map.of("A", value)));
            assertEquals(value + value, said.out());
        }
    }

    private static void forgedRunFolder(Arena arena) throws Exception {
        try (RunningWorkspace workspace = arena.workspace()) {
            Said said =
                    Arena.run(
                            workspace,
                            ProcessSpec.of(
                                    "sh",
                                    "-c",
                                    "echo x > /run/ecode/requests/9; rm -rf /run/ecode /run/ecode-bin;"
                                            + " ln -s /etc/passwd /run/ecode/s/x; mv /run/ecode/s /run/ecode/t;"
                                            + " echo x > /run/ecode/passwd; ls /run/ecode/s"));
            assertEquals(List.of("err", "in", "out", "pty"), said.out().lines().toList());
            assertTrue(Arena.run(workspace, ProcessSpec.of("true")).exit().isSuccess());
        }
    }

    private static void forgedControlChannel(Arena arena) throws Exception {
        try (RunningWorkspace other = arena.workspace();
                RunningWorkspace workspace = arena.workspace()) {
            String flood = "while :; do echo exit 1 7; echo nonsense $$; done > /proc/2/fd/3";
            RunningProcess process = workspace.exec(ProcessSpec.of("sh", "-c", flood));
            // Where the channel is root's it cannot be opened; else one lies about oneself, and
            // flooding it ends the
            // workspace.
            Exit exit = process.waitFor(Duration.ofSeconds(30)).orElseThrow();
            assertTrue(
                    exit.how() instanceof Exit.Lost
                            || (exit.how() instanceof Exit.Code(int code)
                                    && (code == 2 || code == 7)),
                    exit.toString());
            assertTrue(Arena.run(other, ProcessSpec.of("true")).exit().isSuccess());
        }
    }

    private static void nonsense(Arena arena) throws Exception {
        flood(arena, "yes nonsense");
    }

    private static void aLineWithoutEnd(Arena arena) throws Exception {
        flood(arena, "tr '\\0' x </dev/zero");
    }

    /// Where the channel is root's it cannot be opened; else whoever floods it ends the own workspace.
    private static void flood(Arena arena, String what) throws Exception {
        try (RunningWorkspace workspace = arena.workspace();
                RunningProcess process =
                        workspace.exec(
                                ProcessSpec.of(
                                        "sh",
                                        "-c",
                                        "(: >/proc/2/fd/3) || exit 9; exec %s >/proc/2/fd/3"
                                                .formatted(what)))) {
            Exit.How how =
                    process.waitFor(Duration.ofSeconds(20)).map(Exit::how).orElse(new Exit.Code(0));
            assertTrue(
                    how instanceof Exit.Lost || how instanceof Exit.Code(int code) && code == 9,
                    "it went on: " + how);
        }
    }

    /// Anybody inside can connect to where the host waits for programs.
    private static void linesWithoutEnd(Arena arena) throws Exception {
        try (RunningWorkspace workspace = arena.workspace()) {
            Said said =
                    Arena.python(
                            workspace,
                            """
                            import socket
                            for name in ['err', 'out', 'pty']:
                                s = socket.socket(socket.AF_UNIX)
                                s.settimeout(10)
                                s.connect('/run/ecode/s/' + name)
                                try:
                                    s.sendall(b'x' * 400_000)
                                    print(name, 'was read to its end')
                                except OSError:
                                    pass
                            """,
                            ProcessLimits.NONE);
            assertEquals("", said.out() + said.err());
            assertTrue(Arena.run(workspace, ProcessSpec.of("true")).exit().isSuccess());
        }
    }

    private static void holdTheSockets(Arena arena) throws Exception {
        try (RunningWorkspace other = arena.workspace();
                RunningWorkspace workspace = arena.workspace()) {
            long before = descriptors();
            try (RunningProcess process =
                    workspace.exec(
                            ProcessSpec.of(
                                    "/usr/bin/python3",
                                    "-c",
                                    """
                                    import resource, socket
                                    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
                                    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
                                    held = []
                                    for name in ['err', 'out', 'in', 'pty']:
                                        for _ in range(400):
                                            s = socket.socket(socket.AF_UNIX)
                                            s.connect('/run/ecode/s/' + name)
                                            held.append(s)
                                    print(len(held), flush=True)
                                    input()
                                    """))) {
                assertEquals('1', process.stdout().read());
                long held = descriptors() - before;
                assertTrue(held < 600, held + " connections are held by the host");
                assertTrue(Arena.run(other, ProcessSpec.of("true")).exit().isSuccess());
            }
        }
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
