package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The people of a workspace beside its owner: what each of them may do, from the moment that the owner says so.
@Timeout(120)
class MembersTest {

    private static final String OWNER = "developer";
    private static final String OTHER = "developer2";

    private final RunningPlatform platform;
    private final Api other;
    private TestWorkspace workspace;

    MembersTest(RunningPlatform platform) {
        this.platform = platform;
        this.other = new Api(platform, OTHER);
    }

    @BeforeEach
    void aWorkspaceWithAFile() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        assertEquals(201, workspace.put("notes.txt", "first").statusCode());
        other.get("/api/me");
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void aViewerReadsAndChangesNothing() throws Exception {
        assertEquals(404, ask(OTHER, "GET", "/files/notes.txt", "").statusCode());
        assertEquals(201, give(OTHER, "viewer").statusCode());
        assertEquals("first", ask(OTHER, "GET", "/files/notes.txt", "").body());

        HttpResponse<String> refused = write(OTHER, "second");
        assertEquals(403, refused.statusCode());
        assertEquals("forbidden", TestWorkspace.parse(refused).getString("code"));
        assertTrue(
                TestWorkspace.parse(refused).getString("detail").contains("Ask developer"),
                refused::body);
        assertEquals(403, ask(OTHER, "POST", "/start", "").statusCode());
        assertEquals(403, ask(OTHER, "GET", "/variables", "").statusCode());
        assertEquals("first", workspace.get("/files/notes.txt").body());
    }

    @Test
    void anEditorChangesAndRunsButDoesNotDecideWhoElseComes() throws Exception {
        give(OTHER, "editor");
        assertEquals(200, write(OTHER, "second").statusCode());
        assertEquals("second", workspace.get("/files/notes.txt").body());
        assertEquals(202, ask(OTHER, "POST", "/start", "").statusCode());
        new Api(platform, OWNER).await(workspace.id(), "RUNNING");
        var opened = TestWorkspace.parse(post(OTHER, "/terminals", "{\"cols\": 80, \"rows\": 24}"));
        try (var terminal = workspace.attachAs(OTHER, opened.getString("id"))) {
            terminal.type("cat notes.txt; echo ran-$((6 * 7))\r");
            terminal.await("ran-42");
            assertTrue(terminal.output().contains("second"), terminal::output);
        }
        assertEquals(403, set(OTHER, "teacher", "viewer").statusCode());
        assertEquals(403, ask(OTHER, "DELETE", "/members?user=developer", "").statusCode());
        assertEquals(202, ask(OTHER, "POST", "/stop", "").statusCode());
        new Api(platform, OWNER).await(workspace.id(), "STOPPED");
        assertEquals("member", view(OWNER).getString("stopCause"));
    }

    @Test
    void whoLosesTheRoleIsOutAtOnce() throws Exception {
        give(OTHER, "editor");
        workspace.start();
        String opened =
                TestWorkspace.parse(post(OTHER, "/terminals", "{\"cols\": 80, \"rows\": 24}"))
                        .getString("id");
        try (var terminal = workspace.attachAs(OTHER, opened);
                var events = events(OTHER)) {
            events.awaitMatch(text -> text.contains("\"RUNNING\""));
            terminal.type("echo in-$((1 + 1))\r");
            terminal.await("in-2");
            assertEquals(200, give(OTHER, "viewer").statusCode());
            assertEquals(4403, terminal.awaitClose());
            events.awaitMatch(text -> text.equals("{\"type\":\"access\"}"));
            assertEquals("viewer", view(OTHER).getString("role"));
            assertEquals(204, ask(OWNER, "DELETE", "/members?user=" + OTHER, "").statusCode());
            assertEquals(4404, events.awaitClose());
        }
        assertEquals(404, ask(OTHER, "GET", "/files/notes.txt", "").statusCode());
    }

    @Test
    void whoIsInvitedFindsTheWorkspace() throws Exception {
        assertFalse(list("?shared=true").contains(workspace.id()));
        give(OTHER, "viewer");
        assertTrue(list("?shared=true").contains(workspace.id()));
        assertTrue(list("?all=true").contains(workspace.id()));
        assertFalse(list("").contains(workspace.id()), "it is not their own");
        assertEquals("viewer", view(OTHER).getString("role"));
        assertEquals("owner", view(OWNER).getString("role"));
        assertEquals(204, ask(OWNER, "DELETE", "", "").statusCode());
        assertFalse(list("?all=true").contains(workspace.id()), "it is in the trash");
        assertEquals(404, ask(OTHER, "GET", "", "").statusCode());
    }

    @Test
    void theListSaysWhoIsWhat() throws Exception {
        give(OTHER, "viewer");
        give("@Somebody-who-never-came", "editor");
        var members =
                TestWorkspace.parse(ask(OTHER, "GET", "/members", ""))
                        .getJsonArray("items")
                        .stream()
                        .map(item -> item.asJsonObject())
                        .map(item ->
                                item.getString("user")
                                        + " "
                                        + item.getString("role")
                                        + (item.getBoolean("invited") ? ", invited" : ""))
                        .toList();
        assertEquals(
                List.of(
                        "developer owner",
                        "developer2 viewer",
                        "somebody-who-never-came editor, invited"),
                members);
    }

    @Test
    void aMemberMayLeave() throws Exception {
        give(OTHER, "viewer");
        assertEquals(204, ask(OTHER, "DELETE", "/members?user=" + OTHER, "").statusCode());
        assertEquals(404, ask(OTHER, "GET", "", "").statusCode());
    }

    @Test
    void theOwnerStaysTheOwner() throws Exception {
        assertEquals(409, give(OWNER, "viewer").statusCode());
        assertEquals(409, ask(OWNER, "DELETE", "/members?user=" + OWNER, "").statusCode());
        assertEquals(400, give(OTHER, "owner").statusCode());
        assertEquals(400, give("", "viewer").statusCode());
        assertEquals(400, put(OWNER, "{\"user\": \"developer2\"}").statusCode());
        assertEquals("owner", view(OWNER).getString("role"));
    }

    @Test
    void anotherOrganizationStaysOutside() throws Exception {
        new Api(platform, "outsider").get("/api/me");
        give("outsider", "editor");
        assertEquals(404, ask("outsider", "GET", "", "").statusCode());
        try (var events = events("outsider")) {
            assertEquals(4404, events.awaitClose());
        }
    }

    @Test
    void whoInvitedWhomIsInTheLedger() throws Exception {
        give(OTHER, "viewer");
        give(OTHER, "editor");
        give(OTHER, "editor");
        ask(OWNER, "DELETE", "/members?user=" + OTHER, "");
        var auditor = new Api(platform, "auditor");
        for (String action : List.of("member.add", "member.change", "member.remove")) {
            String query =
                    "/api/audit/events?action=" + action + "&object=workspace:" + workspace.id();
            Eventually.holds(
                    () -> auditor.get(query).getJsonArray("items").size() == 1,
                    () -> action + " is not once in the ledger");
            assertTrue(auditor.get(query).toString().contains(OTHER));
        }
    }

    private HttpResponse<String> give(String user, String role) throws Exception {
        return set(OWNER, user, role);
    }

    private HttpResponse<String> set(String by, String user, String role) throws Exception {
        return put(
                by,
                Json.createObjectBuilder().add("user", user).add("role", role).build().toString());
    }

    private HttpResponse<String> put(String by, String body) throws Exception {
        var request =
                platform.request(by, workspace.root() + "/members")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> write(String user, String text) throws Exception {
        var request =
                platform.request(user, workspace.root() + "/files/notes.txt")
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(text));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        var request =
                platform.request(user, workspace.root() + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String user, String method, String path, String body)
            throws Exception {
        var request =
                platform.request(user, workspace.root() + path)
                        .method(method, BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private JsonObject view(String user) throws Exception {
        return new Api(platform, user).get(workspace.root());
    }

    private String list(String query) throws Exception {
        return other.get("/api/workspaces" + query).toString();
    }

    private SocketClient events(String user) {
        return workspace.connectAs(user, "/events");
    }
}
