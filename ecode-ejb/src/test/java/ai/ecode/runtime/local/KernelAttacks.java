package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is tried on the kernel.
final class KernelAttacks {

    private KernelAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("/proc and /sys", KernelAttacks::procAndSys);
        all.put("rid process 1 of its filter", KernelAttacks::ridProcessOneOfItsFilter);
        all.put("ptrace", KernelAttacks::ptrace);
        all.put("mount", KernelAttacks::mount);
        all.put("nested user namespace", KernelAttacks::nestedUserNamespace);
        all.put("kernel surface", KernelAttacks::kernelSurface);
        all.put("TIOCSTI", KernelAttacks::tiocsti);
        all.put("change the system", KernelAttacks::changeTheSystem);
        all.put("gain privileges", KernelAttacks::gainPrivileges);
        return all;
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

    static void denied(Arena arena, String how, String... calls) throws Exception {
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
