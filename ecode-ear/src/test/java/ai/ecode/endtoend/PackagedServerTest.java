package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.platform.Ports;
import ai.ecode.platform.Secrets;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What the image holds works as a pod runs it: told what `openshift/` tells it and nothing else, under an arbitrary uid, on a
/// read-only root file system. It has a database of its own on the platform's PostgreSQL, and the platform's Keycloak.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedServerTest {
    private static final String DATABASE = "packaged";
    private static final int PORT = Ports.free(1).getFirst();
    private static final Map<String, String> POD = Map.of("metadata.name", "ecode-7c9f8d6b5-x2x4k");
    private static final URI ORIGIN = URI.create("http://localhost:" + PORT);

    private static PodContainer container;
    private static PackagedServer server;

    private final RunningPlatform platform;

    PackagedServerTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeAll
    static void start(RunningPlatform platform) throws Exception {
        container = PodContainer.read(RunningPlatform.checkout().resolve("openshift"));
        platform.postgres().createDatabase(DATABASE);
        server =
                PackagedServer.start(
                        PackagedServer.assemble(RunningPlatform.checkout()),
                        container,
                        environment(platform),
                        Path.of(System.getProperty("ecode.test.output"), "packaged-server.log"));
    }

    @AfterAll
    static void isGone() {
        server.close();
    }

    @Test
    @Order(1)
    void theImageAndThePodAgreeOnWhatIsWrittenTo() {
        assertEquals(container.volumes(), container.mounts());
        assertTrue(
                container.mounts().stream()
                        .anyMatch(container.settings().get("ECODE_DATA")::startsWith));
    }

    @Test
    @Order(2)
    void everyProbeComesTrueAndThePeopleOfKeycloakAreServed() throws Exception {
        for (var probe : container.probes()) {
            server.awaitOk(ORIGIN.resolve(probe), platform.http(), container.longestStart());
        }
        assertEquals("developer", get("/api/me").getString("name"));
        assertFalse(get("/api/languages").getJsonArray("items").isEmpty());
    }

    @Test
    @Order(3)
    void itCanWriteOnlyToItsVolumesAndHasNoPrivilege() throws Exception {
        assertEquals(container.mounts(), Set.copyOf(server.writableMounts()));
        if (PackagedServer.isRoot()) {
            assertEquals(Long.toString(PackagedServer.UID), server.status("Uid").split("\\s")[0]);
        }
        assertEquals("1", server.status("NoNewPrivs"));
        assertTrue(server.status("CapEff").matches("0+"), server.status("CapEff"));
    }

    @Test
    @Order(4)
    void toldToStopItEndsInOrderBeforeItIsKilled() throws Exception {
        assertEquals(128 + 15, server.stop(container.grace()), server.output());
        assertFalse(server.output().contains("Read-only file system"), server.output());
    }

    private JsonObject get(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(ORIGIN.resolve(path))
                        .header("Authorization", "Bearer " + platform.sharedToken("developer"))
                        .build();
        var answer = platform.http().send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /// What the pod is told, with the addresses that every installation has of its own.
    private static Map<String, String> environment(RunningPlatform platform) {
        var kept = new Secrets(platform.data().resolve("secrets"));
        var secrets =
                Map.of(
                        "ecode-database/username", DATABASE,
                        "ecode-database/password", kept.get("database-" + DATABASE),
                        "ecode-sign-in/client-secret", kept.get("keycloak-client"),
                        "ecode-keys/session", kept.get("ltpa"),
                        "ecode-keys/encryption", kept.get("encryption-key"));
        var environment = new HashMap<>(container.settings());
        environment.put("ECODE_HOST", "127.0.0.1");
        environment.put("ECODE_PORT", Integer.toString(PORT));
        environment.put("ECODE_URL", ORIGIN.toString());
        environment.put("ECODE_KEYCLOAK_URL", platform.keycloakUrl().toString());
        environment.put("ECODE_DATABASE_HOST", "127.0.0.1");
        environment.put("ECODE_DATABASE_PORT", Integer.toString(platform.postgres().port()));
        environment.put("ECODE_DATABASE_NAME", DATABASE);
        container
                .secrets()
                .forEach((variable, reference) -> {
                    assertTrue(secrets.containsKey(reference), reference);
                    environment.put(variable, secrets.get(reference));
                });
        container
                .fields()
                .forEach((variable, field) -> {
                    assertTrue(POD.containsKey(field), field);
                    environment.put(variable, POD.get(field));
                });
        return environment;
    }
}
