package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
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

    /// What somebody is told while they have a page open.
    SocketClient notifications(String user) {
        return SocketClient.connect(
                platform.http(),
                URI.create(platform.at("/ws/notifications").toString().replaceFirst("http", "ws")),
                builder -> builder.header("Authorization", "Bearer " + platform.sharedToken(user)));
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

    /// A course of the teacher's with these students, and in it an assignment with these tests that they see.
    ///
    /// @return path of the assignment
    String published(String title, String suite, String... students) throws Exception {
        String course =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String student : students) {
            ask(student, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        String path =
                "/api/assignments/"
                        + ask("teacher", "POST", course + "/assignments", "{\"title\":\"Sum\"}")
                                .getString("id");
        ask("teacher", "PUT", path + "/suite", suite);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    /// What came of a submission, once it is tested.
    JsonObject graded(String user, String submission) throws Exception {
        Eventually.holds(
                () ->
                        ask(user, "GET", submission + "/grading", "")
                                .getString("state")
                                .equals("done"),
                () -> send(user, "GET", submission + "/grading", "").body());
        return ask(user, "GET", submission + "/grading", "");
    }
}
