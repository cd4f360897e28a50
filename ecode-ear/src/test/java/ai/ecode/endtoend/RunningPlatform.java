package ai.ecode.endtoend;

import ai.ecode.platform.Folders;
import ai.ecode.platform.Keycloak;
import ai.ecode.platform.Liberty;
import ai.ecode.platform.Platform;
import ai.ecode.platform.Ports;
import ai.ecode.platform.PostgreSql;
import ai.ecode.platform.Settings;
import ai.ecode.platform.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// The whole platform, shared by all end-to-end tests of a run, on a data folder and ports of its own. Declare it as a
/// parameter of a test or of its constructor.
///
/// Its parts can be killed and started again: who does that brings them back before the test ends.
public final class RunningPlatform implements AutoCloseable {
    /// By which a scraper reads the metrics.
    static final String SCRAPE_TOKEN = "scrape-token-of-the-tests";

    /// What all attempts of somebody at an assignment may hold together.
    static final long ATTEMPTS_BYTES = 48L << 20;

    /// How often each solution is run when tests are tried out.
    static final int REHEARSAL_RUNS = 3;

    /// Of servers that live for minutes: most of what could be compiled better is not run often enough.
    static final String JVM_ARGS = "-XX:TieredStopAtLevel=1";

    private Platform platform;
    private Map<String, String> instead = Map.of();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(30))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private RunningPlatform(Platform platform) {
        this.platform = platform;
    }

    /// The one of this run: started for the first who asks, closed after the last test of all.
    public static RunningPlatform of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(
                        RunningPlatform.class, _ -> RunningPlatform.start(), RunningPlatform.class);
    }

    /// Starts a fresh one; `-Decode.test.keep` keeps the data of the last run, which starts faster.
    static RunningPlatform start() {
        var data = Path.of(System.getProperty("ecode.test.output", "target")).resolve("platform");
        try {
            if (System.getProperty("ecode.test.keep") == null) {
                Folders.delete(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunningPlatform(started(settings(data)));
    }

    private static Platform started(Settings settings) {
        var platform = new Platform(settings, line -> System.out.println("  " + line));
        try {
            platform.start();
            return platform;
        } catch (RuntimeException | Error e) {
            platform.close();
            throw e;
        }
    }

    /// Stops all of it and starts it again on the same data and ports, as somebody does in the evening and the next morning.
    void restart() {
        platform.close();
        platform = started(platform.settings());
    }

    /// Starts the server anew with these settings instead of its usual ones; with none it is again as it was.
    void restartServer(Map<String, String> instead) {
        var shared = data().resolve("liberty/shared");
        var lines =
                instead.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList();
        try {
            Files.createDirectories(shared);
            // Liberty reads it over the environment that it is started with.
            Files.write(shared.resolve("server.env"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.instead = instead;
        platform.liberty().stop();
        platform.liberty().start();
        platform.liberty().awaitReady(Duration.ofMinutes(10));
    }

    /// Takes back what [#restartServer] changed last, if it changed something.
    void restoreServer() {
        if (!instead.isEmpty()) {
            restartServer(Map.of());
        }
    }

    /// Settings of a platform of its own: free ports, and nothing of the environment that chooses another.
    static Settings settings(Path data) {
        var ports = Ports.free(4);
        var environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("ECODE_"));
        environment.put("ECODE_METRICS_TOKEN", SCRAPE_TOKEN);
        environment.put("JVM_ARGS", JVM_ARGS);
        environment.put("ECODE_WORKSPACE_WATCH", "PT1S");
        environment.put("ECODE_CLASSROOM_ATTEMPTS_BYTES", Long.toString(ATTEMPTS_BYTES));
        environment.put("ECODE_REHEARSAL_RUNS", Integer.toString(REHEARSAL_RUNS));
        return new Settings(
                checkout(),
                data,
                ports.get(0),
                ports.get(1),
                ports.get(2),
                ports.get(3),
                Optional.empty(),
                environment);
    }

    public static Path checkout() {
        return Path.of(System.getProperty("ecode.checkout", "..")).toAbsolutePath().normalize();
    }

    /// Where browsers go: `http://localhost:PORT`.
    public URI baseUrl() {
        return URI.create(platform.settings().url());
    }

    /// A URI on the platform; the path begins with `/`.
    public URI at(String path) {
        return URI.create(platform.settings().url() + path);
    }

    public int previewPort() {
        return platform.settings().previewPort();
    }

    public URI keycloakUrl() {
        return URI.create(platform.settings().keycloakUrl());
    }

    /// A fresh access token of a demo user, as `./ecode token` prints it.
    public String token(String user) {
        return Tokens.of(platform.settings(), user);
    }

    /// A token of a demo user, made once for all tests of a run: signing in costs a password hash.
    String sharedToken(String user) {
        return tokens.computeIfAbsent(user, this::token);
    }

    /// A request with the user's shared bearer token.
    public HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(at(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + sharedToken(user));
    }

    /// Follows no redirects and keeps no cookies.
    public HttpClient http() {
        return http;
    }

    public String demoPassword() {
        return platform.demoPassword();
    }

    public Path data() {
        return platform.settings().data();
    }

    public Map<String, String> environment() {
        return platform.settings().environment();
    }

    public PostgreSql postgres() {
        return platform.postgres();
    }

    public Keycloak keycloak() {
        return platform.keycloak();
    }

    public Liberty liberty() {
        return platform.liberty();
    }

    @Override
    public void close() {
        platform.close();
    }
}
