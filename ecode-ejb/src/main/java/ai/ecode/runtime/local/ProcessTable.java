package ai.ecode.runtime.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// All processes of the host at one moment, as `/proc` shows them (proc(5)). One look is shared by all who watch.
final class ProcessTable {

    /// Clock ticks per second in `/proc`, the same on every Linux that this driver runs on.
    private static final long TICKS = 100;

    private static final Path PROC = Path.of("/proc");

    /// @param startTicks tells a process from a later one with the same pid
    /// @param cpuMillis with that of its ended and waited-for children
    /// @param threads how many it has
    record Entry(long pid, long parent, char state, long startTicks, long cpuMillis, long threads) {

        boolean isSameAs(Entry other) {
            return pid == other.pid && startTicks == other.startTicks;
        }
    }

    private final Map<Long, Entry> byPid;
    private final Map<Long, List<Entry>> byParent = new HashMap<>();

    private ProcessTable(Map<Long, Entry> byPid) {
        this.byPid = byPid;
        byPid.values()
                .forEach(e -> byParent.computeIfAbsent(e.parent, _ -> new ArrayList<>()).add(e));
    }

    static ProcessTable now() {
        var found = new HashMap<Long, Entry>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Entry entry = entry(Long.parseLong(String.valueOf(process.getFileName())));
                if (entry != null) {
                    found.put(entry.pid, entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // What was read until now is what there is to see.
        }
        return new ProcessTable(found);
    }

    @Nullable Entry get(long pid) {
        return byPid.get(pid);
    }

    /// The processes that `root` started, and those they did; without itself.
    List<Entry> below(long root) {
        var found = new ArrayList<Entry>();
        var open = new ArrayDeque<Long>();
        open.add(root);
        while (!open.isEmpty()) {
            for (Entry child : byParent.getOrDefault(open.remove(), List.of())) {
                found.add(child);
                open.add(child.pid);
            }
        }
        return found;
    }

    /// Null when the process is gone.
    static @Nullable Entry entry(long pid) {
        String stat = read(PROC.resolve(pid + "/stat"), 1024);
        int named = stat.lastIndexOf(')');
        if (named < 0) {
            return null;
        }
        String[] fields = stat.substring(named + 2).split(" ", -1);
        if (fields.length < 20) {
            return null;
        }
        // Fields 3, 4, 14 to 17, 20 and 22 of proc(5), counted from the state.
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new Entry(
                pid,
                Long.parseLong(fields[1]),
                fields[0].charAt(0),
                Long.parseLong(fields[19]),
                ticks * 1000 / TICKS,
                Long.parseLong(fields[17]));
    }

    /// Memory that would be free without this process: its own pages and those it shares through memory files.
    static long ownMemoryBytes(long pid) {
        long kilobytes = 0;
        for (String line : read(PROC.resolve(pid + "/status"), 8192).lines().toList()) {
            if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:")) {
                String[] words = line.split("\\s+", -1);
                kilobytes += Long.parseLong(words[1]);
            }
        }
        return kilobytes * 1024;
    }

    /// How often the process's threads that are alive were given a processor, all together; 0 when it is gone.
    static long turns(long pid) {
        long turns = 0;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                // Time on a processor, time in wait for one, number of turns.
                String[] fields = read(thread.resolve("schedstat"), 128).strip().split(" ", -1);
                turns += fields.length == 3 ? Long.parseLong(fields[2]) : 0;
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // It ended; so it ran.
        }
        return turns;
    }

    /// The number that the innermost pid namespace gives the process; empty when it is gone.
    static OptionalLong numberInside(long pid) {
        for (String line : read(PROC.resolve(pid + "/status"), 8192).lines().toList()) {
            if (line.startsWith("NSpid:")) {
                String[] words = line.split("\\s+", -1);
                return OptionalLong.of(Long.parseLong(words[words.length - 1]));
            }
        }
        return OptionalLong.empty();
    }

    /// The processes that this one started and that still are, by the kernel's own list where it keeps one.
    static List<Long> childrenOf(long pid) {
        Path list = PROC.resolve(pid + "/task/" + pid + "/children");
        if (Files.exists(list)) {
            var children = new ArrayList<Long>();
            for (String child : read(list, 65536).strip().split(" ", -1)) {
                if (!child.isEmpty()) {
                    children.add(Long.parseLong(child));
                }
            }
            return children;
        }
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String read(Path file, int atMost) {
        try (var in = new RandomAccessFile(file.toString(), "r")) {
            byte[] bytes = new byte[atMost];
            int length = 0;
            while (length < atMost) {
                int read = in.read(bytes, length, atMost - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
