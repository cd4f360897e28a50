package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A server that is told to stop finishes what it began and takes nothing new.
class DrainingTest {

    private static final Duration START = Duration.ofMinutes(4);

    private final RunningPlatform platform;
    private final Api developer;

    DrainingTest(RunningPlatform platform) {
        this.platform = platform;
        this.developer = new Api(platform, "developer");
    }

    @Test
    void runsAreAnsweredNewRequestsRefusedAndSocketsToldToComeBack() throws Exception {
        String workspace = developer.createWorkspace("Draining", "blank");
        developer.start(workspace);
        URI terminal = terminal(workspace);
        try (var socket = open(terminal)) {
            socket.type("echo be''fore\r");
            socket.await("before");
            try (var waiting = HttpClient.newHttpClient()) {
                var answer = run(waiting, "sleep 8; echo done", null);
                var events = run(waiting, "sleep 8; echo done", "text/event-stream");
                Eventually.holds(() -> running() >= 2, () -> "The runs did not begin");

                var stopped = CompletableFuture.runAsync(platform.liberty()::stop);
                assertEquals(1001, socket.awaitClose(), socket.closeReason());
                Eventually.holds(this::isRefused, () -> "It goes on taking connections");
                assertFalse(answer.isDone(), "the run was over before the server refused");

                assertEquals(200, answer.get().statusCode());
                var outcome = Json.createReader(new StringReader(answer.get().body())).readObject();
                assertEquals("OK", outcome.getString("status"));
                assertEquals("done\n", outcome.getString("stdout"));
                assertTrue(events.get().body().contains("event: outcome"), events.get().body());
                stopped.get();
            }
        } finally {
            platform.liberty().start();
            platform.liberty().awaitReady(START);
        }
        try (var again = open(terminal)) {
            again.await("before");
        }
        developer.await(workspace, "STOPPED");
        var stopped = developer.get("/api/workspaces/" + workspace);
        assertEquals("shutdown", stopped.getString("stopCause"), stopped::toString);
        developer.deleteWorkspace(workspace);
    }

    private CompletableFuture<HttpResponse<String>> run(
            HttpClient client, String code, String accept) {
        var request =
                platform.request("developer", "/api/execute")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        Json.createObjectBuilder()
                                                .add("language", "bash")
                                                .add("code", code)
                                                .build()
                                                .toString()));
        if (accept != null) {
            request.header("Accept", accept);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private double running() throws Exception {
        var request =
                HttpRequest.newBuilder(platform.at("/metrics"))
                        .header("Authorization", "Bearer " + RunningPlatform.SCRAPE_TOKEN);
        return platform.http()
                .send(request.build(), BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("ecode_executions_running "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElse(0);
    }

    /// As a load balancer sees it: a new connection.
    private boolean isRefused() throws InterruptedException {
        try (var stranger = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(platform.at("/health/ready")).build();
            stranger.send(ready, BodyHandlers.discarding());
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private URI terminal(String workspace) throws Exception {
        String path = "/workspaces/" + workspace + "/terminals";
        String id = developer.post("/api" + path, "{}").getString("id");
        return URI.create(
                platform.at("/ws" + path + "/" + id).toString().replaceFirst("^http", "ws"));
    }

    private SocketClient open(URI terminal) {
        return SocketClient.connect(
                platform.http(),
                terminal,
                builder ->
                        builder.header(
                                "Authorization", "Bearer " + platform.sharedToken("developer")));
    }
}
