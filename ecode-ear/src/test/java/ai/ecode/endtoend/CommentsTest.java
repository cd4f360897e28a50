package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Comments on lines of files: they stay with their lines, whoever changes the file and however.
@Timeout(120)
class CommentsTest {

    private static final String OWNER = "developer";
    private static final String OTHER = "developer2";
    private static final String FILE = "/files/story.txt";

    private final RunningPlatform platform;
    private final Api owner;
    private TestWorkspace workspace;

    CommentsTest(RunningPlatform platform) {
        this.platform = platform;
        this.owner = new Api(platform, OWNER);
    }

    @BeforeEach
    void aWorkspaceWithAViewer() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        assertEquals(201, workspace.put("story.txt", "one\ntwo\nthree\nfour\n").statusCode());
        owner.putJson(
                workspace.root() + "/members",
                "{\"user\":\"%s\",\"role\":\"viewer\"}".formatted(OTHER));
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void aCommentStaysWithItsLines() throws Exception {
        JsonObject begun = begin(OTHER, 2, 3, "Why two?");
        assertEquals("two", begun.getString("quote"));
        owner.overwrite(workspace.root() + FILE, "zero\none\nnew\ntwo\nthree\nfour\n");
        assertLines(begun, 4, 5);
        owner.overwrite(workspace.root() + FILE, "zero\none\nTWO\nthree\nfour\n");
        assertLines(begun, 3, 4);
        owner.post(
                workspace.root() + "/moves",
                "{\"from\": \"story.txt\", \"to\": \"told/tale.txt\"}");
        assertEquals("told/tale.txt", get(begun).getString("path"));
        assertLines(begun, 3, 4);
    }

    @Test
    void whereTheFileWasReplacedTheLineThatSaysTheSameIsFound() throws Exception {
        JsonObject begun = begin(OWNER, 3, 3, "Three?");
        owner.delete(workspace.root() + FILE);
        assertEquals(3, get(begun).getInt("line"), "without its file it stays");
        assertEquals(201, workspace.put("story.txt", "a\nb\nc\nd\ne\n  three\n").statusCode());
        assertLines(begun, 6, 6);
    }

    @Test
    void whatHappensToACommentIsHeardAtOnce() throws Exception {
        try (var events = workspace.connectAs(OTHER, "/events")) {
            JsonObject begun = begin(OWNER, 1, 1, "first\n<script>");
            String id = begun.getString("id");
            events.awaitText("{\"type\":\"comment\",\"thread\":\"%s\"}".formatted(id));
            assertEquals(
                    201, post(OTHER, "/" + id + "/replies", "{\"text\":\"reply\"}").statusCode());
            JsonObject reply = get(begun).getJsonArray("comments").getJsonObject(1);
            assertEquals("reply", reply.getString("text"));
            assertEquals(OTHER, reply.getString("user"));

            HttpResponse<String> refused = post(OTHER, "/" + id + "/resolve", "");
            assertEquals(403, refused.statusCode());
            assertTrue(refused.body().contains("Ask one of them"), refused::body);
            assertEquals(200, post(OWNER, "/" + id + "/resolve", "").statusCode());
            assertEquals(OWNER, get(begun).getString("resolvedBy"));
            assertEquals(200, post(OWNER, "/" + id + "/reopen", "").statusCode());
            assertFalse(get(begun).getBoolean("resolved"));

            String first = begun.getJsonArray("comments").getJsonObject(0).getString("id");
            assertEquals(403, withdraw(OTHER, id, first).statusCode());
            assertEquals(204, withdraw(OTHER, id, reply.getString("id")).statusCode());
            assertEquals(204, withdraw(OWNER, id, first).statusCode());
            assertEquals(404, send(OWNER, "GET", "/" + id, "").statusCode());
        }
        JsonObject viewers = begin(OTHER, 1, 1, "mine");
        assertEquals(200, post(OTHER, "/" + viewers.getString("id") + "/resolve", "").statusCode());
    }

    @Test
    void badCommentsAreRefused() throws Exception {
        assertEquals(400, post(OWNER, "", body("story.txt", 0, 0, "x")).statusCode());
        assertEquals(400, post(OWNER, "", body("story.txt", 3, 2, "x")).statusCode());
        assertEquals(400, post(OWNER, "", body("story.txt", 1, 1, " ")).statusCode());
        assertEquals(404, post(OWNER, "", body("none.txt", 1, 1, "x")).statusCode());
        String anchored =
                "{\"path\":\"story.txt\",\"line\":1,\"start\":\"%s\",\"end\":\"AA==\",\"text\":\"x\"}";
        assertEquals(400, post(OWNER, "", anchored.formatted("no base 64")).statusCode());
        assertEquals(400, post(OWNER, "", anchored.formatted("/////w==")).statusCode());
        assertEquals(1, begin(OWNER, 1, 1, "beyond the end").getInt("line"));
        assertEquals(5, begin(OWNER, 999, 999, "beyond the end").getInt("line"));
    }

    private void assertLines(JsonObject thread, int line, int endLine) throws Exception {
        JsonObject now = get(thread);
        assertEquals(line, now.getInt("line"), now::toString);
        assertEquals(endLine, now.getInt("endLine"), now::toString);
    }

    private JsonObject begin(String user, int line, int endLine, String text) throws Exception {
        HttpResponse<String> begun = post(user, "", body("story.txt", line, endLine, text));
        assertEquals(201, begun.statusCode(), begun::body);
        return TestWorkspace.parse(begun);
    }

    private static String body(String path, int line, int endLine, String text) {
        return Json.createObjectBuilder()
                .add("path", path)
                .add("line", line)
                .add("endLine", endLine)
                .add("text", text)
                .build()
                .toString();
    }

    private JsonObject get(JsonObject thread) throws Exception {
        return TestWorkspace.parse(send(OWNER, "GET", "/" + thread.getString("id"), ""));
    }

    private HttpResponse<String> withdraw(String user, String thread, String comment)
            throws Exception {
        return send(user, "DELETE", "/" + thread + "/replies/" + comment, "");
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        return send(user, "POST", path, body);
    }

    private HttpResponse<String> send(String user, String method, String path, String body)
            throws Exception {
        var request =
                platform.request(user, workspace.root() + "/comments" + path)
                        .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }
}
