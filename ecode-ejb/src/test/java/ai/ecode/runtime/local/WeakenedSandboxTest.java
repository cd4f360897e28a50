package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The attacks are worth something only when they succeed against a sandbox that lacks what holds them. Each defence is
/// taken out of the command that starts a sandbox, alone.
@Tag("attack")
class WeakenedSandboxTest {

    /// @param pattern what of the command it is
    /// @param without what stands there when it is taken away
    /// @param attack which then succeeds
    private record Defence(String name, String pattern, String without, String attack) {

        static Defence option(String name, String option, String attack) {
            return new Defence(name, " '" + option + "'", "", attack);
        }

        static Defence bound(String name, String bytes, String attack) {
            return new Defence(name, "'--size' '" + bytes + "'", "'--size' '99999744'", attack);
        }
    }

    private static final List<Defence> DEFENCES =
            List.of(
                    Defence.option("a network of its own", "--unshare-net", "reach the network"),
                    Defence.option(
                            "IPC of its own", "--unshare-ipc", "share a namespace with the host"),
                    new Defence(
                            "a host name of its own",
                            " '--unshare-uts'(.*) '--hostname' 'ecode'",
                            "$1",
                            "share a namespace with the host"),
                    new Defence(
                            "processes of its own",
                            " '--unshare-pid'(.*) '--as-pid-1'",
                            "$1",
                            "/proc and /sys"),
                    Defence.option("the system call filter", "--seccomp' '3", "kernel surface"),
                    Defence.option("the filter of debuggers", "--seccomp' '3", "ptrace"),
                    Defence.bound("the bound of /tmp", "67108864", "fill /tmp and /dev/shm"),
                    Defence.bound("the bound of /dev/shm", "16777216", "fill /tmp and /dev/shm"),
                    Defence.option("a read-only root", "--remount-ro' '/", "change the system"),
                    Defence.option("a read-only /dev", "--remount-ro' '/dev", "change the system"),
                    new Defence(
                            "an /etc without people",
                            "'--ro-bind' '[^']*' '/etc'",
                            "'--ro-bind' '/etc' '/etc'",
                            "learn who uses the host"),
                    new Defence(
                            "a limit of descriptors",
                            "ulimit -n \\d+",
                            ":",
                            "descriptor exhaustion"),
                    new Defence("a limit of a file", "ulimit -f \\d+", ":", "fill the disk"));

    @TestFactory
    Stream<DynamicTest> noticesThatOneIsMissing() {
        return DEFENCES.stream().map(WeakenedSandboxTest::test);
    }

    private static DynamicTest test(Defence defence) {
        return dynamicTest(
                "without %s: %s".formatted(defence.name, defence.attack), () -> weaken(defence));
    }

    private static void weaken(Defence defence) throws Exception {
        var found = new AtomicBoolean();
        var attack = Objects.requireNonNull(Attacks.all().get(defence.attack));
        try (Arena arena =
                Arena.weakened(
                        false,
                        part -> {
                            String less = part.replaceFirst(defence.pattern, defence.without);
                            found.compareAndSet(false, !less.equals(part));
                            return less;
                        })) {
            assertTrue(arena.driver.readiness().ready(), arena.driver.readiness().detail());
            assertTrue(found.get(), "The command has no such part: " + defence.pattern);
            assertThrows(AssertionError.class, () -> attack.on(arena));
        }
    }
}
