package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;

/// Which system calls code in a sandbox may not make: those that reach past its namespaces, speak to devices or other
/// machines' buses, or are a wide door into the kernel that no program here needs. Numbers from the kernel's
/// `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`.
final class SystemCalls {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final int EAFNOSUPPORT = 97;

    /// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET of linux/sched.h.
    private static final int NEW_NAMESPACES =
            0x00020000
                    | 0x02000000
                    | 0x04000000
                    | 0x08000000
                    | 0x10000000
                    | 0x20000000
                    | 0x40000000;

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;
    private static final int TIOCSETD = 0x5423;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;

    /// A call that always fails, with its number on both architectures (-1: not there).
    private enum Denied {
        ACCT(163, 89),
        ADD_KEY(248, 217),
        ADJTIMEX(159, 171),
        BPF(321, 280),
        CHROOT(161, 51),
        CLOCK_ADJTIME(305, 266),
        CLOCK_SETTIME(227, 112),
        CREATE_MODULE(174, -1),
        DELETE_MODULE(176, 106),
        FANOTIFY_INIT(300, 262),
        FINIT_MODULE(313, 273),
        FSCONFIG(431, 431),
        FSMOUNT(432, 432),
        FSOPEN(430, 430),
        FSPICK(433, 433),
        INIT_MODULE(175, 105),
        IOPERM(173, -1),
        IOPL(172, -1),
        KCMP(312, 272),
        KEXEC_FILE_LOAD(320, 294),
        KEXEC_LOAD(246, 104),
        KEYCTL(250, 219),
        LOOKUP_DCOOKIE(212, 18),
        MBIND(237, 235),
        MEMFD_SECRET(447, 447),
        MIGRATE_PAGES(256, 238),
        MODIFY_LDT(154, -1),
        MOUNT(165, 40),
        MOUNT_SETATTR(442, 442),
        MOVE_MOUNT(429, 429),
        MOVE_PAGES(279, 239),
        NAME_TO_HANDLE_AT(303, 264),
        NFSSERVCTL(180, 42),
        OPEN_BY_HANDLE_AT(304, 265),
        OPEN_TREE(428, 428),
        PERF_EVENT_OPEN(298, 241),
        PIDFD_GETFD(438, 438),
        PIVOT_ROOT(155, 41),
        PROCESS_MADVISE(440, 440),
        PROCESS_VM_READV(310, 270),
        PROCESS_VM_WRITEV(311, 271),
        PTRACE(101, 117),
        QUERY_MODULE(178, -1),
        QUOTACTL(179, 60),
        QUOTACTL_FD(443, 443),
        REBOOT(169, 142),
        REQUEST_KEY(249, 218),
        SETDOMAINNAME(171, 162),
        SETHOSTNAME(170, 161),
        SETNS(308, 268),
        SETTIMEOFDAY(164, 170),
        SET_MEMPOLICY(238, 237),
        SWAPOFF(168, 225),
        SWAPON(167, 224),
        SYSFS(139, -1),
        SYSLOG(103, 116),
        UMOUNT2(166, 39),
        UNSHARE(272, 97),
        USELIB(134, -1),
        USERFAULTFD(323, 282),
        VHANGUP(153, 58),
        VMSPLICE(278, 75);

        private final int x86;
        private final int arm;

        Denied(int x86, int arm) {
            this.x86 = x86;
            this.arm = arm;
        }
    }

    private SystemCalls() {}

    /// The filter as bubblewrap's `--seccomp` reads it.
    ///
    /// @param countedMemory false where no cgroup counts memory: then the ways to hold memory that no look at the
    ///     processes finds (memfd, System V segments) are closed as well
    static byte[] filter(boolean countedMemory) {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64", "x86_64" -> filter(true, countedMemory);
            case "aarch64", "arm64" -> filter(false, countedMemory);
            default ->
                    throw new ECodeException(
                            ErrorCode.SANDBOX_UNAVAILABLE,
                            "No system call filter is known for the processor " + architecture);
        };
    }

    private static byte[] filter(boolean x86, boolean countedMemory) {
        var program = new BpfProgram(x86 ? 0xC000003E : 0xC00000B7);
        // What this filter does not know yet is not there; on x86 that takes the x32 calls (from
        // 0x40000000) along.
        program.failFrom(463, ENOSYS);
        // Its flags lie in memory, where no filter can look: libc falls back to clone.
        program.fail(435, ENOSYS);
        program.failOnBits(x86 ? 56 : 220, 0, NEW_NAMESPACES, EPERM);
        program.failOnValues(x86 ? 16 : 29, 1, EPERM, TIOCSTI, TIOCLINUX, TIOCSETD);
        int socket = x86 ? 41 : 198;
        // vsock would reach the hypervisor past the network namespace; packet, alg and the rest are
        // kernel surface.
        program.failUnlessValue(socket, 0, EAFNOSUPPORT, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK);
        program.failUnlessValue(x86 ? 53 : 199, 0, EAFNOSUPPORT, AF_UNIX);
        program.failUnlessValue(x86 ? 135 : 92, 0, EPERM, 0, 0xffffffff);
        for (int ioUring = 425; ioUring <= 427; ioUring++) {
            program.fail(ioUring, ENOSYS);
        }
        for (Denied call : Denied.values()) {
            int number = x86 ? call.x86 : call.arm;
            if (number >= 0) {
                program.fail(number, EPERM);
            }
        }
        // Reserves a disk faster than anybody can look; libc writes instead.
        program.fail(x86 ? 285 : 47, EOPNOTSUPP);
        if (!countedMemory) {
            program.fail(x86 ? 319 : 279, ENOSYS); // memfd_create
            program.fail(x86 ? 29 : 194, ENOSYS); // shmget
        }
        return program.assemble();
    }
}
