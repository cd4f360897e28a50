package ai.ecode.incontainer;

import static java.util.stream.Collectors.joining;

import ai.ecode.endtoend.RunningPlatform;
import ai.ecode.platform.Folders;
import ai.ecode.platform.Ports;
import ai.ecode.platform.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.Driver;

/// Before the first test of this package: lays out the server that Arquillian starts, with the product's own
/// configuration and a database of its own on the running platform's PostgreSQL. `arquillian.xml` reads the properties that
/// this sets.
public final class InContainerServer implements BeforeAllCallback {
    private static final String DATABASE = "incontainer";

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (InContainer.class.isAssignableFrom(context.getRequiredTestClass())
                && System.getProperty("incontainer.server") == null) {
            layOut(RunningPlatform.of(context));
        }
    }

    private static void layOut(RunningPlatform platform) throws Exception {
        int port = Ports.free(1).getFirst();
        // Arquillian finds its server by name among all that run on the machine
        var name = "incontainer-" + port;
        var home = Path.of(System.getProperty("ecode.test.output"), "incontainer");
        Folders.delete(home);
        Folders.createPrivate(home);
        var server = home.resolve("servers").resolve(name);
        Folders.copy(
                RunningPlatform.checkout().resolve("liberty-config/src/main/liberty/config"),
                server);
        platform.postgres().createDatabase(DATABASE);
        Files.writeString(
                server.resolve("server.xml"),
                configuration(server, variables(platform, home, port)));
        Files.createDirectories(server.resolve("dropins"));
        System.setProperty(
                "incontainer.distribution", platform.liberty().distribution().toString());
        System.setProperty("incontainer.home", home.toString());
        System.setProperty("incontainer.port", Integer.toString(port));
        System.setProperty("incontainer.server", name);
    }

    /// Secrets stand in a folder that only its owner can read.
    private static Map<String, String> variables(RunningPlatform platform, Path home, int port) {
        var secrets = new Secrets(platform.data().resolve("secrets"));
        var variables = new TreeMap<String, String>();
        variables.put("ecode.port", Integer.toString(port));
        variables.put("ecode.url", "http://localhost:" + port);
        variables.put("ecode.data", home.resolve("data").toString());
        variables.put("ecode.database.port", Integer.toString(platform.postgres().port()));
        variables.put("ecode.database.name", DATABASE);
        variables.put("ecode.database.user", DATABASE);
        variables.put("ecode.database.password", secrets.get("database-" + DATABASE));
        variables.put("ecode.database.driver", driver());
        variables.put("ecode.keycloak.url", platform.keycloakUrl().toString());
        variables.put("ecode.keycloak.client.secret", secrets.get("keycloak-client"));
        variables.put("ecode.ltpa.password", secrets.get("ltpa"));
        variables.put("ecode.encryption.key", secrets.get("encryption-key"));
        variables.put("ecode.runtime.local.ready", "0");
        return variables;
    }

    /// The product's own includes. Only how the application comes in differs: Arquillian drops it in.
    private static String configuration(Path server, Map<String, String> variables)
            throws IOException {
        try (var includes = Files.list(server.resolve("includes"))) {
            return """
            <server>
              <featureManager><feature>localConnector-1.0</feature></featureManager>
              <applicationMonitor updateTrigger="polled" pollingRate="250ms" dropinsEnabled="true"/>
            %s
            %s
            </server>
            """
                    .formatted(
                            includes.map(file ->
                                            "  <include location=\"includes/%s\"/>"
                                                    .formatted(file.getFileName()))
                                    .sorted()
                                    .collect(joining("\n")),
                            variables.entrySet().stream()
                                    .map(variable ->
                                            "  <variable name=\"%s\" value=\"%s\"/>"
                                                    .formatted(
                                                            variable.getKey(), variable.getValue()))
                                    .collect(joining("\n")));
        }
    }

    private static String driver() {
        var jar = Driver.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(jar.toString())).toString();
    }
}
