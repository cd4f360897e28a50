package ai.ecode.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RealmFileTest {

    private final JsonNode realm;

    RealmFileTest() throws IOException {
        try (var file = RealmFileTest.class.getResourceAsStream("/ecode-realm.json")) {
            realm = new ObjectMapper().readTree(file);
        }
    }

    @Test
    void itHoldsNoSecret() {
        for (JsonNode user : realm.get("users")) {
            assertFalse(user.has("credentials"), user.get("username")::asText);
        }
        for (JsonNode secret : realm.findValues("secret")) {
            assertEquals("${ECODE_KEYCLOAK_CLIENT_SECRET}", secret.asText());
        }
        for (JsonNode secret : realm.findValues("clientSecret")) {
            assertTrue(secret.asText().startsWith("${"), secret::asText);
        }
    }

    @Test
    void everyDemoPersonIsThereAndInOneOrganization() {
        var members = new TreeSet<String>();
        for (JsonNode organization : realm.get("organizations")) {
            for (JsonNode member : organization.get("members")) {
                assertTrue(members.add(member.get("username").asText()));
            }
        }
        assertEquals(new TreeSet<>(RealmSettings.DEMO_PEOPLE), members);
    }

    @Test
    void theSevenIdentityProvidersWaitToBeConfigured() {
        var aliases = new TreeSet<String>();
        for (JsonNode provider : realm.get("identityProviders")) {
            aliases.add(provider.get("alias").asText());
            assertFalse(provider.get("enabled").asBoolean());
            assertFalse(provider.get("trustEmail").asBoolean());
        }
        assertEquals(new TreeSet<>(RealmSettings.IDENTITY_PROVIDERS), aliases);
    }

    @Test
    void passwordsAreTradedForTokensOnALocalPlatformOnly() {
        for (JsonNode client : realm.get("clients")) {
            if (client.get("directAccessGrantsEnabled").asBoolean()) {
                assertEquals("ecode-cli", client.get("clientId").asText());
                assertEquals("${ECODE_LOCAL:false}", client.get("enabled").asText());
            }
        }
    }

    @Test
    void theServerSignsPeopleInWithProofOfTheAsker() {
        JsonNode client = realm.get("clients").get(0);
        assertEquals("ecode", client.get("clientId").asText());
        assertFalse(client.get("publicClient").asBoolean());
        assertFalse(client.get("implicitFlowEnabled").asBoolean());
        assertEquals("S256", client.get("attributes").get("pkce.code.challenge.method").asText());
    }
}
