package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Requests with JSON by several people, for tests in which it matters who asks.
record SignedRequests(RunningPlatform platform) {

    /// @param body empty for none
    HttpResponse<String> send(String user, String method, String path, String body)
            throws Exception {
        var request =
                platform.request(user, path)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    /// Hands in a program as a student does, and leaves no workspace behind: a person has only so many.
    ///
    /// @return path of the submission
    String handIn(String user, String assignment, String code) throws Exception {
        return handIn(user, assignment, "main.py", code);
    }

    /// Hands in one file.
    String handIn(String user, String assignment, String path, String code) throws Exception {
        String workspace =
                "/api/workspaces/"
                        + ask(user, "POST", assignment + "/workspace", "").getString("id");
        new Api(platform, user).overwrite(workspace + "/files/" + path, code);
        String submission =
                "/api/submissions/"
                        + ask(user, "POST", assignment + "/submissions", "").getString("id");
        new Api(platform, user)
                .deleteWorkspace(workspace.substring(workspace.lastIndexOf('/') + 1));
        return submission;
    }

    /// What is answered to a request that has to succeed.
    JsonObject ask(String user, String method, String path, String body) throws Exception {
        var answer = send(user, method, path, body);
        assertEquals(2, answer.statusCode() / 100, answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
