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

/// What the people of a workspace say to each other, and who is there.
@Timeout(120)
class ChatTest {

    private static final String OWNER = "developer";
    private static final String OTHER = "developer2";
    private static final String STRANGER = "teacher";

    private final RunningPlatform platform;
    private final Api owner;
    private TestWorkspace workspace;

    ChatTest(RunningPlatform platform) {
        this.platform = platform;
        this.owner = new Api(platform, OWNER);
    }

    @BeforeEach
    void aWorkspaceWithAViewer() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        give("viewer");
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void everyMemberReadsAndWritesAndHearsAtOnceUntilTheRoleIsTaken() throws Exception {
        String text = "<b onclick=alert(1)>grüß</b> 👩‍💻\n\u202eesrever\u202c";
        try (var host = events(OWNER);
                var guest = events(OTHER)) {
            guest.awaitMatch(heard -> heard.contains("\"self\":true"));
            assertEquals(201, say(OWNER, "first").statusCode());
            guest.awaitMatch(heard ->
                    heard.startsWith("{\"type\":\"message\",\"number\":1,")
                            && heard.contains("first"));
            JsonObject said = TestWorkspace.parse(say(OTHER, text));
            assertEquals(text, said.getString("text"));
            host.awaitMatch(heard -> heard.startsWith("{\"type\":\"message\",\"number\":2,"));
            assertEquals(List.of(text, "first"), texts(read(OWNER, "")));
            assertEquals(1, read(OWNER, "").getInt("unread"), "what one says is read");
            owner.delete(workspace.root() + "/members?user=" + OTHER);
            assertEquals(4404, guest.awaitClose());
            assertEquals(404, say(OTHER, "again").statusCode());
            assertEquals(201, say(OWNER, "among ourselves").statusCode());
            assertFalse(
                    guest.texts().stream().anyMatch(heard -> heard.contains("among ourselves")),
                    "who is out hears no more");
        }
        JsonObject deed =
                new Api(platform, "auditor")
                        .get(
                                "/api/audit/events?action=message.post&object=workspace:"
                                        + workspace.id())
                        .getJsonArray("items")
                        .getJsonObject(1);
        assertFalse(deed.toString().contains("grüß"), "the ledger has what was said");
        assertEquals(OTHER, deed.getString("actor"));
    }

    @Test
    void strangersReadNothingThoughTheWorkspaceIsPublic() throws Exception {
        assertEquals(404, get(STRANGER, "/messages").statusCode());
        owner.patch(workspace.root(), "{\"public\": true}");
        assertEquals(403, get(STRANGER, "/messages").statusCode());
        assertEquals(403, say(STRANGER, "hello").statusCode());
        try (var events = events(STRANGER)) {
            assertEquals(4403, events.awaitClose());
        }
    }

    @Test
    void theHistoryComesInPagesAndSaysHowMuchIsUnread() throws Exception {
        for (int i = 1; i <= 5; i++) {
            assertEquals(201, say(OWNER, "text " + i).statusCode());
        }
        JsonObject newest = read(OTHER, "?size=2");
        assertEquals(List.of("text 5", "text 4"), texts(newest));
        assertEquals(5, newest.getInt("unread"));
        JsonObject middle = read(OTHER, "?size=2&cursor=" + newest.getInt("next"));
        assertEquals(List.of("text 3", "text 2"), texts(middle));
        JsonObject oldest = read(OTHER, "?size=2&cursor=" + middle.getInt("next"));
        assertEquals(List.of("text 1"), texts(oldest));
        assertFalse(oldest.containsKey("next"), oldest::toString);
        assertEquals(204, post(OTHER, "/messages/read", "{\"number\": 4}").statusCode());
        assertEquals(204, post(OTHER, "/messages/read", "{\"number\": 2}").statusCode());
        assertEquals(1, read(OTHER, "").getInt("unread"));
        assertEquals(204, post(OTHER, "/messages/read", "{\"number\": 99}").statusCode());
        say(OWNER, "text 6");
        assertEquals(1, read(OTHER, "").getInt("unread"), "what was not said cannot be read");
    }

    @Test
    void whatIsTooMuchIsRefusedAndSaysWhatToDo() throws Exception {
        assertEquals(400, say(OTHER, " \n ").statusCode());
        assertEquals(400, say(OTHER, "nul \0").statusCode());
        assertEquals(400, post(OTHER, "/messages", "{\"text\": \"half \\ud83d\"}").statusCode());
        assertEquals(400, say(OTHER, "😀".repeat(4_001)).statusCode());
        assertEquals(400, get(OTHER, "/messages?size=201").statusCode());
        assertEquals(201, say(OTHER, "😀".repeat(4_000)).statusCode());
        for (int i = 2; i <= 30; i++) {
            assertEquals(201, say(OTHER, "text").statusCode());
        }
        HttpResponse<String> flood = say(OTHER, "text");
        assertEquals(429, flood.statusCode());
        assertTrue(flood.body().contains("Wait a moment"), flood::body);
        assertEquals(201, say(OWNER, "others may").statusCode());
        assertEquals(31, read(OWNER, "").getJsonArray("items").getJsonObject(0).getInt("number"));
    }

    @Test
    void everybodyHearsWhoIsThereAndAtWhichFile() throws Exception {
        try (var host = events(OWNER)) {
            host.awaitMatch(heard -> heard.contains("\"self\":true"));
            String id;
            try (var guest = events(OTHER)) {
                host.awaitMatch(heard -> isPresence(heard, OTHER) && !heard.contains("\"path\""));
                guest.awaitMatch(heard -> isPresence(heard, OWNER));
                guest.say("{\"type\": \"look\", \"path\": \"src/a.py\", \"line\": 3}");
                host.awaitMatch(heard ->
                        isPresence(heard, OTHER) && heard.contains("\"path\":\"src/a.py\""));
                id = last(host, OTHER).getString("id");
                host.say("{\"type\": \"follow\", \"id\": \"%s\"}".formatted(id));
                host.awaitText(look(id, "src/a.py", 3));
                guest.awaitText(
                        "{\"type\":\"followers\",\"ids\":[\"%s\"]}"
                                .formatted(last(guest, OWNER).getString("id")));
                guest.say("{\"type\": \"look\", \"path\": \"src/a.py\", \"line\": 90}");
                host.awaitText(look(id, "src/a.py", 90));
                guest.say("{\"type\": \"away\"}");
                host.awaitMatch(
                        heard -> isPresence(heard, OTHER) && heard.contains("\"away\":true"));
                assertTrue(
                        last(host, OTHER).getInt("colour") != last(host, OWNER).getInt("colour"),
                        "both have one colour");
                guest.say("{\"type\": \"look\", \"path\": \"../secret\"}");
                assertEquals(4400, guest.awaitClose());
            }
            host.awaitText("{\"type\":\"presence\",\"id\":\"%s\",\"left\":true}".formatted(id));
        }
    }

    private static String look(String id, String path, int line) {
        return "{\"type\":\"look\",\"id\":\"%s\",\"path\":\"%s\",\"line\":%d}"
                .formatted(id, path, line);
    }

    private static boolean isPresence(String heard, String user) {
        return heard.startsWith("{\"type\":\"presence\"")
                && heard.contains("\"user\":\"" + user + "\"");
    }

    private static JsonObject last(SocketClient events, String user) {
        String heard =
                events.texts().stream()
                        .filter(text -> isPresence(text, user))
                        .reduce((_, later) -> later)
                        .orElseThrow();
        try (var reader = Json.createReader(new java.io.StringReader(heard))) {
            return reader.readObject();
        }
    }

    private static List<String> texts(JsonObject messages) {
        return messages.getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("text"))
                .toList();
    }

    private JsonObject read(String user, String query) throws Exception {
        return TestWorkspace.parse(get(user, "/messages" + query));
    }

    private HttpResponse<String> say(String user, String text) throws Exception {
        return post(
                user, "/messages", Json.createObjectBuilder().add("text", text).build().toString());
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        var request =
                platform.request(user, workspace.root() + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String user, String path) throws Exception {
        var request = platform.request(user, workspace.root() + path).GET();
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private SocketClient events(String user) {
        return workspace.connectAs(user, "/events");
    }

    private void give(String role) throws Exception {
        owner.putJson(
                workspace.root() + "/members",
                "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(OTHER, role));
    }
}
