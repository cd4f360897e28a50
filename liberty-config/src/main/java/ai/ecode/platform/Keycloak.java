package ai.ecode.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real Keycloak, built once for our providers and settings, with its tables in a database of its own.
public final class Keycloak extends Component {
    private static final List<String> JVM =
            List.of(
                    "-Xms64m",
                    "-Xmx384m",
                    "-XX:MaxMetaspaceSize=256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dfile.encoding=UTF-8",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                    "-Dpicocli.disable.closures=true",
                    "-Duser.language=en",
                    "-Duser.country=US",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED");

    private final Path home;
    private final Secrets secrets;
    private final Map<String, String> shared;

    /// @param shared what the realm is brought up to date with at each start, secrets included
    Keycloak(
            Settings settings,
            Distributions distributions,
            Secrets secrets,
            Map<String, String> shared,
            Progress progress) {
        super("Keycloak", settings);
        this.home = home(settings.checkout().resolve("keycloak-realm"), distributions, progress);
        this.secrets = secrets;
        this.shared = shared;
    }

    @Override
    ProcessBuilder command() {
        var builder = new ProcessBuilder(line(home, "start", "--optimized", "--import-realm"));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KC_"));
        environment.putAll(shared);
        environment.put(
                "KC_DB_URL",
                "jdbc:postgresql://127.0.0.1:%d/keycloak".formatted(settings().databasePort()));
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", secrets.get("database-keycloak"));
        environment.put("KC_DB_POOL_MAX_SIZE", "20");
        // Else each connection that a restarted database left behind costs somebody a sign-in.
        environment.put("QUARKUS_DATASOURCE_JDBC_VALIDATE_ON_BORROW", "true");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", Integer.toString(settings().keycloakPort()));
        environment.put("KC_HOSTNAME", settings().keycloakUrl());
        // Programs of one person may sign in at the same moment; guessing is still counted and
        // slowed down.
        environment.put(
                "KC_SPI_BRUTE_FORCE_PROTECTOR__DEFAULT_BRUTE_FORCE_DETECTOR__ALLOW_CONCURRENT_REQUESTS",
                "true");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get("keycloak-admin"));
        return builder;
    }

    @Override
    boolean answers() {
        return Http.isOk("http://127.0.0.1:%d/realms/ecode".formatted(settings().keycloakPort()));
    }

    @Override
    String stopSignal() {
        return "TERM";
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(20);
    }

    /// A home per content of what is built into it, shared by every data folder.
    private static Path home(Path module, Distributions distributions, Progress progress) {
        var distribution = distributions.keycloak();
        var settings = module.resolve("src/main/keycloak/keycloak.conf");
        var provider = module.resolve("target/keycloak-realm.jar");
        var realm = module.resolve("src/main/resources/ecode-realm.json");
        return distributions.made(
                distribution.getFileName() + "-" + digest(settings, provider, realm),
                folder -> {
                    progress.say("Preparing Keycloak (once)");
                    Folders.copy(distribution, folder);
                    Files.copy(
                            settings,
                            folder.resolve("conf/keycloak.conf"),
                            StandardCopyOption.REPLACE_EXISTING);
                    Files.copy(provider, folder.resolve("providers/ecode.jar"));
                    Files.createDirectories(folder.resolve("data/import"));
                    Files.copy(realm, folder.resolve("data/import/ecode-realm.json"));
                    build(folder);
                });
    }

    private static void build(Path home) throws IOException {
        var log = home.resolve("build.log");
        var builder = new ProcessBuilder(line(home, "build"));
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
        var build = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (build.waitFor() != 0) {
                throw new IOException("keycloak build: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            build.destroyForcibly();
            throw interrupted(e);
        }
    }

    /// What `kc.sh` would run, without its shell between us and the process.
    private static List<String> line(Path home, String... command) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        line.add("-Dkc.home.dir=" + home);
        line.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        line.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString()));
        line.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        line.addAll(List.of(command));
        return line;
    }

    private static String digest(Path... files) {
        try {
            return Digest.of(files).substring(0, 12);
        } catch (IOException e) {
            throw new PlatformException("E-Code is not built: ./ecode run does that", e);
        }
    }
}
