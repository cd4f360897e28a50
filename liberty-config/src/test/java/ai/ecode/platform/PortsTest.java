package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.platform.PlatformException.Reason;
import ai.ecode.platform.Settings.NamedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortIsNamedWithItsSetting() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(taken);
        }
    }

    @Test
    void aPortTakenOnEveryAddressIsTakenOnLoopback() throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertRefused(taken);
        }
    }

    @Test
    void onePortForTwoSettingsNamesBoth() {
        int free = Ports.free(1).getFirst();
        var twice =
                List.of(
                        new NamedPort("ECODE_PORT", free),
                        new NamedPort("ECODE_KEYCLOAK_PORT", free));
        var refusal = assertThrows(PlatformException.class, () -> Ports.requireFree(twice));
        assertEquals(Reason.PORT_TAKEN, refusal.reason());
        assertTrue(
                refusal.getMessage()
                        .startsWith("ECODE_PORT and ECODE_KEYCLOAK_PORT are both " + free));
    }

    @Test
    void freePortsAreDifferentAndFree() {
        var ports = Ports.free(4);
        assertEquals(4, ports.stream().distinct().count());
        assertDoesNotThrow(() ->
                Ports.requireFree(
                        ports.stream().map(port -> new NamedPort("p" + port, port)).toList()));
    }

    private static void assertRefused(ServerSocket taken) {
        var ports = List.of(new NamedPort("ECODE_DATABASE_PORT", taken.getLocalPort()));
        var refusal = assertThrows(PlatformException.class, () -> Ports.requireFree(ports));
        assertEquals(Reason.PORT_TAKEN, refusal.reason());
        assertTrue(
                refusal.getMessage().contains("Port " + taken.getLocalPort()),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains("ECODE_DATABASE_PORT"), refusal.getMessage());
    }
}
