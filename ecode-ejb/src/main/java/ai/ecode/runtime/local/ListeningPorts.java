package ai.ecode.runtime.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who listens in a sandbox's network namespace, as the kernel tells in `/proc/PID/net/tcp` (proc_pid_net(5)).
final class ListeningPorts {

    /// Where the way out listens: no server of the workspace's people.
    static final int EGRESS = 3128;

    /// `0: 0100007F:1435 00000000:0000 0A …`: number, local address, remote address, state; 0A is LISTEN.
    private static final Pattern LISTENING =
            Pattern.compile("\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A .*");

    private ListeningPorts() {}

    /// Empty when the process is gone.
    static Set<Integer> of(long pid) {
        var ports = new TreeSet<Integer>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/net/" + table))) {
                lines.map(LISTENING::matcher)
                        .filter(line -> line.matches())
                        .map(line -> Integer.parseInt(line.group(1), 16))
                        .forEach(ports::add);
            } catch (IOException | java.io.UncheckedIOException gone) {
                // It ended, or has no such protocol: nobody listens.
            }
        }
        ports.remove(EGRESS);
        return ports;
    }
}
