package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressHostTest {

    @ParameterizedTest
    @CsvSource({
        "registry.example.org, registry.example.org",
        "' Registry.Example.ORG ', registry.example.org",
        "registry.example.org:8443, registry.example.org:8443",
        "xn--bcher-kva.example, xn--bcher-kva.example"
    })
    void namesWithOrWithoutAPort(String given, String kept) {
        assertEquals(kept, new EgressHost(given).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:5432",
                "db.localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "[::1]:443",
                "::1",
                "example.org:0",
                "example.org:65536",
                "example.org:",
                "https://example.org",
                "example.org/path",
                "*.example.org",
                "exa mple.org",
                "example.org\nother.org",
                "intranet",
                "-a.example.org",
                "user@example.org"
            })
    void addressesWildcardsAndThePlatformsOwnMachineAreRefused(String given) {
        assertThrows(ECodeException.class, () -> new EgressHost(given));
    }
}
