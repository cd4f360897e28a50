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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What is tried to read what belongs to the server, to the host or to a neighbour.
final class SecretAttacks {

    private static final String OWN_HOME = System.getProperty("user.home");

    private SecretAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("read host files", SecretAttacks::readHostFiles);
        all.put("read another workspace", SecretAttacks::readAnotherWorkspace);
        all.put("read the server's environment", SecretAttacks::readTheServersEnvironment);
        all.put("use the server's descriptors", SecretAttacks::useTheServersDescriptors);
        all.put("learn who uses the host", SecretAttacks::learnWhoUsesTheHost);
        all.put("share a namespace with the host", SecretAttacks::shareANamespace);
        all.put("read what an earlier run left", SecretAttacks::readWhatAnEarlierRunLeft);
        all.put("read host files while compiling", SecretAttacks::readWhileCompiling);
        return all;
    }

    private static void readHostFiles(Arena arena) throws Exception {
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        Said said =
                arena.python(
                        """
                        import os
                        for path in ['%s', '/proc/1/root%s', '/etc/shadow', '%s', '/home/coder/x', '/var/log']:
                            try:
                                print(os.listdir(path) if os.path.isdir(path) else open(path).read())
                            except OSError as e:
                                print(type(e).__name__)
                        """
                                .formatted(secret, secret, OWN_HOME));
        assertEquals(6, said.out().lines().filter(l -> l.endsWith("Error")).count(), said.out());
        assertFalse(said.out().contains("host secret"));
    }

    private static void readAnotherWorkspace(Arena arena) throws Exception {
        try (RunningWorkspace one = arena.workspace();
                RunningWorkspace other = arena.workspace()) {
            Arena.run(one, ProcessSpec.of("sh", "-c", "echo mine > secret-of-one"));
            Said said =
                    Arena.run(
                            other,
                            ProcessSpec.of(
                                    "sh",
                                    "-c",
                                    "find / -name secret-of-one 2>/dev/null; cat '"
                                            + arena.folder.resolve("workspaces")
                                            + "/"
                                            + one.id()
                                            + "/files/secret-of-one'; ps ax | grep -c [s]upervisor"));
            assertFalse(said.out().contains("mine"), said.out());
            assertTrue(said.err().contains("No such file"), said.err());
            assertEquals("1", said.out().strip(), "the other's processes are seen");
        }
    }

    private static void readTheServersEnvironment(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, glob
                        names = set()
                        for path in glob.glob('/proc/[0-9]*/environ'):
                            try:
                                names |= {v.split(b'=')[0].decode() for v in open(path, 'rb').read().split(b'\\0') if v}
                            except OSError:
                                pass
                        print(' '.join(sorted(names | set(os.environ))))
                        """);
        assertEquals(
                "HOME JAVA_HOME LANG LOGNAME PATH PWD SHELL TMPDIR USER",
                said.out().strip().replace(" LC_CTYPE", "").replace(" _", ""));
        try (Sandbox sandbox = arena.oneShot();
                RunningWorkspace workspace = arena.workspace()) {
            assertTrue(Arena.run(sandbox, ProcessSpec.of("true")).exit().isSuccess());
            assertTrue(workspace.listening().isEmpty());
            assertEquals(Set.of(), namesBelowTheServer());
        }
    }

    /// What a sandbox's outer processes were given beside what shells set by themselves: on the host they can be looked at.
    private static Set<String> namesBelowTheServer() throws IOException {
        var names = new TreeSet<String>();
        for (ProcessTable.Entry entry : ProcessTable.now().below(ProcessHandle.current().pid())) {
            Path process = Path.of("/proc", Long.toString(entry.pid()));
            if (!Cgroup.read(process.resolve("cmdline")).contains("bwrap")) {
                continue;
            }
            for (String variable : Cgroup.read(process.resolve("environ")).split("\0", -1)) {
                names.add(variable.split("=", 2)[0]);
            }
        }
        names.removeAll(Set.of("", "PATH", "PWD", "OLDPWD", "SHLVL", "_"));
        return names;
    }

    private static void useTheServersDescriptors(Arena arena) throws Exception {
        String look =
                """
                import os
                for process in filter(str.isdigit, os.listdir('/proc')):
                    try:
                        open_ones = os.listdir('/proc/%s/fd' % process)
                    except OSError:
                        continue
                    for fd in open_ones:
                        try:
                            to = os.readlink('/proc/%s/fd/%s' % (process, fd))
                        except OSError:
                            continue
                        if not to.startswith(('pipe:', 'socket:', '/run/ecode', '/proc', '/dev/', 'anon_inode',
                                              '/usr/')):  # a program that is being loaded
                            print(process, fd, to)
                """;
        assertEquals("", arena.python(look).out());
        try (RunningWorkspace workspace = arena.workspace()) {
            assertEquals("", Arena.python(workspace, look, ProcessLimits.NONE).out());
        }
    }

    private static void learnWhoUsesTheHost(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, pwd, grp
                        print([p.pw_name for p in pwd.getpwall()], [g.gr_name for g in grp.getgrall()])
                        print([f for f in ['/etc/shadow', '/etc/gshadow', '/etc/ssh', '/etc/sudoers', '/etc/machine-id',
                                           '/etc/fstab', '/etc/hostname', '/etc/resolv.conf', '/var/run/utmp',
                                           '%s/.ssh', '/etc/environment'] if os.path.exists(f)])
                        """
                                .formatted(OWN_HOME));
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
}
