package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.Driver;

/// The whole of E-Code on one machine: PostgreSQL, Keycloak and Liberty on one data folder.
///
/// [#start] and [#close] may be called from different threads; closing ends a start that is under way.
public final class Platform implements AutoCloseable {
    static final String DEMO_PASSWORD = "demo-password";
    private static final Duration FIRST_START = Duration.ofMinutes(10);

    private final Settings settings;
    private final Progress progress;
    private final Secrets secrets;
    private final RunLock lock;
    private final PostgreSql postgres;
    private final Keycloak keycloak;
    private final Liberty liberty;
    private volatile boolean closing;

    /// Takes the data folder and looks at the ports; starts nothing yet.
    ///
    /// @throws PlatformException when it already runs here or a port is taken
    public Platform(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.secrets = new Secrets(settings.data().resolve("secrets"));
        try {
            // others may pass through to what is theirs (sandboxes), and read nothing
            Files.createDirectories(settings.data());
            Files.setPosixFilePermissions(
                    settings.data(), PosixFilePermissions.fromString("rwx--x--x"));
            Folders.createPrivate(settings.data().resolve("logs"));
            this.lock = RunLock.take(settings);
            Leftovers.await(settings.data(), progress);
            Ports.requireFree(settings.ports());
        } catch (IOException e) {
            throw new PlatformException(
                    "Cannot use the data folder %s: %s".formatted(settings.data(), e.getMessage()),
                    e);
        }
        settings.demoPassword().ifPresent(given -> secrets.keep(DEMO_PASSWORD, given));
        if (secrets.find(DEMO_PASSWORD).isEmpty()) {
            secrets.keep(DEMO_PASSWORD, Secrets.readable());
        }
        var distributions = Distributions.of(settings.checkout(), progress);
        this.postgres = new PostgreSql(settings, distributions.postgreSql(), secrets);
        this.keycloak = new Keycloak(settings, distributions, secrets, environment(), progress);
        this.liberty = new Liberty(settings, distributions.liberty(), environment());
    }

    /// Returns when all three answer.
    ///
    /// @throws PlatformException when a component dies or does not answer
    public void start() {
        try {
            progress.say("Starting PostgreSQL");
            postgres.prepare();
            postgres.start();
            postgres.awaitReady(Duration.ofMinutes(1));
            postgres.createDatabases();
            progress.say("Starting Keycloak and Liberty");
            startUnlessClosing(keycloak);
            startUnlessClosing(liberty);
            awaitAll(keycloak, liberty);
        } catch (IOException | SQLException e) {
            throw new PlatformException("E-Code does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw Component.interrupted(e);
        }
    }

    /// Waits until a component ends by itself.
    ///
    /// @throws PlatformException with its last log lines; never returns otherwise until [#close] is called
    public void watch() {
        while (!closing) {
            for (var component : components()) {
                if (component.isLost() && !closing) {
                    throw component.died("ended by itself");
                }
            }
            Component.pause();
        }
    }

    /// Stops all in order: requests finish first, the database goes last.
    @Override
    public void close() {
        closing = true;
        for (var component : components()) {
            component.stop();
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new PlatformException("Cannot release the data folder", e);
        }
    }

    /// Whether [#close] was called: what a component does then is no fault.
    public boolean isClosing() {
        return closing;
    }

    public Settings settings() {
        return settings;
    }

    public String demoPassword() {
        return secrets.get(DEMO_PASSWORD);
    }

    public PostgreSql postgres() {
        return postgres;
    }

    public Keycloak keycloak() {
        return keycloak;
    }

    public Liberty liberty() {
        return liberty;
    }

    private List<Component> components() {
        return List.of(liberty, keycloak, postgres);
    }

    /// Says each as it answers; none is waited for when another never will.
    private void awaitAll(Component... starting) {
        var end = Instant.now().plus(FIRST_START);
        var waiting = new ArrayList<>(List.of(starting));
        while (!waiting.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw waiting.getFirst().died("does not answer after %s".formatted(FIRST_START));
            }
            Component.pause();
            for (var ready : waiting.stream().filter(Component::isReady).toList()) {
                progress.say(ready.name() + " answers");
                waiting.remove(ready);
            }
        }
    }

    private void startUnlessClosing(Component component) {
        if (closing) {
            throw new PlatformException(Reason.FAILED, "Stopped before it was ready");
        }
        component.start();
    }

    /// What the application and the realm are told; docs/configuration.md lists it.
    private Map<String, String> environment() {
        var environment = new HashMap<>(settings.environment());
        environment.put("ECODE_PORT", Integer.toString(settings.port()));
        environment.put("ECODE_PREVIEW_PORT", Integer.toString(settings.previewPort()));
        environment.putIfAbsent(
                "ECODE_PREVIEW_URL", "http://*.localhost:" + settings.previewPort());
        environment.put("ECODE_URL", settings.url());
        environment.put("ECODE_DATA", settings.data().toString());
        environment.put("ECODE_DATABASE_PORT", Integer.toString(settings.databasePort()));
        environment.put("ECODE_DATABASE_PASSWORD", secrets.get("database-ecode"));
        environment.put("ECODE_DATABASE_DRIVER", driver().toString());
        environment.put("ECODE_KEYCLOAK_URL", settings.keycloakUrl());
        environment.put("ECODE_KEYCLOAK_CLIENT_SECRET", secrets.get("keycloak-client"));
        environment.put("ECODE_LTPA_PASSWORD", secrets.get("ltpa"));
        environment.put("ECODE_ENCRYPTION_KEY", secrets.get("encryption-key"));
        environment.put("ECODE_LOCAL", "true");
        environment.put("ECODE_DEMO_PASSWORD", demoPassword());
        return environment;
    }

    private static Path driver() {
        return Path.of(
                java.net.URI.create(
                        Driver.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()));
    }
}
