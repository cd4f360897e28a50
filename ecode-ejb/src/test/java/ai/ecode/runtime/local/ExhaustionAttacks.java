package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is tried to use up what all share.
final class ExhaustionAttacks {

    private ExhaustionAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("fork bomb", ExhaustionAttacks::forkBomb);
        all.put("memory bomb", ExhaustionAttacks::memoryBomb);
        all.put("memory nobody maps", ExhaustionAttacks::memoryNobodyMaps);
        all.put("output flood", ExhaustionAttacks::outputFlood);
        all.put("fill /tmp and /dev/shm", ExhaustionAttacks::fillTemporaryFolders);
        all.put("fill the disk", ExhaustionAttacks::fillTheDisk);
        all.put("reserve the disk at once", ExhaustionAttacks::reserveTheDisk);
        all.put("fill the inodes", ExhaustionAttacks::fillTheInodes);
        all.put("descriptor exhaustion", ExhaustionAttacks::descriptorExhaustion);
        all.put("zombies", ExhaustionAttacks::zombies);
        all.put("starve another's processor", ExhaustionAttacks::starveAnother);
        return all;
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
        KernelAttacks.denied(
                arena, "ENOTSUP", "call(285, os.open('x', os.O_CREAT | os.O_RDWR), 0, 0, 1 << 20)");
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
