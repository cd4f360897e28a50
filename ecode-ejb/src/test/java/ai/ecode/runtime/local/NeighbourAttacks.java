package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is tried against those who share the machine: its people, its other namespaces, the runs before and after.
final class NeighbourAttacks {

    private NeighbourAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("learn who uses the host", NeighbourAttacks::learnWhoUsesTheHost);
        all.put("share a namespace with the host", NeighbourAttacks::shareANamespace);
        all.put("read what an earlier run left", NeighbourAttacks::readWhatAnEarlierRunLeft);
        all.put("wait for the next run in the same place", NeighbourAttacks::waitForTheNextRun);
        all.put("read host files while compiling", NeighbourAttacks::readWhileCompiling);
        all.put("zombies", NeighbourAttacks::zombies);
        all.put("exchange a folder while the host reads it", NeighbourAttacks::exchangeAFolder);
        all.put("starve another's processor", NeighbourAttacks::starveAnother);
        return all;
    }

    private static void learnWhoUsesTheHost(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, pwd, grp
                        print([p.pw_name for p in pwd.getpwall()], [g.gr_name for g in grp.getgrall()])
                        print([f for f in ['/etc/shadow', '/etc/gshadow', '/etc/ssh', '/etc/sudoers', '/etc/machine-id',
                                           '/etc/fstab', '/etc/hostname', '/etc/resolv.conf', '/var/run/utmp',
                                           '/root/.ssh', '/etc/environment'] if os.path.exists(f)])
                        """);
        List<String> lines = said.out().lines().toList();
        assertEquals(
                "['root', 'coder', 'nobody'] ['root', 'coder', 'nogroup']",
                lines.getFirst(),
                said.err());
        assertEquals("[]", lines.getLast());
    }

    private static void shareANamespace(Arena arena) throws Exception {
        String look =
                """
                import os
                for name in ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts']:
                    print(name, os.readlink('/proc/self/ns/' + name))
                """;
        assertNoneShared(arena.python(look));
        try (RunningWorkspace workspace = arena.workspace()) {
            assertNoneShared(Arena.python(workspace, look, ProcessLimits.NONE));
        }
    }

    private static void assertNoneShared(Said inside) throws Exception {
        assertEquals(7, inside.out().lines().count(), inside.err());
        for (String line : inside.out().lines().toList()) {
            String[] nameAndId = line.split(" ");
            String ours = Files.readSymbolicLink(Path.of("/proc/self/ns", nameAndId[0])).toString();
            assertFalse(ours.equals(nameAndId[1]), "shared with the host: " + line);
        }
    }

    private static void readWhatAnEarlierRunLeft(Arena arena) throws Exception {
        String mark = "left-" + System.nanoTime();
        String leave =
                """
                import os
                for folder in ['/workspace', '/tmp', '/dev/shm', '/workspace/deep']:
                    os.makedirs(folder, exist_ok=True)
                    open(folder + '/%s', 'w').write('secret')
                os.chmod('/workspace/deep', 0)
                """
                        .formatted(mark);
        for (int i = 0; i < 4; i++) {
            arena.python(leave);
            Said said =
                    arena.python(
                            "import os\nprint([f for d, _, fs in os.walk('/') if not d.startswith(('/proc', '/usr'))"
                                    + " for f in fs if f == '%s'])".formatted(mark));
            assertEquals("[]", said.out().strip(), said.err());
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

    /// A compiler is a program that reads files on a stranger's word.
    private static void readWhileCompiling(Arena arena) throws Exception {
        if (HostSystem.find("gcc").isEmpty()) {
            return;
        }
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        try (Sandbox sandbox = arena.oneShot()) {
            for (String path : List.of(secret.toString(), "/proc/1/root" + secret, "/etc/shadow")) {
                Said said =
                        Arena.run(
                                sandbox,
                                ProcessSpec.of(
                                                "sh",
                                                "-c",
                                                "printf '__asm__(\".incbin \\\"%s\\\"\");\\n' > a.c;"
                                                                .formatted(path)
                                                        + "printf '#include \"%s\"\\n' > b.c; gcc -c a.c; gcc -E b.c; cat a.o"
                                                                .formatted(path))
                                        .within(Arena.LIMITS));
                assertFalse(said.exit().isSuccess(), "read " + path);
                assertFalse((said.out() + said.err()).contains("host secret"));
            }
        }
    }

    private static void zombies(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, time
                        for _ in range(2000):
                            try:
                                if os.fork() == 0:
                                    if os.fork() == 0:
                                        os._exit(0)
                                    os._exit(0)
                            except OSError:
                                break
                        print('done', flush=True)
                        """);
        assertTrue(
                said.exit().isSuccess()
                        || said.exit().limit().equals(Optional.of(ProcessLimits.Kind.PROCESSES)),
                said.toString());
        assertEquals("fine", arena.python("print('fine')").out().strip());
    }

    /// The name that the host looks at is a folder now, a link to the host's root a moment later.
    private static void exchangeAFolder(Arena arena) throws Exception {
        Path outside = Files.createDirectories(arena.folder.resolve("exchanged"));
        Files.writeString(outside.resolve("secret"), "host secret");
        try (RunningWorkspace workspace = arena.workspace()) {
            try (var exchanging =
                    workspace.exec(
                            ProcessSpec.of(
                                    "/usr/bin/python3",
                                    "-c",
                                    """
                                    import os
                                    os.makedirs('folder', exist_ok=True)
                                    open('folder/secret', 'w').write('own')
                                    os.symlink('%s', 'link')
                                    open('ready', 'w').close()
                                    while True:
                                        os.rename('folder', 'kept'); os.rename('link', 'folder')
                                        os.rename('folder', 'link'); os.rename('kept', 'folder')
                                    """
                                            .formatted(outside)))) {
                Arena.run(
                        workspace,
                        ProcessSpec.of("sh", "-c", "until [ -e ready ]; do sleep 0.05; done"));
                for (int i = 0; i < 300; i++) {
                    var tar = new java.io.ByteArrayOutputStream();
                    try {
                        workspace.readTar(List.of("folder/secret"), tar);
                        workspace.readTar("folder", List.of(), tar);
                    } catch (java.io.IOException e) {
                        // It was exchanged under our hands, and we noticed.
                    }
                    assertFalse(
                            tar.toString(java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .contains("host secret"));
                }
                assertTrue(exchanging.waitFor(Duration.ZERO).isEmpty(), "nobody exchanged");
            }
        }
    }

    /// One who counts on eight processes gets no more than others where shares are the kernel's, and is ended at its limit
    /// everywhere.
    private static void starveAnother(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os
                        for _ in range(7):
                            if os.fork() == 0:
                                break
                        while True: pass
                        """,
                        new ProcessLimits(1_000, 20_000, 256L << 20, 32, 1 << 16));
        assertEquals(Optional.of(ProcessLimits.Kind.CPU), said.exit().limit());
        assertTrue(said.exit().usage().cpuMillis() < 3_000, said.exit().toString());
    }
}
