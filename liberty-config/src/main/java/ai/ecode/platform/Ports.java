package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import ai.ecode.platform.Settings.NamedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Ports of the loopback address.
public final class Ports {
    private Ports() {}

    /// @throws PlatformException naming the first port that is taken, or asked for twice, and the setting that moves it
    public static void requireFree(List<NamedPort> ports) {
        var askedBy = new HashMap<Integer, String>();
        for (var port : ports) {
            var other = askedBy.put(port.number(), port.setting());
            if (other != null) {
                throw new PlatformException(
                        Reason.PORT_TAKEN,
                        "%s and %s are both %d: give one of them another port"
                                .formatted(other, port.setting(), port.number()));
            }
            if (!isFree(port.number())) {
                throw new PlatformException(
                        Reason.PORT_TAKEN,
                        "Port %d is taken by another program: stop that, or set %s to a free port"
                                .formatted(port.number(), port.setting()));
            }
        }
    }

    /// Different ports that were free a moment ago.
    public static List<Integer> free(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
