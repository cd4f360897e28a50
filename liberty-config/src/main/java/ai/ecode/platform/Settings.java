package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where one platform lives and listens.
///
/// @param checkout the source tree that it was built in
/// @param data everything that it keeps between runs; each platform has its own
/// @param environment what the components inherit (API keys and further settings)
public record Settings(
        Path checkout,
        Path data,
        int port,
        int previewPort,
        int keycloakPort,
        int databasePort,
        Optional<String> demoPassword,
        Map<String, String> environment) {

    /// A port and the name of the setting that chooses it.
    public record NamedPort(String setting, int number) {}

    public Settings {
        checkout = checkout.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /// Reads the `ECODE_…` variables.
    ///
    /// @throws PlatformException when a port is no port
    public static Settings of(Path checkout, Map<String, String> environment) {
        return new Settings(
                checkout,
                data(checkout, environment.getOrDefault("ECODE_DATA", "")),
                port(environment, "ECODE_PORT", 9080),
                port(environment, "ECODE_PREVIEW_PORT", 9081),
                port(environment, "ECODE_KEYCLOAK_PORT", 9180),
                port(environment, "ECODE_DATABASE_PORT", 9432),
                Optional.ofNullable(environment.get("ECODE_DEMO_PASSWORD"))
                        .filter(it -> !it.isEmpty()),
                environment);
    }

    /// The canonical origin; sign-in works on this name only.
    public String url() {
        return "http://localhost:" + port;
    }

    public String keycloakUrl() {
        return "http://localhost:" + keycloakPort;
    }

    public List<NamedPort> ports() {
        return List.of(
                new NamedPort("ECODE_PORT", port),
                new NamedPort("ECODE_PREVIEW_PORT", previewPort),
                new NamedPort("ECODE_KEYCLOAK_PORT", keycloakPort),
                new NamedPort("ECODE_DATABASE_PORT", databasePort));
    }

    Path log(String component) {
        return data.resolve("logs").resolve(component + ".log");
    }

    /// As given it is relative to where the command was called.
    private static Path data(Path checkout, String given) {
        return given.isBlank() ? checkout.resolve(".ecode") : Path.of(given);
    }

    private static int port(Map<String, String> environment, String name, int absent) {
        var text = environment.getOrDefault(name, "");
        if (text.isBlank()) {
            return absent;
        }
        try {
            var number = Integer.parseInt(text.strip());
            if (number > 0 && number < 65_536) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number that is no port
        }
        throw new PlatformException(
                Reason.BAD_SETTING,
                "%s is \"%s\"; a port is a number from 1 to 65535".formatted(name, text));
    }
}
