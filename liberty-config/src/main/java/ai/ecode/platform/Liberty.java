package ai.ecode.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/// Open Liberty with the application. Configuration and application are copied at each start, so that a build, or the
/// tests, never change a platform that runs.
public final class Liberty extends Component {
    private static final String SERVER = "ecode";
    private final Path distribution;
    private final Map<String, String> environment;

    /// @param environment the settings of the application, secrets included
    Liberty(Settings settings, Path distribution, Map<String, String> environment) {
        super("Liberty", settings);
        this.distribution = distribution;
        this.environment = environment;
    }

    @Override
    ProcessBuilder command() throws IOException {
        var home = Folders.createPrivate(settings().data().resolve("liberty"));
        var server = home.resolve("servers").resolve(SERVER);
        deploy(server);
        var builder =
                new ProcessBuilder(distribution.resolve("bin/server").toString(), "run", SERVER);
        var variables = builder.environment();
        variables.putAll(settings().environment());
        variables.putAll(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("WLP_USER_DIR", home.toString());
        variables.put("WLP_OUTPUT_DIR", home.resolve("output").toString());
        variables.put("LOG_DIR", settings().data().resolve("logs").toString());
        return builder;
    }

    @Override
    boolean answers() {
        return Http.isOk("http://127.0.0.1:%d/health/ready".formatted(settings().port()));
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

    private void deploy(Path server) throws IOException {
        Folders.delete(server);
        Folders.copy(
                settings().checkout().resolve("liberty-config/src/main/liberty/config"), server);
        var application = settings().checkout().resolve("ecode-ear/target/ecode.ear");
        if (!Files.exists(application)) {
            throw new IOException(application + " is not built");
        }
        Files.createDirectories(server.resolve("apps"));
        Files.copy(
                application, server.resolve("apps/ecode.ear"), StandardCopyOption.REPLACE_EXISTING);
    }
}
