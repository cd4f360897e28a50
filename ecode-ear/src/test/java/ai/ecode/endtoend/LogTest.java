package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What stands in the log, and what never does.
class LogTest {

    private static final String NOBODYS = "/api/workspaces/00000000-0000-0000-0000-000000000000";

    private final RunningPlatform platform;
    private final Api developer;

    LogTest(RunningPlatform platform) {
        this.platform = platform;
        this.developer = new Api(platform, "developer");
    }

    @Test
    void theRequestIdOfAProblemLeadsToTheLineOfTheFailedRequest() throws Exception {
        var problem = send(platform.request("developer", NOBODYS + "?token=not-for-the-log"), 404);
        String line = about(problem.getString("requestId"), "RequestLog").getFirst();
        assertTrue(line.contains("GET " + NOBODYS + " was answered 404 not-found"), line);
        assertFalse(line.contains("not-for-the-log"), line);
    }

    @Test
    void anIdThatAProxyGaveIsTheOneInTheLog() throws Exception {
        String id = "proxy-" + java.util.UUID.randomUUID();
        var request = platform.request("developer", NOBODYS).header("X-Request-Id", id);
        assertEquals(id, send(request, 404).getString("requestId"));
        about(id, "RequestLog");
    }

    @Test
    void aFailureOfOursIsLoggedUnderItsRequestFromWhicheverThreadMetIt() throws Exception {
        String id;
        try (var connection = platform.postgres().connect("ecode");
                var statement = connection.createStatement()) {
            statement.execute("alter table audit_events rename to audit_events_away");
            try {
                var request =
                        platform.request("developer", "/api/execute")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"language\":\"bash\",\"code\":\"true\"}"));
                var problem = send(request, 500);
                assertEquals("internal", problem.getString("code"));
                id = problem.getString("requestId");
            } finally {
                statement.execute("alter table audit_events_away rename to audit_events");
            }
        }
        String cause = about(id, "ProblemMapper").getFirst();
        assertTrue(cause.contains("\"loglevel\":\"SEVERE\""), cause);
        assertTrue(cause.contains("audit_events"), cause);
        String elsewhere = about(id, "WTRN0074E").getFirst();
        assertTrue(elsewhere.contains("java:app/concurrent/virtual"), elsewhere);
    }

    @Test
    void noSecretOfACallerIsEverLogged() throws Exception {
        String bearer = platform.token("developer");
        send(request(NOBODYS, "Authorization", "Bearer " + bearer), 404);
        send(request(NOBODYS, "Authorization", "Bearer " + bearer + "x"), 401);

        var personal = developer.post("/api/me/tokens", "{\"name\":\"Log\",\"expiresInDays\":1}");
        String token = personal.getString("token");
        send(request(NOBODYS, "Authorization", "Bearer " + token), 404);
        developer.delete("/api/me/tokens/" + personal.getString("id"));
        send(request(NOBODYS, "Authorization", "Bearer " + token), 401);

        String ticket =
                developer.post("/api/tickets", "{\"path\":\"/ws/somewhere\"}").getString("ticket");
        String id = send(request("/ws/elsewhere?token=" + ticket), 401).getString("requestId");

        var browser = Browser.of(platform, "developer");
        browser.send(HttpRequest.newBuilder(platform.at(NOBODYS)));
        send(request(NOBODYS, "Authorization", "Bearer " + RunningPlatform.SCRAPE_TOKEN), 401);

        assertTrue(about(id, "RequestLog").getFirst().contains("/ws/elsewhere"));
        String all = logs();
        for (String secret :
                List.of(
                        bearer,
                        token,
                        ticket,
                        browser.session(),
                        RunningPlatform.SCRAPE_TOKEN,
                        platform.demoPassword())) {
            assertFalse(secret.isEmpty());
            assertFalse(all.contains(secret), "a secret of " + secret.length() + " characters");
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(platform.at(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private JsonObject send(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer =
                platform.http().send(request.build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), answer.body());
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    /// The lines that have the id as their field and say this; there is one at least.
    private List<String> about(String id, String words) throws Exception {
        Path log = platform.data().resolve("logs/ecode.json.log");
        String field = "\"ext_requestId\":\"" + id + "\"";
        Eventually.holds(
                () -> lines(log, field, words).findAny().isPresent(),
                () -> "Nothing says " + words + " of " + id);
        return lines(log, field, words).toList();
    }

    private static Stream<String> lines(Path log, String field, String words) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(field) && line.contains(words))
                .map(line -> line.replace("\\/", "/"));
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.walk(platform.data().resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .map(LogTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return new String(
                    Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
