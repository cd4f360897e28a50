package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every named attack, as the user who runs the tests and, when that is root, as a normal user too; counted by the kernel
/// where a cgroup can be made, and sampled.
@Tag("attack")
class SandboxEscapeTest {

    private static final Map<Boolean, Arena> ARENAS = new LinkedHashMap<>();

    @AfterAll
    static void close() {
        ARENAS.values().forEach(Arena::close);
    }

    @TestFactory
    Stream<DynamicTest> holdsWhereTheKernelCounts() throws IOException {
        Arena arena = arena(true);
        assumeTrue(arena.isExact(), "no cgroup can be made here");
        return attacks(arena);
    }

    @TestFactory
    Stream<DynamicTest> holdsWhereUseIsSampled() throws IOException {
        return attacks(arena(false));
    }

    /// In a process of its own, since a server cannot change its user.
    @TestFactory
    Stream<DynamicTest> holdsAsANormalUser() throws Exception {
        assumeTrue(HostSystem.isRoot(), "the other tests are this one");
        Map<String, String> results = OtherUser.run(AttackRun.class);
        return Attacks.all().keySet().stream()
                .map(name ->
                        dynamicTest(
                                name,
                                () ->
                                        assertEquals(
                                                "held", results.getOrDefault(name, "not tried"))));
    }

    @Test
    void knowsAtLeastFortyAttacks() {
        assertTrue(Attacks.all().size() >= 40);
    }

    private static Arena arena(boolean cgroup) throws IOException {
        Arena arena = ARENAS.get(cgroup);
        if (arena == null) {
            arena = Arena.open(cgroup);
            ARENAS.put(cgroup, arena);
        }
        Arena opened = arena;
        assertTrue(opened.driver.readiness().ready(), () -> opened.driver.readiness().detail());
        return opened;
    }

    private static Stream<DynamicTest> attacks(Arena arena) {
        return Attacks.all().entrySet().stream()
                .map(attack -> dynamicTest(attack.getKey(), () -> attack.getValue().on(arena)));
    }
}
