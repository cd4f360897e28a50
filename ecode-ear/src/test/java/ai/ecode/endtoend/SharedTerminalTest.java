package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A terminal of one person, shared with others of the organization.
@Timeout(120)
class SharedTerminalTest {

    private static final String OWNER = "developer";
    private static final String GUEST = "developer2";

    private final RunningPlatform platform;
    private TestWorkspace workspace;
    private String terminal;

    SharedTerminalTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void aTerminalInAPublicWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        workspace.start();
        makePublic(true);
        terminal =
                TestWorkspace.parse(
                                workspace.postJson("/terminals", "{\"cols\": 91, \"rows\": 17}"))
                        .getString("id");
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void whatIsNotSharedDoesNotExistForAGuest() throws Exception {
        assertEquals(0, listed(GUEST).size());
        try (var guest = attach(GUEST)) {
            assertEquals(4404, guest.awaitClose());
            assertEquals(0, guest.bytes().length);
        }
        assertEquals(403, patch(GUEST, "{\"sharing\": \"type\"}").statusCode());
        assertEquals("private", listed(OWNER).getJsonObject(0).getString("sharing"));
    }

    @Test
    void whoWatchesSeesEverythingAndTypesNothing() throws Exception {
        share("watch");
        try (var owner = attach(OWNER);
                var guest = attach(GUEST)) {
            guest.awaitText("{\"type\":\"sharing\",\"sharing\":\"watch\"}");
            guest.awaitText("{\"type\":\"size\",\"cols\":91,\"rows\":17}");
            guest.awaitText("{\"type\":\"replayed\"}");
            guest.say("{\"type\": \"resize\", \"cols\": 10, \"rows\": 5}");
            guest.type("echo from-the-guest\r");
            guest.awaitMatch(text -> text.contains("\"type\":\"refused\""));
            owner.type("echo from-the-owner-$((1+1)); stty size\r");
            guest.await("from-the-owner-2");
            guest.await("17 91");
            assertFalse(guest.output().contains("from-the-guest"), guest::output);
        }
    }

    @Test
    void whoMayTypeRunsCommands() throws Exception {
        share("type");
        try (var owner = attach(OWNER);
                var guest = attach(GUEST)) {
            guest.type("echo from-the-guest-$((1+1))\r");
            owner.await("from-the-guest-2");
        }
    }

    @Test
    void theOwnersChangeOfMindTakesEffectAtOnce() throws Exception {
        share("type");
        try (var guest = attach(GUEST)) {
            guest.type("echo once-$((1+0))\r");
            guest.await("once-1");
            share("watch");
            guest.type("echo twice\r");
            guest.awaitMatch(text -> text.contains("\"type\":\"refused\""));
            share("private");
            assertEquals(4403, guest.awaitClose());
            assertEquals(
                    "forbidden: This terminal is no longer shared with you.", guest.closeReason());
        }
        assertEquals(0, listed(GUEST).size());
    }

    @Test
    void aWorkspaceThatIsPrivateAgainHasNoGuests() throws Exception {
        share("watch");
        try (var guest = attach(GUEST);
                var owner = attach(OWNER)) {
            guest.awaitText("{\"type\":\"replayed\"}");
            makePublic(false);
            assertEquals(4404, guest.awaitClose());
            owner.type("echo still-$((1+1))\r");
            owner.await("still-2");
        }
    }

    @Test
    void forAnotherOrganizationNothingIsShared() throws Exception {
        share("type");
        try (var outsider = attach("outsider")) {
            assertEquals(4404, outsider.awaitClose());
        }
    }

    @Test
    void sharingAndComingAreInTheLedger() throws Exception {
        share("watch");
        try (var guest = attach(GUEST)) {
            guest.awaitText("{\"type\":\"replayed\"}");
        }
        var auditor = new Api(platform, "auditor");
        for (String action : new String[] {"terminal.share", "terminal.join"}) {
            String query = "/api/audit/events?action=" + action + "&object=terminal:" + terminal;
            Eventually.holds(
                    () -> auditor.get(query).getJsonArray("items").size() == 1,
                    () -> action + " is not in the ledger");
            assertTrue(auditor.get(query).toString().contains("WATCH"));
        }
    }

    @Test
    void anUnknownWayOfSharingChangesNothing() throws Exception {
        var refused = patch(OWNER, "{\"sharing\": \"everything\"}");
        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals(400, patch(OWNER, "{}").statusCode());
        assertEquals("private", listed(OWNER).getJsonObject(0).getString("sharing"));
    }

    private void share(String sharing) throws Exception {
        var shared = patch(OWNER, "{\"sharing\": \"%s\"}".formatted(sharing));
        assertEquals(200, shared.statusCode(), shared.body());
        assertEquals(sharing, TestWorkspace.parse(shared).getString("sharing"));
    }

    private HttpResponse<String> patch(String user, String body) throws Exception {
        return send(user, "/terminals/" + terminal, body);
    }

    private void makePublic(boolean wanted) throws Exception {
        assertEquals(200, send(OWNER, "", "{\"public\": %s}".formatted(wanted)).statusCode());
    }

    private HttpResponse<String> send(String user, String path, String body) throws Exception {
        var request =
                platform.request(user, workspace.root() + path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private JsonArray listed(String user) throws Exception {
        return new Api(platform, user).get(workspace.root() + "/terminals").getJsonArray("items");
    }

    private SocketClient attach(String user) {
        return workspace.attachAs(user, terminal);
    }
}
