package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningPortsTest {

    private static final String HEAD = "  sl  local_address rem_address   st tx_queue\n";
    private static final String LISTENS =
            "   0: 0100007F:%04X 00000000:0000 0A 00000000:00000000\n";
    private static final String CONNECTED =
            "   1: 0100007F:1F90 0100007F:A2C4 01 00000000:00000000\n";

    @TempDir Path net;
    private ListeningPorts ports;

    @BeforeEach
    void look() {
        ports = new ListeningPorts(net);
    }

    private void tell(int sockets, int port) throws IOException {
        Files.writeString(
                net.resolve("sockstat"),
                "sockets: used 9\nTCP: inuse %d orphan 0 tw 0 alloc 62 mem 122\nUDP: inuse 0 mem 0\n"
                        .formatted(sockets));
        Files.writeString(net.resolve("sockstat6"), "TCP6: inuse 0\nUDP6: inuse 0\n");
        Files.writeString(net.resolve("tcp"), HEAD + LISTENS.formatted(port) + CONNECTED);
    }

    @Test
    void onlyWhoListensCounts() throws Exception {
        tell(2, 5173);
        assertEquals(Set.of(5173), ports.now());
    }

    @Test
    void theWayOutIsNoServer() throws Exception {
        tell(2, ListeningPorts.EGRESS);
        assertEquals(Set.of(), ports.now());
    }

    @Test
    void theTablesAreReadWhenTheCountChanges() throws Exception {
        tell(2, 5173);
        ports.now();
        tell(2, 8000);
        assertEquals(Set.of(5173), ports.now());
        tell(3, 8000);
        assertEquals(Set.of(8000), ports.now());
    }

    @Test
    void anExchangedPortIsSeenInTheEnd() throws Exception {
        tell(2, 5173);
        ports.now();
        tell(2, 8000);
        for (int i = 0; i < 30; i++) {
            ports.now();
        }
        assertEquals(Set.of(8000), ports.now());
    }

    @Test
    void whereNothingIsCountedTheTablesAreReadEachTime() throws Exception {
        tell(2, 5173);
        Files.delete(net.resolve("sockstat"));
        Files.delete(net.resolve("sockstat6"));
        ports.now();
        tell(2, 8000);
        Files.delete(net.resolve("sockstat"));
        Files.delete(net.resolve("sockstat6"));
        assertEquals(Set.of(8000), ports.now());
    }

    @Test
    void nobodyListensWhereTheProcessIsGone() throws Exception {
        tell(2, 5173);
        ports.now();
        for (String table : new String[] {"sockstat", "sockstat6", "tcp"}) {
            Files.delete(net.resolve(table));
        }
        assertEquals(Set.of(), ports.now());
    }
}
