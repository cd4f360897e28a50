package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;

/// A workspace of a demo user, made for one test through the API and deleted after it.
final class TestWorkspace implements AutoCloseable {

    private final RunningPlatform platform;
    private final String owner;
    private final String bearer;
    private final String root;

    private TestWorkspace(RunningPlatform platform, String owner, String bearer, String id) {
        this.platform = platform;
        this.owner = owner;
        this.bearer = bearer;
        this.root = "/api/workspaces/" + id;
    }

    static TestWorkspace create(RunningPlatform platform, String owner, String template)
            throws Exception {
        String bearer = "Bearer " + platform.token(owner);
        var none = new TestWorkspace(platform, owner, bearer, "");
        String body = "{\"name\": \"Test\", \"template\": \"%s\"}".formatted(template);
        var created =
                none.send(
                        "POST", "/api/workspaces", json(body), "Content-Type", "application/json");
        assertEquals(201, created.statusCode(), created.body());
        return new TestWorkspace(platform, owner, bearer, parse(created).getString("id"));
    }

    /// The same with a token that has its whole life before it.
    TestWorkspace renewed() {
        return new TestWorkspace(
                platform,
                owner,
                "Bearer " + platform.token(owner),
                root.substring("/api/workspaces/".length()));
    }

    /// Asks as its owner; `path` begins with a slash and is relative to the workspace, `headers` are names and values.
    HttpResponse<String> ask(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send(method, root + path, body, headers);
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return ask("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> put(String file, String content, String... headers)
            throws IOException, InterruptedException {
        return ask("PUT", "/files/" + file, BodyPublishers.ofString(content), headers);
    }

    HttpResponse<String> delete(String file) throws IOException, InterruptedException {
        return ask("DELETE", "/files/" + file, BodyPublishers.noBody());
    }

    HttpResponse<String> postJson(String path, String json)
            throws IOException, InterruptedException {
        return ask("POST", path, json(json), "Content-Type", "application/json");
    }

    /// Sizes of files by path; folders are -1.
    TreeMap<String, Integer> list() throws IOException, InterruptedException {
        var sizes = new TreeMap<String, Integer>();
        for (var item : parse(get("/files")).getJsonArray("items").getValuesAs(JsonObject.class)) {
            sizes.put(
                    item.getString("path"),
                    item.getString("type").equals("folder") ? -1 : item.getInt("size"));
        }
        return sizes;
    }

    void start() throws Exception {
        ask("POST", "/start", BodyPublishers.noBody());
        awaitState("RUNNING");
    }

    void stop() throws Exception {
        ask("POST", "/stop", BodyPublishers.noBody());
        awaitState("STOPPED");
    }

    void awaitState(String wanted) throws Exception {
        for (int i = 0; i < 600; i++) {
            JsonObject workspace = parse(get(""));
            if (workspace.getString("state").equals(wanted)) {
                return;
            }
            assertNotEquals("FAILED", workspace.getString("state"), workspace::toString);
            Thread.sleep(100);
        }
        throw new AssertionError("The workspace did not become " + wanted);
    }

    /// Types one line into a terminal of its own and waits until it is done.
    void run(String line) throws Exception {
        try (var terminal = terminal()) {
            terminal.type(line + "; echo done-$((6 * 7))\r");
            terminal.await("done-42");
        }
    }

    /// A new terminal.
    SocketClient terminal() throws Exception {
        return attach(
                parse(postJson("/terminals", "{\"cols\": 80, \"rows\": 24}")).getString("id"));
    }

    SocketClient attach(String terminal) {
        return attach(terminal, bearer);
    }

    /// Somebody else's connection to one of the workspace's terminals.
    SocketClient attachAs(String user, String terminal) {
        return attach(terminal, "Bearer " + platform.sharedToken(user));
    }

    private SocketClient attach(String terminal, String credential) {
        return connect("/terminals/" + terminal, credential);
    }

    /// Somebody's connection to a socket of the workspace; `path` begins with a slash.
    SocketClient connectAs(String user, String path) {
        return connect(path, "Bearer " + platform.sharedToken(user));
    }

    private SocketClient connect(String path, String credential) {
        URI uri =
                URI.create(
                        platform.at(root.replace("/api/", "/ws/") + path)
                                .toString()
                                .replaceFirst("http", "ws"));
        return SocketClient.connect(
                platform.http(), uri, builder -> builder.header("Authorization", credential));
    }

    String id() {
        return root.substring(root.lastIndexOf('/') + 1);
    }

    String root() {
        return root;
    }

    static JsonObject parse(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private static BodyPublisher json(String body) {
        return BodyPublishers.ofString(body);
    }

    private HttpResponse<String> send(
            String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request = platform.request(owner, path).method(method, body);
        request.setHeader("Authorization", bearer);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        stop();
        ask("DELETE", "", BodyPublishers.noBody());
        ask("DELETE", "?permanent=true", BodyPublishers.noBody());
    }
}
