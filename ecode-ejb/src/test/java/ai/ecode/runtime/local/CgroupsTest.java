package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads and writes as kernels of either version lay their files out; the real one is asked by the contract's tests.
class CgroupsTest {

    @TempDir private Path folder;

    private void file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void readsAndLimitsVersionTwo() throws IOException {
        for (String name : List.of("memory.max", "memory.swap.max", "pids.max", "cpu.max")) {
            file(name, "max\n");
        }
        file("cpu.stat", "usage_usec 1234567\nuser_usec 1\n");
        file("memory.current", "4096\n");
        file("memory.peak", "8192\n");
        file("memory.events", "low 0\noom 1\noom_kill 1\n");
        file("pids.events", "max 3\n");
        file("cgroup.procs", "12\n345\n");
        Cgroup group = Cgroup.v2(folder);
        group.limitMemory(1 << 20);
        group.limitProcesses(7);
        group.limitCpu(500);
        assertEquals("1048576", Files.readString(folder.resolve("memory.max")).strip());
        assertEquals("0", Files.readString(folder.resolve("memory.swap.max")).substring(0, 1));
        assertTrue(Files.readString(folder.resolve("cpu.max")).startsWith("50000 100000"));
        assertEquals(1234, group.cpuMillis());
        assertEquals(8192, group.peakMemoryBytes());
        assertEquals(1, group.killsForMemory());
        assertEquals(3, group.refusedProcesses());
        assertEquals(List.of(12L, 345L), group.pids());
        assertEquals(List.of(folder.resolve("cgroup.procs")), group.entrances());
    }

    @Test
    void versionTwoLetsChildrenBeLimitedFirst() throws IOException {
        file("cgroup.subtree_control", "cpu\n");
        Cgroup.v2(folder).child("child");
        assertTrue(Files.isDirectory(folder.resolve("child")));
        assertTrue(Files.readString(folder.resolve("cgroup.subtree_control")).startsWith("+pids"));
    }

    @Test
    void readsVersionOne() throws IOException {
        file("memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
        file("memory/memory.max_usage_in_bytes", "77\n");
        file("cpuacct/cpuacct.usage", "5000000\n");
        file("pids/pids.events", "max 0\n");
        Cgroup group =
                Cgroup.v1(
                        folder.resolve("memory"),
                        folder.resolve("pids"),
                        folder.resolve("cpuacct"),
                        null);
        assertEquals(5, group.cpuMillis());
        assertEquals(77, group.peakMemoryBytes());
        assertEquals(0, group.killsForMemory());
        assertEquals(0, group.refusedProcesses());
        assertEquals(3, group.entrances().size());
    }

    @Test
    void findsNoPlaceWhereNothingCanBeWritten() throws IOException {
        file("mountinfo", "30 20 0:1 / " + folder.resolve("none") + " rw - cgroup2 cgroup2 rw\n");
        file("cgroup", "0::/nowhere\n");
        var found = new Cgroups(folder.resolve("mountinfo"), folder.resolve("cgroup")).make("x");
        assertTrue(found.isEmpty());
    }
}
