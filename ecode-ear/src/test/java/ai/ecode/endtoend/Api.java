package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/// The API as one demo user calls it: each call must succeed.
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningPlatform platform;
    private final String user;

    Api(RunningPlatform platform, String user) {
        this.platform = platform;
        this.user = user;
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return json(send("GET", path, null, null));
    }

    JsonObject post(String path, String body) throws IOException, InterruptedException {
        return json(send("POST", path, "application/json", body));
    }

    void patch(String path, String body) throws IOException, InterruptedException {
        send("PATCH", path, "application/json", body);
    }

    void put(String path, String content) throws IOException, InterruptedException {
        send("PUT", path, "application/octet-stream", content);
    }

    JsonObject putJson(String path, String body) throws IOException, InterruptedException {
        return json(send("PUT", path, "application/json", body));
    }

    /// Replaces a file whatever it holds by now.
    void overwrite(String path, String content) throws IOException, InterruptedException {
        send("PUT", path, "application/octet-stream", content, "If-Match", "*");
    }

    String text(String path) throws IOException, InterruptedException {
        return send("GET", path, null, null).body();
    }

    void delete(String path) throws IOException, InterruptedException {
        send("DELETE", path, null, null);
    }

    /// The new workspace's id.
    String createWorkspace(String name, String template) throws IOException, InterruptedException {
        return post(
                        "/api/workspaces",
                        "{\"name\":\"%s\",\"template\":\"%s\"}".formatted(name, template))
                .getString("id");
    }

    /// Starts it and returns when it runs.
    void start(String workspace) throws IOException, InterruptedException {
        send("POST", "/api/workspaces/" + workspace + "/start", null, "");
        await(workspace, "RUNNING");
    }

    void stop(String workspace) throws IOException, InterruptedException {
        send("POST", "/api/workspaces/" + workspace + "/stop", null, "");
        await(workspace, "STOPPED");
    }

    /// Returns when the workspace has the state; fails when it does not get there.
    void await(String workspace, String state) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        JsonObject seen = get("/api/workspaces/" + workspace);
        while (!seen.getString("state").equals(state)) {
            if (Instant.now().isAfter(end) || seen.getString("state").equals("FAILED")) {
                throw new AssertionError("The workspace is not " + state + " but " + seen);
            }
            Thread.sleep(
                    Duration.ofMillis(
                            50)); // the API has no way to wait; the events socket has tests of its
            // own
            seen = get("/api/workspaces/" + workspace);
        }
    }

    void deleteWorkspace(String workspace) throws IOException, InterruptedException {
        String state = get("/api/workspaces/" + workspace).getString("state");
        if (state.equals("STARTING") || state.equals("RUNNING") || state.equals("STOPPING")) {
            stop(workspace);
        }
        send("DELETE", "/api/workspaces/" + workspace, null, null);
        send("DELETE", "/api/workspaces/" + workspace + "?permanent=true", null, null);
    }

    /// Those in the trash too.
    void deleteAllWorkspaces() throws IOException, InterruptedException {
        for (JsonValue workspace : get("/api/workspaces?size=200").getJsonArray("items")) {
            deleteWorkspace(workspace.asJsonObject().getString("id"));
        }
        var trash = get("/api/workspaces?size=200&trashed=true").getJsonArray("items");
        for (JsonValue workspace : trash) {
            String id = workspace.asJsonObject().getString("id");
            send("DELETE", "/api/workspaces/" + id + "?permanent=true", null, null);
        }
    }

    private HttpResponse<String> send(
            String method, String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        var request = platform.request(user, path);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<String> response =
                platform.http().send(request.build(), BodyHandlers.ofString());
        assertEquals(
                2,
                response.statusCode() / 100,
                () -> method + " " + path + ": " + response.statusCode() + " " + response.body());
        return response;
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
