package ai.ecode.runtime.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A group of processes that the kernel counts and limits together, in cgroup v1 (one folder per controller) or v2 (one
/// for all). Any thread may use it; every method is a few reads or writes of kernel files.
final class Cgroup implements AutoCloseable {

    private static final long PERIOD_MICROS = 100_000;

    /// v2: all four the same folder. v1: one each, `cpu` null where that controller is not there.
    private record Folders(Path memory, Path pids, Path cpuTime, @Nullable Path cpu) {

        Folders child(String name) {
            return new Folders(
                    memory.resolve(name),
                    pids.resolve(name),
                    cpuTime.resolve(name),
                    cpu == null ? null : cpu.resolve(name));
        }

        List<Path> distinct() {
            var all = new ArrayList<>(List.of(memory, pids, cpuTime));
            if (cpu != null) {
                all.add(cpu);
            }
            return all.stream().distinct().toList();
        }
    }

    private final boolean v2;
    private final Folders folders;

    private Cgroup(boolean v2, Folders folders) {
        this.v2 = v2;
        this.folders = folders;
    }

    /// The group that lies at these folders of cgroup v1; `cpu` may be null.
    static Cgroup v1(Path memory, Path pids, Path cpuTime, @Nullable Path cpu) {
        return new Cgroup(false, new Folders(memory, pids, cpuTime, cpu));
    }

    /// The group that lies at this folder of cgroup v2.
    static Cgroup v2(Path folder) {
        return new Cgroup(true, new Folders(folder, folder, folder, folder));
    }

    boolean isV2() {
        return v2;
    }

    /// Makes a group below this one. In v2 this one may hold no process of its own then.
    Cgroup child(String name) throws IOException {
        if (v2) {
            delegate();
        }
        var child = new Cgroup(v2, folders.child(name));
        for (Path folder : child.folders.distinct()) {
            Files.createDirectories(folder);
        }
        return child;
    }

    /// v2: lets children be limited.
    private void delegate() throws IOException {
        Path control = folders.memory.resolve("cgroup.subtree_control");
        String enabled = read(control);
        for (String controller : List.of("memory", "pids", "cpu")) {
            if (!List.of(enabled.strip().split(" ", -1)).contains(controller)) {
                write(control, "+" + controller);
            }
        }
    }

    /// The files to which a process writes `0` to enter.
    List<Path> entrances() {
        return folders.distinct().stream().map(f -> f.resolve("cgroup.procs")).toList();
    }

    /// Moves a process in; what it starts from now on is in as well.
    void enter(long pid) throws IOException {
        for (Path entrance : entrances()) {
            write(entrance, Long.toString(pid));
        }
    }

    void limitMemory(long bytes) throws IOException {
        if (v2) {
            write(folders.memory.resolve("memory.max"), Long.toString(bytes));
            Path swap = folders.memory.resolve("memory.swap.max");
            if (Files.exists(swap)) {
                write(swap, "0");
            }
            return;
        }
        Path withSwap = folders.memory.resolve("memory.memsw.limit_in_bytes");
        Path limit = folders.memory.resolve("memory.limit_in_bytes");
        boolean counted = Files.exists(withSwap);
        // The kernel keeps memory <= memory + swap at every moment: raise the one that must be
        // larger first.
        if (counted && bytes > readLong(limit)) {
            write(withSwap, Long.toString(bytes));
        }
        write(limit, Long.toString(bytes));
        if (counted) {
            write(withSwap, Long.toString(bytes));
        }
    }

    void limitProcesses(int count) throws IOException {
        write(folders.pids.resolve("pids.max"), Integer.toString(count));
    }

    void limitCpu(int millicores) throws IOException {
        long quota = PERIOD_MICROS * millicores / 1000;
        if (v2) {
            write(folders.cpuTime.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        } else if (folders.cpu != null) {
            write(folders.cpu.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        }
    }

    long cpuMillis() {
        return cpuNanos() / 1_000_000;
    }

    long cpuNanos() {
        if (v2) {
            return field(folders.cpuTime.resolve("cpu.stat"), "usage_usec") * 1000;
        }
        return readLong(folders.cpuTime.resolve("cpuacct.usage"));
    }

    long memoryBytes() {
        return readLong(folders.memory.resolve(v2 ? "memory.current" : "memory.usage_in_bytes"));
    }

    /// The most memory held at once since the group was made.
    long peakMemoryBytes() {
        long peak =
                readLong(folders.memory.resolve(v2 ? "memory.peak" : "memory.max_usage_in_bytes"));
        return peak > 0 ? peak : memoryBytes();
    }

    /// How often the kernel killed one of its processes for want of memory.
    long killsForMemory() {
        return field(
                folders.memory.resolve(v2 ? "memory.events" : "memory.oom_control"), "oom_kill");
    }

    /// How often the kernel refused it one process more.
    long refusedProcesses() {
        return field(folders.pids.resolve("pids.events"), "max");
    }

    /// Has the peak count from now on. Version 1 only.
    void forgetPeak() throws IOException {
        write(folders.memory.resolve("memory.max_usage_in_bytes"), "0");
    }

    /// The processes in this group itself, as the host numbers them.
    List<Long> pids() {
        var pids = new ArrayList<Long>();
        for (String line : read(folders.pids.resolve("cgroup.procs")).lines().toList()) {
            if (!line.isBlank()) {
                pids.add(Long.parseLong(line.strip()));
            }
        }
        return pids;
    }

    /// Kills all processes in this group, those that are being forked included.
    void kill() {
        Path all = folders.pids.resolve("cgroup.kill");
        if (v2 && Files.exists(all)) {
            try {
                write(all, "1");
                return;
            } catch (IOException e) {
                // An old kernel: one by one.
            }
        }
        // A process that forks faster than this loop runs into pids.max; each round leaves fewer.
        for (int round = 0; round < 100; round++) {
            List<Long> left = pids();
            if (left.isEmpty()) {
                return;
            }
            for (long pid : left) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /// Removes the group; false while it still holds processes or children.
    boolean remove() {
        boolean gone = true;
        for (Path folder : folders.distinct()) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                gone = false;
            }
        }
        return gone;
    }

    /// Kills what is left and removes the group with those below it, waiting for the processes to be gone.
    @Override
    public void close() {
        for (Path below : children()) {
            String name = String.valueOf(below.getFileName());
            new Cgroup(v2, folders.child(name)).close();
        }
        for (int round = 0; round < 200 && !remove(); round++) {
            kill();
            try {
                Thread.sleep(round < 20 ? 1 : 20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Removes the groups that servers left here which were killed: their names hold the pid of who made them.
    void removeAbandoned(Pattern names) {
        for (Path below : children()) {
            Matcher name = names.matcher(String.valueOf(below.getFileName()));
            if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                new Cgroup(v2, folders.child(name.group())).close();
            }
        }
    }

    private List<Path> children() {
        var found = new ArrayList<Path>();
        for (Path folder : folders.distinct()) {
            try (var entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
                entries.forEach(found::add);
            } catch (IOException e) {
                // Gone meanwhile.
            }
        }
        return found;
    }

    private static long field(Path file, String name) {
        for (String line : read(file).lines().toList()) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).strip());
            }
        }
        return 0;
    }

    private static long readLong(Path file) {
        String text = read(file).strip();
        return text.isEmpty() || text.equals("max") ? 0 : Long.parseLong(text);
    }

    /// Empty when the group is gone.
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(Path file, String value) throws IOException {
        Files.writeString(file, value, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    }

    @Override
    public String toString() {
        return Optional.ofNullable(folders.memory.getFileName()).map(Path::toString).orElse("");
    }
}
