package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ledger says where a deed came from, whatever the request claims.
class ForgedAddressTest {

    private final RunningPlatform platform;

    ForgedAddressTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For | 203.0.113.7",
                "Forwarded | for=203.0.113.7;proto=https",
                "X-Real-IP | 203.0.113.7",
                "$WSRA | 203.0.113.7"
            })
    void aCallerCannotChooseTheAddressInTheLedger(String header, String claim) throws Exception {
        String name = "forged-" + UUID.randomUUID();
        var headers =
                new TreeMap<>(
                        Map.of(
                                "Authorization",
                                "Bearer " + platform.sharedToken("student2"),
                                "Content-Type",
                                "application/json",
                                header,
                                claim));
        var made =
                new RawHttp(platform)
                        .send(
                                "POST",
                                "/api/workspaces",
                                headers,
                                "{\"name\":\"%s\"}".formatted(name).getBytes(UTF_8));
        assertEquals(201, made.status(), made::body);
        String id = made.header("location").replaceAll(".*/", "");
        try {
            var events =
                    new Api(platform, "auditor")
                            .get("/api/audit/events?action=workspace.create&object=workspace:" + id)
                            .getJsonArray("items")
                            .getValuesAs(JsonObject.class);
            assertEquals(1, events.size(), events::toString);
            assertEquals("127.0.0.1", events.getFirst().getString("address"));
        } finally {
            new Api(platform, "student2").deleteWorkspace(id);
        }
    }
}
