package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.platform.PlatformException.Reason;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path CHECKOUT = Path.of("/a checkout");

    @Test
    void withoutVariablesItListensOnTheKnownPortsAndKeepsItsDataInTheCheckout() {
        var settings = Settings.of(CHECKOUT, Map.of());
        assertEquals(9080, settings.port());
        assertEquals(9081, settings.previewPort());
        assertEquals(9180, settings.keycloakPort());
        assertEquals(9432, settings.databasePort());
        assertEquals(CHECKOUT.resolve(".ecode"), settings.data());
        assertEquals(Optional.empty(), settings.demoPassword());
    }

    @Test
    void anEmptyVariableIsAnAbsentOne() {
        var settings =
                Settings.of(
                        CHECKOUT,
                        Map.of("ECODE_PORT", "", "ECODE_DATA", "", "ECODE_DEMO_PASSWORD", ""));
        assertEquals(Settings.of(CHECKOUT, Map.of()).ports(), settings.ports());
        assertEquals(CHECKOUT.resolve(".ecode"), settings.data());
        assertEquals(Optional.empty(), settings.demoPassword());
    }

    @Test
    void aRelativeDataFolderIsRelativeToWhereTheCommandWasCalled() {
        var settings = Settings.of(CHECKOUT, Map.of("ECODE_DATA", "mine"));
        assertEquals(Path.of("mine").toAbsolutePath(), settings.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "-1", "80 81", "9e3", "99999999999"})
    void whatIsNoPortIsRefusedWithTheNameOfTheSetting(String port) {
        var refusal =
                assertThrows(
                        PlatformException.class,
                        () -> Settings.of(CHECKOUT, Map.of("ECODE_PREVIEW_PORT", port)));
        assertEquals(Reason.BAD_SETTING, refusal.reason());
        assertTrue(refusal.getMessage().contains("ECODE_PREVIEW_PORT"), refusal.getMessage());
    }
}
