package ai.ecode.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Open Liberty with the application. Configuration and application are copied at each start, so that a build, or the
/// tests, never change a platform that runs.
public final class Liberty extends Component {
    private static final String SERVER = "ecode";
    private static final Duration PATIENCE_WITH_A_BUSY_SERVER = Duration.ofSeconds(30);
    private final Path distribution;
    private final Map<String, String> environment;

    /// @param environment the settings of the application, secrets included
    Liberty(Settings settings, Path distribution, Map<String, String> environment) {
        super("Liberty", settings);
        this.distribution = distribution;
        this.environment = environment;
    }

    /// Where Open Liberty itself is.
    public Path distribution() {
        return distribution;
    }

    @Override
    ProcessBuilder command() throws IOException {
        var home = Folders.createPrivate(settings().data().resolve("liberty"));
        var server = home.resolve("servers").resolve(SERVER);
        deploy(home, server);
        var builder =
                new ProcessBuilder(distribution.resolve("bin/server").toString(), "run", SERVER);
        var variables = builder.environment();
        variables.putAll(settings().environment());
        variables.putAll(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("WLP_USER_DIR", home.toString());
        // The server script would hide new files from everybody else, and so from the uids that
        // sandboxes run under;
        // what must stay private is so by its folder.
        variables.put("WLP_SKIP_UMASK", "true");
        variables.put("WLP_OUTPUT_DIR", home.resolve("output").toString());
        variables.put("LOG_DIR", settings().data().resolve("logs").toString());
        return builder;
    }

    @Override
    boolean answers() {
        return Http.isOk("http://127.0.0.1:%d/health/ready".formatted(settings().port()));
    }

    /// One sentence: how programs are kept apart here, or why none is run. Only of a server that is ready. One that comes back
    /// to many who have waited for it may be too busy to tell, which is no reason to stop it.
    String sandboxes() {
        var url = "http://127.0.0.1:%d/health/ready".formatted(settings().port());
        try {
            var answer =
                    Http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE_WITH_A_BUSY_SERVER));
            try (var reader = Json.createReader(new StringReader(answer.body()))) {
                return reader
                        .readObject()
                        .getJsonArray("checks")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(check -> check.getString("name").equals("sandbox"))
                        .map(check -> check.getJsonObject("data"))
                        .map(data ->
                                (data.getBoolean("runs")
                                                ? "Programs run in "
                                                : "No program is run here: ")
                                        + data.getString("detail"))
                        .findFirst()
                        .orElse("It is not known how programs are kept apart here");
            }
        } catch (IOException e) {
            return "The server is too busy now to say how programs are kept apart here; %s tells"
                    .formatted(url);
        }
    }

    /// The server itself stays up when the application cannot start, and would never be ready.
    @Override
    boolean isHopeless(String logged) {
        return logged.contains("CWWKZ0002E") || logged.contains("CWWKZ0013E");
    }

    @Override
    String stopSignal() {
        return "TERM";
    }

    /// Liberty lets requests finish for up to 30 s.
    @Override
    Duration patience() {
        return Duration.ofSeconds(40);
    }

    private void deploy(Path home, Path server) throws IOException {
        var application = settings().checkout().resolve("ecode-ear/target/ecode.ear");
        if (!Files.exists(application)) {
            throw new IOException(application + " is not built");
        }
        Folders.delete(server);
        Folders.copy(
                settings().checkout().resolve("liberty-config/src/main/liberty/config"), server);
        Files.createDirectories(server.resolve("apps"));
        Files.copy(application, server.resolve("apps/ecode.ear"));
        forgetAnother(application, home);
    }

    /// Liberty tells archives apart by their time stamps, and those of a reproducible build are all alike: what it
    /// remembers of another application must go.
    private static void forgetAnother(Path application, Path home) throws IOException {
        var remembered = home.resolve("application.sha256");
        var digest = Digest.of(application);
        if (!Files.exists(remembered) || !Files.readString(remembered).equals(digest)) {
            Folders.delete(home.resolve("output").resolve(SERVER).resolve("workarea"));
            Files.writeString(remembered, digest);
        }
    }
}
