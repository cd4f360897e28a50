package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// What strangers try, by name. Each attack runs against a driver and fails the test when it succeeds.
final class Attacks {

    /// One attack.
    interface Attack {
        void on(Arena arena) throws Exception;
    }

    /// Calls by number are those of x86-64; the filter for ARM is made from the same table.
    private static final String SYSCALLS =
            """
            import ctypes, errno, os
            libc = ctypes.CDLL(None, use_errno=True)
            def call(number, *args):
                result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in args])
                return 'done' if result >= 0 else errno.errorcode[ctypes.get_errno()]
            """;

    private Attacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("read host files", Attacks::readHostFiles);
        all.put("read another workspace", Attacks::readAnotherWorkspace);
        all.put("read the server's environment", Attacks::readTheServersEnvironment);
        all.put("use the server's descriptors", Attacks::useTheServersDescriptors);
        all.put("reach the network", Attacks::reachTheNetwork);
        all.put("reach the host's loopback", Attacks::reachTheHostsLoopback);
        all.put("reach the host through the way out", Attacks::reachTheHostThroughTheWayOut);
        all.put("flood the way out", Attacks::floodTheWayOut);
        all.put("reach the hypervisor by vsock", Attacks::reachTheHypervisor);
        all.put("fork bomb", Attacks::forkBomb);
        all.put("memory bomb", Attacks::memoryBomb);
        all.put("memory nobody maps", Attacks::memoryNobodyMaps);
        all.put("output flood", Attacks::outputFlood);
        all.put("fill /tmp and /dev/shm", Attacks::fillTemporaryFolders);
        all.put("fill the disk", Attacks::fillTheDisk);
        all.put("reserve the disk at once", Attacks::reserveTheDisk);
        all.put("fill the inodes", Attacks::fillTheInodes);
        all.put("double-fork daemon", Attacks::doubleForkDaemon);
        all.put("daemon in a workspace that stops", Attacks::daemonInAWorkspaceThatStops);
        all.put("read through a symlink by the host", Attacks::readThroughASymlink);
        all.put("write through a symlink by the host", Attacks::writeThroughASymlink);
        all.put("tar that leaves the tree", Attacks::tarThatLeavesTheTree);
        all.put("pipe where a file was", Attacks::pipeWhereAFileWas);
        all.put("/proc and /sys", Attacks::procAndSys);
        all.put("rid process 1 of its filter", Attacks::ridProcessOneOfItsFilter);
        all.put("ptrace", Attacks::ptrace);
        all.put("mount", Attacks::mount);
        all.put("nested user namespace", Attacks::nestedUserNamespace);
        all.put("kernel surface", Attacks::kernelSurface);
        all.put("TIOCSTI", Attacks::tiocsti);
        all.put("descriptor exhaustion", Attacks::descriptorExhaustion);
        all.put("SIGSTOP and deaf ears", Attacks::sigstopAndDeafEars);
        all.put("signal the process group", Attacks::signalTheProcessGroup);
        all.put("huge environment", Attacks::hugeEnvironment);
        all.put("forged run folder", Attacks::forgedRunFolder);
        all.put("forged control channel", Attacks::forgedControlChannel);
        all.put("change the system", Attacks::changeTheSystem);
        all.put("gain privileges", Attacks::gainPrivileges);
        all.putAll(NeighbourAttacks.all());
        return all;
    }

    private static void readHostFiles(Arena arena) throws Exception {
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        Said said =
                arena.python(
                        """
                        import os
                        for path in ['%s', '/proc/1/root%s', '/etc/shadow', '/root', '/home/coder/x', '/var/log']:
                            try:
                                print(os.listdir(path) if os.path.isdir(path) else open(path).read())
                            except OSError as e:
                                print(type(e).__name__)
                        """
                                .formatted(secret, secret));
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

    private static void reachTheNetwork(Arena arena) throws Exception {
        String script =
                """
                import socket
                for address in ['192.0.2.1', '169.254.169.254', '8.8.8.8']:
                    try:
                        socket.create_connection((address, 80), 2)
                        print('reached')
                    except OSError as e:
                        print(e.errno)
                print(sorted(name for _, name in socket.if_nameindex()))
                """;
        assertEquals(
                List.of("101", "101", "101", "['lo']"),
                arena.python(script).out().lines().toList());
        try (RunningWorkspace workspace = arena.workspace()) {
            assertEquals(
                    List.of("101", "101", "101", "['lo']"),
                    Arena.python(workspace, script, ProcessLimits.NONE).out().lines().toList());
        }
    }

    private static void reachTheHostsLoopback(Arena arena) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said =
                    arena.python(
                            """
                            import socket
                            try:
                                socket.create_connection(('127.0.0.1', %d), 2)
                                print('reached')
                            except ConnectionRefusedError:
                                print('refused')
                            """
                                    .formatted(server.getLocalPort()));
            assertEquals("refused", said.out().strip());
        }
    }

    /// Asks the proxy of a workspace for each of `targets`, given as a Python list, and prints what it answers.
    private static String asking(String targets) {
        return """
        import socket, time
        def ask(line):
            for _ in range(200):
                try:
                    s = socket.create_connection(('127.0.0.1', 3128), 5)
                    break
                except ConnectionRefusedError:
                    time.sleep(0.05)
            s.settimeout(20)
            s.sendall(line.encode() + b'\\r\\n\\r\\n')
            answer = b''
            while b'\\r\\n' not in answer:
                piece = s.recv(4096)
                if not piece:
                    break
                answer += piece
            return s, answer.split(b' ')[1].decode() if b' ' in answer else 'nothing'
        for target in %s:
            s, status = ask(target)
            print(status, target)
        """
                .formatted(targets);
    }

    /// The allowed destination is reached, so that the refusals mean something.
    private static void reachTheHostThroughTheWayOut(Arena arena) throws Exception {
        var loopback = InetAddress.getByName("127.0.0.1");
        try (var allowed = new ServerSocket(0, 50, loopback);
                var service = new ServerSocket(0, 50, loopback);
                var everywhere = new ServerSocket(0);
                Arena open =
                        Arena.open(
                                arena.isExact(),
                                0,
                                Optional.of(List.of("127.0.0.1:" + allowed.getLocalPort())));
                RunningWorkspace workspace = open.workspace()) {
            String own = InetAddress.getLocalHost().getHostAddress();
            var targets = new java.util.ArrayList<String>();
            for (int port :
                    List.of(
                            allowed.getLocalPort(),
                            service.getLocalPort(),
                            everywhere.getLocalPort())) {
                for (String host :
                        List.of(
                                "localhost",
                                "LOCALHOST",
                                "localhost.",
                                "2130706433",
                                "0x7f000001",
                                "0177.0.0.1",
                                "127.1",
                                "127.0.0.2",
                                "[::1]",
                                "[::ffff:127.0.0.1]",
                                "[0:0:0:0:0:ffff:7f00:1]",
                                "0",
                                "0.0.0.0",
                                "[::]",
                                own,
                                InetAddress.getLocalHost().getHostName(),
                                "169.254.169.254",
                                "user@127.0.0.1",
                                "127.0.0.1 ",
                                "127.0.0.1%00",
                                "unlisted.example")) {
                    if (port != allowed.getLocalPort() || !host.equals("127.0.0.1")) {
                        targets.add("CONNECT %s:%d HTTP/1.1".formatted(host, port));
                        targets.add("GET http://%s:%d/ HTTP/1.1".formatted(host, port));
                    }
                }
            }
            for (int port : List.of(service.getLocalPort(), everywhere.getLocalPort())) {
                targets.add("CONNECT 127.0.0.1:%d HTTP/1.1".formatted(port));
                targets.add("GET http://127.0.0.1:%d/ HTTP/1.1".formatted(port));
                targets.add(
                        "GET http://127.0.0.1:%d@127.0.0.1:%d/ HTTP/1.1"
                                .formatted(allowed.getLocalPort(), port));
            }
            String quoted = targets.stream().map(t -> "'" + t + "'").toList().toString();
            Said said = Arena.python(workspace, asking(quoted), ProcessLimits.NONE);
            assertEquals(targets.size(), said.out().lines().count(), said.out() + said.err());
            assertTrue(said.out().lines().allMatch(line -> line.matches("40[03] .*")), said.out());
            assertTrue(said.out().contains("403 CONNECT unlisted.example"), said.out());
            Said fine =
                    Arena.python(
                            workspace,
                            asking(
                                    "['CONNECT 127.0.0.1:%d HTTP/1.1']"
                                            .formatted(allowed.getLocalPort())),
                            ProcessLimits.NONE);
            assertTrue(fine.out().startsWith("200 "), fine.out() + fine.err());
            assertEquals(
                    "refused",
                    arena.python(
                                    """
                                    import socket
                                    try:
                                        socket.create_connection(('127.0.0.1', 3128), 2)
                                        print('reached')
                                    except ConnectionRefusedError:
                                        print('refused')
                                    """)
                            .out()
                            .strip());
        }
    }

    /// Many connections, and heads without an end, cost this workspace its way out for a while, and nobody else.
    private static void floodTheWayOut(Arena arena) throws Exception {
        try (Arena open = Arena.open(arena.isExact(), 0, Optional.of(List.of()));
                RunningWorkspace flooding = open.workspace();
                RunningWorkspace calm = open.workspace()) {
            Said flood =
                    Arena.python(
                            flooding,
                            asking("[]")
                                    + """
                                    ask('CONNECT unlisted.example:443 HTTP/1.1')
                                    held = []
                                    for i in range(60):
                                        try:
                                            s = socket.create_connection(('127.0.0.1', 3128), 0.02)
                                            s.setblocking(False)
                                            s.send(b'CONNECT ' + b'x' * 20000)
                                            held.append(s)
                                        except OSError:
                                            pass
                                    print('held', len(held) > 0)
                                    """,
                            ProcessLimits.NONE);
            assertEquals("held True", flood.out().strip(), flood.err());
            Said other =
                    Arena.python(
                            calm,
                            asking("['CONNECT unlisted.example:443 HTTP/1.1']"),
                            ProcessLimits.NONE);
            assertEquals("403 CONNECT unlisted.example:443 HTTP/1.1", other.out().strip());
        }
    }

    private static void reachTheHypervisor(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import socket, errno
                        for family in [40, 38, 17, 31]:
                            try:
                                socket.socket(family, socket.SOCK_STREAM if family == 40 else socket.SOCK_RAW)
                                print('made')
                            except OSError as e:
                                print(errno.errorcode[e.errno])
                        """);
        assertEquals(
                "EAFNOSUPPORT ".repeat(4).strip(), String.join(" ", said.out().lines().toList()));
    }

    private static void forkBomb(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, time
                        while True:
                            try:
                                if os.fork() == 0:
                                    time.sleep(30)
                            except OSError:
                                time.sleep(0.2)
                        """);
        assertEquals(Optional.of(Kind.PROCESSES), said.exit().limit());
        assertTrue(said.exit().usage().wallMillis() < 15_000, "it went on until " + said.exit());
    }

    private static void memoryBomb(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        held = []
                        while True:
                            held.append(bytearray(4 << 20))
                        """);
        assertEquals(Optional.of(Kind.MEMORY), said.exit().limit());
        long most = arena.isExact() ? Arena.LIMITS.memoryBytes() : 1L << 30;
        assertTrue(said.exit().usage().peakMemoryBytes() <= most, said.exit().toString());
    }

    private static void memoryNobodyMaps(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os
                        piece = bytes(4 << 20)
                        try:
                            for i in range(200):
                                fd = os.memfd_create('x')
                                for _ in range(4):
                                    os.write(fd, piece)
                            print('held')
                        except OSError as e:
                            print('refused')
                        """);
        if (arena.isExact()) {
            assertEquals(Optional.of(Kind.MEMORY), said.exit().limit());
        } else {
            assertEquals("refused", said.out().strip());
        }
    }

    private static void outputFlood(Arena arena) throws Exception {
        Said said = arena.python("import sys\nwhile True: sys.stdout.write('x' * 65536)");
        assertEquals(Optional.of(Kind.OUTPUT), said.exit().limit());
        assertEquals(Arena.LIMITS.outputBytes(), said.out().length());
    }

    private static void fillTemporaryFolders(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os
                        for path in ['/tmp/x', '/dev/shm/x', '/x', '/dev/x', '/run/x', '/var/x']:
                            written = 0
                            try:
                                with open(path, 'wb', 0) as f:
                                    while written < 1 << 30:
                                        written += f.write(bytes(1 << 20))
                            except OSError as e:
                                print(path, written >> 20)
                            if written: os.remove(path)
                        """);
        assertEquals(
                List.of("/tmp/x 64", "/dev/shm/x 16", "/x 0", "/dev/x 0", "/run/x 0", "/var/x 0"),
                said.out().lines().toList());
    }

    private static void fillTheDisk(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, signal
                        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                        try:
                            open('sparse', 'wb').truncate(1 << 40)
                            print('made', flush=True)
                        except OSError as e:
                            print('refused', flush=True)
                        i = 0
                        while True:
                            i += 1
                            with open('f%d' % i, 'wb') as f:
                                os.posix_fallocate(f.fileno(), 0, 64 << 20)
                        """);
        assertTrue(said.out().startsWith("refused"), said.out());
        assertEquals(Optional.of(Kind.STORAGE), said.exit().limit());
    }

    private static void reserveTheDisk(Arena arena) throws Exception {
        denied(arena, "ENOTSUP", "call(285, os.open('x', os.O_CREAT | os.O_RDWR), 0, 0, 1 << 20)");
    }

    private static void fillTheInodes(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        i = 0
                        while True:
                            i += 1
                            open('f%d' % i, 'w').close()
                        """);
        assertEquals(Optional.of(Kind.STORAGE), said.exit().limit());
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

    private static void readThroughASymlink(Arena arena) throws Exception {
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(
                    sandbox,
                    ProcessSpec.of(
                            "sh",
                            "-c",
                            "ln -s '%s' leak; ln -s '%s' folder; mkdir plain; ln -s / plain/root"
                                    .formatted(secret, secret.getParent())));
            var tar = new ByteArrayOutputStream();
            sandbox.readTar("", List.of(), tar);
            sandbox.readTar(List.of("leak", "folder/secret", "plain/root/etc/hostname"), tar);
            sandbox.readTar("folder", List.of(), tar);
            sandbox.readTar("plain/root/etc", List.of(), tar);
            assertFalse(tar.toString(StandardCharsets.ISO_8859_1).contains("host secret"));
            sandbox.list("folder", List.of(), entry -> assertEquals("", entry.path()));
        }
    }

    private static void writeThroughASymlink(Arena arena) throws Exception {
        Path outside = Files.createDirectory(arena.folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(sandbox, ProcessSpec.of("ln", "-s", outside.toString(), "way"));
            assertThrows(
                    IOException.class,
                    () -> sandbox.writeTar("", tar("way/planted", TarConstants.LF_NORMAL, "x")));
            sandbox.delete(List.of("way/kept"));
            sandbox.delete(List.of("way"));
        }
        assertTrue(Files.exists(outside.resolve("kept")));
        assertFalse(Files.exists(outside.resolve("planted")));
    }

    private static void tarThatLeavesTheTree(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            for (ByteArrayInputStream tar :
                    List.of(
                            tar("../planted", TarConstants.LF_NORMAL, "x"),
                            tar("a/../../planted", TarConstants.LF_NORMAL, "x"),
                            tar("way", TarConstants.LF_SYMLINK, "/etc"),
                            tar("a/way", TarConstants.LF_SYMLINK, "../../etc"),
                            tar("hard", TarConstants.LF_LINK, "/etc/passwd"),
                            tar("device", TarConstants.LF_BLK, ""),
                            tar("pipe", TarConstants.LF_FIFO, ""))) {
                var refused = assertThrows(ECodeException.class, () -> sandbox.writeTar("", tar));
                assertEquals(ErrorCode.INVALID_PATH, refused.code());
            }
        }
    }

    private static ByteArrayInputStream tar(String name, byte type, String content)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name, type, true);
            boolean file = type == TarConstants.LF_NORMAL;
            if (!file) {
                entry.setLinkName(content);
            }
            entry.setSize(file ? content.length() : 0);
            tar.putArchiveEntry(entry);
            if (file) {
                tar.write(content.getBytes(StandardCharsets.UTF_8));
            }
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void pipeWhereAFileWas(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(sandbox, ProcessSpec.of("mkfifo", "pipe"));
            var tar = new ByteArrayOutputStream();
            sandbox.readTar("", List.of(), tar); // would wait for a writer for ever
            sandbox.readTar(List.of("pipe"), tar);
            sandbox.list("", List.of(), entry -> assertEquals("no pipes", entry.path()));
        }
    }

    private static void procAndSys(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os
                        for path in ['/proc/sys/kernel/hostname', '/proc/sysrq-trigger', '/proc/sys/vm/drop_caches',
                                     '/proc/1/oom_score_adj' if False else '/proc/sys/kernel/core_pattern']:
                            try:
                                open(path, 'w').write('1')
                                print('written', path)
                            except OSError:
                                pass
                        for path in ['/proc/kcore', '/proc/kmsg', '/dev/mem', '/dev/sda', '/dev/vda', '/sys/kernel']:
                            try:
                                print('read', path, len(os.listdir(path) if os.path.isdir(path) else open(path, 'rb').read(1)))
                            except OSError:
                                pass
                        print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit())[-1] < 10)
                        """);
        assertEquals("True", said.out().strip());
    }

    private static void ridProcessOneOfItsFilter(Arena arena) throws Exception {
        String look =
                """
                import glob
                for path in glob.glob('/proc/[0-9]*/status'):
                    try:
                        status = dict(l.split(':', 1) for l in open(path) if ':' in l)
                    except OSError:
                        continue
                    if status['Seccomp'].strip() != '2' or status['NoNewPrivs'].strip() != '1':
                        print(path, status['Name'].strip(), status['Seccomp'].strip())
                """;
        assertEquals("", arena.python(look).out());
        try (RunningWorkspace workspace = arena.workspace()) {
            assertEquals("", Arena.python(workspace, look, ProcessLimits.NONE).out());
        }
    }

    private static void ptrace(Arena arena) throws Exception {
        denied(
                arena,
                "EPERM",
                "call(101, 16, os.getppid(), 0, 0)",
                "call(310, 1, 0, 0, 0, 0, 0)",
                "call(311, 1, 0, 0, 0, 0, 0)",
                "call(438, 0, 0, 0)");
    }

    private static void mount(Arena arena) throws Exception {
        denied(
                arena,
                "EPERM",
                "call(165, 0, 0, 0, 0, 0)",
                "call(166, 0, 0)",
                "call(155, 0, 0)",
                "call(161, 0)",
                "call(428, -100, 0, 0)",
                "call(430, 0, 0)",
                "call(442, 0, 0, 0, 0, 0)");
    }

    private static void nestedUserNamespace(Arena arena) throws Exception {
        denied(
                arena,
                "EPERM",
                "call(272, 0x10000000)",
                "call(56, 0x10000011, 0, 0, 0, 0)",
                "call(308, 0, 0)",
                "call(272, 0x20000)");
        denied(arena, "ENOSYS", "call(435, 0, 0)");
    }

    private static void kernelSurface(Arena arena) throws Exception {
        denied(
                arena,
                "EPERM",
                "call(250, 0, 0)",
                "call(248, 0, 0, 0, 0, 0)",
                "call(321, 0, 0, 0)",
                "call(298, 0, 0, 0, 0, 0)",
                "call(323, 0)",
                "call(175, 0, 0, 0)",
                "call(246, 0, 0, 0, 0)",
                "call(304, 0, 0, 0)",
                "call(135, 0x0400000)",
                "call(169, 0, 0, 0, 0)");
        denied(arena, "ENOSYS", "call(425, 1, 0)", "call(0x40000000 + 39)", "call(600)");
    }

    private static void denied(Arena arena, String how, String... calls) throws Exception {
        var script = new StringBuilder(SYSCALLS);
        for (String call : calls) {
            script.append("print(").append(call).append(")\n");
        }
        Said said = arena.python(script.toString());
        assertEquals(
                (how + "\n").repeat(calls.length),
                said.out(),
                () -> String.join(", ", calls) + said);
    }

    private static void tiocsti(Arena arena) throws Exception {
        String script =
                SYSCALLS
                        + """
                        for request in [0x5412, 0x100005412, 0x541C, 0x5423]:
                            print('ioctl', call(16, 0, request, 0))
                        """;
        try (RunningWorkspace workspace = arena.workspace();
                RunningProcess process =
                        workspace.exec(
                                ProcessSpec.of("/usr/bin/python3", "-c", script)
                                        .on(new Stdio.Pty(80, 24)))) {
            String out = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("ioctl EPERM\r\n".repeat(4), out);
        }
    }

    private static void descriptorExhaustion(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, errno, resource
                        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
                        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
                        held = []
                        try:
                            while True: held += os.pipe()
                        except OSError as e:
                            print(errno.errorcode[e.errno], len(held) <= 1024)
                        """);
        assertEquals("EMFILE True", said.out().strip());
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

    private static void changeTheSystem(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os
                        for folder in ['/', '/usr', '/usr/bin', '/etc', '/run', '/run/ecode', '/run/ecode-bin', '/dev',
                                       '/var', '/home', '/lib', '/opt']:
                            try:
                                open(folder + '/planted', 'w')
                                print('planted in', folder)
                            except OSError:
                                pass
                        """);
        assertEquals("", said.out());
    }

    private static void gainPrivileges(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import os, stat
                        status = dict(l.split(':', 1) for l in open('/proc/self/status'))
                        print([status[c].strip() for c in ('CapEff', 'CapPrm', 'CapInh', 'CapBnd', 'CapAmb')], os.getuid() == 0)
                        for attempt in (lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.mknod('d', 0o660 | stat.S_IFBLK, os.makedev(8, 0))):
                            try:
                                attempt()
                                print('gained')
                            except OSError:
                                pass
                        """);
        assertTrue(said.out().endsWith("False\n"), said.out());
        assertFalse(said.out().matches("(?s).*[1-9a-f]{2,}.*\\].*"), said.out());
        assertTrue(said.exit().how() instanceof Exit.Code(int code) && code == 0, said.toString());
    }
}
