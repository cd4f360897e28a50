package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is tried to reach somebody over the network.
final class NetworkAttacks {

    private NetworkAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("reach the network", NetworkAttacks::reachTheNetwork);
        all.put("reach the host's loopback", NetworkAttacks::reachTheHostsLoopback);
        all.put("reach the host through the way out", NetworkAttacks::reachTheHostThroughTheWayOut);
        all.put("flood the way out", NetworkAttacks::floodTheWayOut);
        all.put("reach the hypervisor by vsock", NetworkAttacks::reachTheHypervisor);
        return all;
    }

    private static void reachTheNetwork(Arena arena) throws Exception {
        String script =
                """
                import socket
                for address in ['192.0.2.1', '169.254.169.254', '8.8.8.8']:
                    try:
                        socket.create_connection((address, 80), 2)
                        print('reached')
                    except OSError as e:
                        print(e.errno)
                print(sorted(name for _, name in socket.if_nameindex()))
                """;
        assertEquals(
                List.of("101", "101", "101", "['lo']"),
                arena.python(script).out().lines().toList());
        try (RunningWorkspace workspace = arena.workspace()) {
            assertEquals(
                    List.of("101", "101", "101", "['lo']"),
                    Arena.python(workspace, script, ProcessLimits.NONE).out().lines().toList());
        }
    }

    private static void reachTheHostsLoopback(Arena arena) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said =
                    arena.python(
                            """
                            import socket
                            try:
                                socket.create_connection(('127.0.0.1', %d), 2)
                                print('reached')
                            except ConnectionRefusedError:
                                print('refused')
                            """
                                    .formatted(server.getLocalPort()));
            assertEquals("refused", said.out().strip());
        }
    }

    /// Asks the proxy of a workspace for each of `targets`, given as a Python list, and prints what it answers.
    private static String asking(String targets) {
        return """
        import socket, time
        def ask(line):
            for _ in range(200):
                try:
                    s = socket.create_connection(('127.0.0.1', 3128), 5)
                    break
                except ConnectionRefusedError:
                    time.sleep(0.05)
            s.settimeout(20)
            s.sendall(line.encode() + b'\\r\\n\\r\\n')
            answer = b''
            while b'\\r\\n' not in answer:
                piece = s.recv(4096)
                if not piece:
                    break
                answer += piece
            return s, answer.split(b' ')[1].decode() if b' ' in answer else 'nothing'
        for target in %s:
            s, status = ask(target)
            print(status, target)
        """
                .formatted(targets);
    }

    /// The allowed destination is reached, so that the refusals mean something.
    private static void reachTheHostThroughTheWayOut(Arena arena) throws Exception {
        var loopback = InetAddress.getByName("127.0.0.1");
        try (var allowed = new ServerSocket(0, 50, loopback);
                var service = new ServerSocket(0, 50, loopback);
                var everywhere = new ServerSocket(0);
                Arena open =
                        Arena.open(
                                arena.isExact(),
                                0,
                                Optional.of(List.of("127.0.0.1:" + allowed.getLocalPort())));
                RunningWorkspace workspace = open.workspace()) {
            String own = InetAddress.getLocalHost().getHostAddress();
            var targets = new java.util.ArrayList<String>();
            for (int port :
                    List.of(
                            allowed.getLocalPort(),
                            service.getLocalPort(),
                            everywhere.getLocalPort())) {
                for (String host :
                        List.of(
                                "localhost",
                                "LOCALHOST",
                                "localhost.",
                                "2130706433",
                                "0x7f000001",
                                "0177.0.0.1",
                                "127.1",
                                "127.0.0.2",
                                "[::1]",
                                "[::ffff:127.0.0.1]",
                                "[0:0:0:0:0:ffff:7f00:1]",
                                "0",
                                "0.0.0.0",
                                "[::]",
                                own,
                                InetAddress.getLocalHost().getHostName(),
                                "169.254.169.254",
                                "user@127.0.0.1",
                                "127.0.0.1 ",
                                "127.0.0.1%00",
                                "unlisted.example")) {
                    if (port != allowed.getLocalPort() || !host.equals("127.0.0.1")) {
                        targets.add("CONNECT %s:%d HTTP/1.1".formatted(host, port));
                        targets.add("GET http://%s:%d/ HTTP/1.1".formatted(host, port));
                    }
                }
            }
            for (int port : List.of(service.getLocalPort(), everywhere.getLocalPort())) {
                targets.add("CONNECT 127.0.0.1:%d HTTP/1.1".formatted(port));
                targets.add("GET http://127.0.0.1:%d/ HTTP/1.1".formatted(port));
                targets.add(
                        "GET http://127.0.0.1:%d@127.0.0.1:%d/ HTTP/1.1"
                                .formatted(allowed.getLocalPort(), port));
            }
            String quoted = targets.stream().map(t -> "'" + t + "'").toList().toString();
            Said said = Arena.python(workspace, asking(quoted), ProcessLimits.NONE);
            assertEquals(targets.size(), said.out().lines().count(), said.out() + said.err());
            assertTrue(said.out().lines().allMatch(line -> line.matches("40[03] .*")), said.out());
            assertTrue(said.out().contains("403 CONNECT unlisted.example"), said.out());
            Said fine =
                    Arena.python(
                            workspace,
                            asking(
                                    "['CONNECT 127.0.0.1:%d HTTP/1.1']"
                                            .formatted(allowed.getLocalPort())),
                            ProcessLimits.NONE);
            assertTrue(fine.out().startsWith("200 "), fine.out() + fine.err());
            assertEquals(
                    "refused",
                    arena.python(
                                    """
                                    import socket
                                    try:
                                        socket.create_connection(('127.0.0.1', 3128), 2)
                                        print('reached')
                                    except ConnectionRefusedError:
                                        print('refused')
                                    """)
                            .out()
                            .strip());
        }
    }

    /// Many connections, and heads without an end, cost this workspace its way out for a while, and nobody else.
    private static void floodTheWayOut(Arena arena) throws Exception {
        try (Arena open = Arena.open(arena.isExact(), 0, Optional.of(List.of()));
                RunningWorkspace flooding = open.workspace();
                RunningWorkspace calm = open.workspace()) {
            Said flood =
                    Arena.python(
                            flooding,
                            asking("[]")
                                    + """
                                    ask('CONNECT unlisted.example:443 HTTP/1.1')
                                    held = []
                                    for i in range(60):
                                        try:
                                            s = socket.create_connection(('127.0.0.1', 3128), 0.02)
                                            s.setblocking(False)
                                            s.send(b'CONNECT ' + b'x' * 20000)
                                            held.append(s)
                                        except OSError:
                                            pass
                                    print('held', len(held) > 0)
                                    """,
                            ProcessLimits.NONE);
            assertEquals("held True", flood.out().strip(), flood.err());
            Said other =
                    Arena.python(
                            calm,
                            asking("['CONNECT unlisted.example:443 HTTP/1.1']"),
                            ProcessLimits.NONE);
            assertEquals("403 CONNECT unlisted.example:443 HTTP/1.1", other.out().strip());
        }
    }

    private static void reachTheHypervisor(Arena arena) throws Exception {
        Said said =
                arena.python(
                        """
                        import socket, errno
                        for family in [40, 38, 17, 31]:
                            try:
                                socket.socket(family, socket.SOCK_STREAM if family == 40 else socket.SOCK_RAW)
                                print('made')
                            except OSError as e:
                                print(errno.errorcode[e.errno])
                        """);
        assertEquals(
                "EAFNOSUPPORT ".repeat(4).strip(), String.join(" ", said.out().lines().toList()));
    }
}
