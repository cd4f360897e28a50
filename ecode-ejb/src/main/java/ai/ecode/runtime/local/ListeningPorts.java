package ai.ecode.runtime.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who listens in a sandbox's network namespace, as the kernel tells in `/proc/PID/net/tcp` (proc_pid_net(5)).
///
/// The kernel walks the whole host's table of connections for each reading, which takes milliseconds however few are in this
/// namespace. How many sockets are in use there it knows at once (`sockstat`), so the tables are read when that changed, and
/// now and then for ports that were exchanged between two looks. May be used by any thread.
final class ListeningPorts {

    /// Where the way out listens: no server of the workspace's people.
    static final int EGRESS = 3128;

    private static final int LOOKS_AT_COUNTS = 30;

    /// `0: 0100007F:1435 00000000:0000 0A …`: number, local address, remote address, state; 0A is LISTEN.
    private static final Pattern LISTENING =
            Pattern.compile("\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A .*");

    /// `TCP: inuse 3 orphan 0 …` and `TCP6: inuse 0`.
    private static final Pattern IN_USE = Pattern.compile("(TCP6?: inuse \\d+)\\b.*");

    private final Path tables;

    /// Guarded by this.
    private Set<Integer> ports = Set.of();

    /// Guarded by this.
    private String counts = "";

    /// Guarded by this.
    private int looks;

    ListeningPorts(long pid) {
        this(Path.of("/proc/" + pid + "/net"));
    }

    ListeningPorts(Path tables) {
        this.tables = tables;
    }

    /// Empty when the process is gone.
    synchronized Set<Integer> now() {
        // Counted first: a socket that comes in between changes the next count.
        String now = counted();
        if (now.isEmpty() || !now.equals(counts) || ++looks >= LOOKS_AT_COUNTS) {
            ports = read();
            counts = now;
            looks = 0;
        }
        return ports;
    }

    /// Empty where the kernel does not tell.
    private String counted() {
        return Stream.of("sockstat", "sockstat6")
                .flatMap(this::lines)
                .map(IN_USE::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .collect(Collectors.joining(", "));
    }

    private Set<Integer> read() {
        var listening = new TreeSet<Integer>();
        Stream.of("tcp", "tcp6")
                .flatMap(this::lines)
                .map(LISTENING::matcher)
                .filter(line -> line.matches())
                .map(line -> Integer.parseInt(line.group(1), 16))
                .forEach(listening::add);
        listening.remove(EGRESS);
        return Set.copyOf(listening);
    }

    /// None when the process ended or has no such protocol.
    private Stream<String> lines(String table) {
        try {
            return Files.readAllLines(tables.resolve(table)).stream();
        } catch (IOException | UncheckedIOException gone) {
            return Stream.of();
        }
    }
}
