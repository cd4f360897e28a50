package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is tried to outlive a run, or not to be ended.
final class LastingAttacks {

    private LastingAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("double-fork daemon", LastingAttacks::doubleForkDaemon);
        all.put("daemon in a workspace that stops", LastingAttacks::daemonInAWorkspaceThatStops);
        all.put("SIGSTOP and deaf ears", LastingAttacks::sigstopAndDeafEars);
        all.put("signal the process group", LastingAttacks::signalTheProcessGroup);
        all.put("wait for the next run in the same place", LastingAttacks::waitForTheNextRun);
        return all;
    }

    private static final String DAEMON =
            """
            import os, time, sys
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for fd in range(3): os.close(fd)
                    os.execv('/usr/bin/sleep', ['ecode-daemon-%s', '300'])
                os._exit(0)
            time.sleep(0.3)
            """;

    private static void doubleForkDaemon(Arena arena) throws Exception {
        String mark = Long.toString(System.nanoTime());
        Said said = arena.python(DAEMON.formatted(mark));
        assertTrue(said.exit().isSuccess(), said.toString());
        assertFalse(isAlive(mark));
    }

    private static void daemonInAWorkspaceThatStops(Arena arena) throws Exception {
        String mark = Long.toString(System.nanoTime());
        RunningWorkspace workspace = arena.workspace();
        Arena.python(workspace, DAEMON.formatted(mark), ProcessLimits.NONE);
        assertTrue(isAlive(mark), "a workspace's daemon goes on");
        arena.driver.stop(workspace.id());
        assertFalse(isAlive(mark));
    }

    private static boolean isAlive(String mark) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (Cgroup.read(process.resolve("cmdline")).contains("ecode-daemon-" + mark)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void sigstopAndDeafEars(Arena arena) throws Exception {
        var limits = new ProcessLimits(0, 1_000, 128L << 20, 16, 1 << 16);
        Said said =
                arena.python(
                        """
                        import os, signal
                        for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU):
                            signal.signal(s, signal.SIG_IGN)
                        if os.fork() == 0:
                            os.kill(os.getppid(), signal.SIGSTOP)
                            os.kill(1, signal.SIGSTOP)
                        os.kill(os.getpid(), signal.SIGSTOP)
                        """,
                        limits);
        assertEquals(Optional.of(Kind.WALL), said.exit().limit());
    }

    private static void signalTheProcessGroup(Arena arena) throws Exception {
        String script =
                """
                import os, signal
                os.setpgid(0, 0) if False else None
                try:
                    os.killpg(os.getpgid(1), signal.SIGKILL)
                except OSError:
                    pass
                os.kill(-1, signal.SIGKILL)
                os.kill(0, signal.SIGKILL)
                """;
        Said said = arena.python(script);
        assertFalse(said.exit().isSuccess());
        try (RunningWorkspace workspace = arena.workspace();
                RunningWorkspace other = arena.workspace()) {
            Arena.python(workspace, script, ProcessLimits.NONE);
            assertTrue(Arena.run(other, ProcessSpec.of("true")).exit().isSuccess());
        }
    }

    /// Whatever a run leaves behind is gone when its answer is there.
    private static void waitForTheNextRun(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            Said first =
                    Arena.python(
                            sandbox,
                            """
                            import os, time
                            if os.fork() == 0:
                                os.setsid()
                                for fd in range(3): os.close(fd)
                                while True:
                                    try:
                                        open('/workspace/answer', 'w').write('forged')
                                    except OSError:
                                        pass
                            time.sleep(0.2)
                            os.remove('/workspace/answer')
                            """,
                            Arena.LIMITS);
            assertTrue(first.exit().isSuccess() || first.err().contains("answer"), first.err());
            Said second =
                    Arena.python(
                            sandbox,
                            """
                            import os, time
                            if os.path.exists('/workspace/answer'): os.remove('/workspace/answer')
                            time.sleep(0.3)
                            print(os.path.exists('/workspace/answer'))
                            """,
                            Arena.LIMITS);
            assertEquals("False", second.out().strip(), second.err());
        }
    }
}
