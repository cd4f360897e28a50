package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Terminals as a program at a WebSocket sees them.
@Timeout(120)
class TerminalTest {

    private static final String OWNER = "developer";

    private final RunningPlatform platform;
    private final String bearer;
    private String workspace = "";

    TerminalTest(RunningPlatform platform) {
        this.platform = platform;
        this.bearer = "Bearer " + platform.sharedToken(OWNER);
    }

    @BeforeEach
    void startAWorkspace() throws Exception {
        var created = post("/api/workspaces", "{\"name\": \"Terminals\", \"template\": \"blank\"}");
        assertEquals(201, created.statusCode(), created.body());
        workspace = json(created).getString("id");
        assertEquals(202, post("/api/workspaces/" + workspace + "/start", "").statusCode());
        awaitState("RUNNING");
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        post("/api/workspaces/" + workspace + "/stop", "");
        awaitState("STOPPED");
        delete("/api/workspaces/" + workspace);
    }

    @Test
    void whatIsTypedRunsAndItsOutputComes() throws Exception {
        try (var terminal = attach(open())) {
            terminal.type("echo $((6 * 7))-$LANG\r");
            terminal.await("42-");
        }
    }

    @Test
    void ctrlCEndsTheForegroundJobAndNotTheShell() throws Exception {
        try (var terminal = attach(open())) {
            terminal.type("sh -c 'echo running-$((1+1)); exec sleep 1000'; echo status-$?\r");
            terminal.await("running-2");
            terminal.type("\u0003");
            terminal.await("^C");
            terminal.type("echo alive-$((1+1))\r");
            terminal.await("alive-2");
        }
    }

    @Test
    void theShellHearsOfANewSize() throws Exception {
        try (var terminal = attach(open())) {
            terminal.type("stty size\r");
            terminal.await("24 80");
            terminal.say("{\"type\": \"resize\", \"cols\": 101, \"rows\": 37}");
            terminal.type("until stty size | grep '^37 101$'; do sleep 0.01; done\r");
            terminal.await("37 101\r\n");
        }
    }

    @Test
    void whoComesBackSeesWhatWasThereByteForByte() throws Exception {
        String id = open();
        byte[] seen;
        try (var terminal = attach(id)) {
            terminal.type("seq 1 60000; printf '\\303\\050end-%s\\n' mark\r");
            terminal.await("end-mark\r\n");
            terminal.awaitEnding("$ "); // the next prompt is the last that comes
            seen = terminal.bytes();
        }
        try (var again = attach(id)) {
            again.awaitText("{\"type\":\"replayed\"}");
            byte[] replayed = again.bytes();
            assertEquals(256 * 1024, replayed.length);
            assertArrayEquals(
                    Arrays.copyOfRange(seen, seen.length - replayed.length, seen.length), replayed);
            again.type("echo still-$((1+1))\r");
            again.await("still-2");
        }
    }

    @Test
    void twoSocketsShareOneTerminal() throws Exception {
        String id = open();
        try (var first = attach(id);
                var second = attach(id)) {
            first.type("echo from-$((1+0))\r");
            second.await("from-1");
            second.type("echo from-$((1+1))\r");
            first.await("from-2");
        }
    }

    @Test
    void aFloodToASlowReaderDelaysNobodyElse() throws Exception {
        String flooded = open();
        String calm = open();
        try (var slow = attach(flooded, false);
                var other = attach(calm)) {
            slow.type("yes 'a line that goes on and on'\r");
            long began = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                other.type("echo ping-$((" + i + "+0))\r");
                other.await("ping-" + i);
            }
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 15);
            slow.type("\u0003");
            slow.read(Long.MAX_VALUE);
            slow.type("echo calm-$((1+1))\r");
            slow.await("calm-2");
        }
    }

    @Test
    void aPageIsSentNoMoreThanItCanDraw() throws Exception {
        String id = open();
        int window = 64 * 1024;
        int largestFrame = 64 * 1024;
        try (var page = attach(id);
                var other = attach(id)) {
            page.awaitText("{\"type\":\"replayed\"}");
            page.say("{\"type\": \"window\", \"bytes\": " + window + "}");
            page.type("head -c 200000 /dev/zero | tr '\\0' x; echo end-$((1+1))\r");
            other.await("end-2");
            assertTrue(
                    page.bytes().length < window + largestFrame,
                    () -> page.bytes().length + " bytes came");
            page.say("{\"type\": \"drawn\", \"bytes\": " + window + "}");
            page.awaitMatch("x{70000}", Duration.ofSeconds(60));
            page.say("{\"type\": \"window\", \"bytes\": 1000000}");
            page.await("end-2");
        }
    }

    @Test
    void anExitIsToldAndTheOutputCanStillBeRead() throws Exception {
        String id = open();
        try (var terminal = attach(id)) {
            terminal.type("echo last words; exit 3\r");
            terminal.awaitText("{\"type\":\"exit\",\"code\":3}");
            assertEquals(1000, terminal.awaitClose());
        }
        try (var late = attach(id)) {
            late.awaitText("{\"type\":\"exit\",\"code\":3}");
            assertTrue(late.output().contains("last words"));
            assertEquals("{\"type\":\"replayed\"}", late.texts().getFirst());
        }
        JsonObject listed = json(get("/api/workspaces/" + workspace + "/terminals"));
        JsonObject item = listed.getJsonArray("items").getJsonObject(0);
        assertEquals("ended", item.getString("state"));
        assertEquals(3, item.getInt("code"));
    }

    @Test
    void terminalsOfOneWorkspaceShareItsSandbox() throws Exception {
        try (var first = attach(open());
                var second = attach(open())) {
            first.type("sleep 12345 & echo started-$((1+1)); touch shared\r");
            first.await("started-2");
            second.type("echo sleeping-$(ps ax | grep -c '[s]leep 12345')-$(ls sha*)\r");
            second.await("sleeping-1-shared");
        }
    }

    @Test
    void aClosedTerminalIsGone() throws Exception {
        String id = open();
        try (var terminal = attach(id)) {
            assertEquals(204, delete("/api/workspaces/" + workspace + "/terminals/" + id));
            assertEquals(1000, terminal.awaitClose());
        }
        try (var late = attach(id)) {
            assertEquals(4404, late.awaitClose());
        }
    }

    @Test
    void stoppingTheWorkspaceEndsItsTerminalsAndKeepsTheirOutput() throws Exception {
        String id = open();
        try (var terminal = attach(id)) {
            terminal.type("echo kept-$((1+1))\r");
            terminal.await("kept-2");
            post("/api/workspaces/" + workspace + "/stop", "");
            assertEquals(1000, terminal.awaitClose());
        }
        awaitState("STOPPED");
        try (var late = attach(id)) {
            assertEquals(1000, late.awaitClose());
            assertTrue(late.output().contains("kept-2"));
        }
        var refused = post("/api/workspaces/" + workspace + "/terminals", "{}");
        assertEquals(409, refused.statusCode());
        assertEquals("workspace-not-running", json(refused).getString("code"));
    }

    @Test
    void eachWorkspaceHasABoundedNumberOfTerminals() throws Exception {
        for (int i = 0; i < 16; i++) {
            open();
        }
        var refused = post("/api/workspaces/" + workspace + "/terminals", "{}");
        assertEquals(429, refused.statusCode());
        assertEquals("quota-exceeded", json(refused).getString("code"));
    }

    @Test
    void withoutACredentialThereIsNoUpgrade() throws Exception {
        var refusal = refusal(socket(open()), _ -> {});
        assertEquals(401, refusal.statusCode());
        assertEquals("Bearer", refusal.headers().firstValue("WWW-Authenticate").orElse(""));
        assertEquals(
                "application/problem+json",
                refusal.headers().firstValue("Content-Type").orElse("").split(";")[0]);
    }

    @Test
    void aTicketOpensOneSocketOnce() throws Exception {
        URI socket = socket(open());
        var ticket = post("/api/tickets", "{\"path\": \"" + socket.getPath() + "\"}");
        assertEquals(201, ticket.statusCode(), ticket.body());
        URI withTicket = URI.create(socket + "?token=" + json(ticket).getString("ticket"));
        try (var terminal = SocketClient.connect(platform.http(), withTicket, _ -> {})) {
            terminal.awaitText("{\"type\":\"replayed\"}");
        }
        assertEquals(401, refusal(withTicket, _ -> {}).statusCode());
    }

    @Test
    void forAStrangerItDoesNotExist() throws Exception {
        String id = open();
        for (String stranger : new String[] {"developer2", "outsider"}) {
            String token = "Bearer " + platform.sharedToken(stranger);
            try (var client =
                    SocketClient.connect(
                            platform.http(),
                            socket(id),
                            builder -> builder.header("Authorization", token))) {
                assertEquals(4404, client.awaitClose());
                assertEquals(0, client.bytes().length);
            }
        }
    }

    @Test
    void whatIsNotThereClosesWith4404() throws Exception {
        try (var client = attach(UUID.randomUUID().toString())) {
            assertEquals(4404, client.awaitClose());
        }
        try (var client = attach("no-id")) {
            assertEquals(4404, client.awaitClose());
        }
    }

    @Test
    void whatIsMalformedClosesWith4400() throws Exception {
        try (var client = attach(open())) {
            client.say("{\"type\": \"resize\", \"cols\": -1, \"rows\": 24}");
            assertEquals(4400, client.awaitClose());
            assertTrue(client.closeReason().startsWith("malformed-request: "));
        }
    }

    @Test
    void theEventsOfAWorkspaceBeginWithItsState() throws Exception {
        URI events =
                URI.create(
                        platform.at("/ws/workspaces/" + workspace + "/events")
                                .toString()
                                .replaceFirst("http", "ws"));
        try (var client =
                SocketClient.connect(
                        platform.http(),
                        events,
                        builder -> builder.header("Authorization", bearer))) {
            client.awaitText("{\"type\":\"state\",\"state\":\"RUNNING\"}");
            var put =
                    platform.request(OWNER, "/api/workspaces/" + workspace + "/files/told.txt")
                            .PUT(BodyPublishers.ofString("told"))
                            .build();
            var stored = platform.http().send(put, BodyHandlers.ofString());
            assertEquals(201, stored.statusCode(), stored.body());
            String etag = stored.headers().firstValue("ETag").orElseThrow().replace("\"", "\\\"");
            client.awaitText(
                    "{\"type\":\"saved\",\"path\":\"told.txt\",\"etag\":\"" + etag + "\"}");
            post("/api/workspaces/" + workspace + "/stop", "");
            client.awaitMatch(text -> text.contains("\"state\":\"STOPPED\""));
        }
    }

    private HttpResponse<?> refusal(URI uri, Consumer<WebSocket.Builder> headers) {
        var refused =
                assertThrows(
                        CompletionException.class,
                        () -> SocketClient.connect(platform.http(), uri, headers));
        return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                .getResponse();
    }

    private String open() throws Exception {
        var opened =
                post("/api/workspaces/" + workspace + "/terminals", "{\"cols\": 80, \"rows\": 24}");
        assertEquals(201, opened.statusCode(), opened.body());
        return json(opened).getString("id");
    }

    private SocketClient attach(String terminal) {
        return attach(terminal, true);
    }

    private SocketClient attach(String terminal, boolean eager) {
        return SocketClient.connect(
                platform.http(),
                socket(terminal),
                builder -> builder.header("Authorization", bearer),
                eager);
    }

    private URI socket(String terminal) {
        return URI.create(
                platform.at("/ws/workspaces/" + workspace + "/terminals/" + terminal)
                        .toString()
                        .replaceFirst("http", "ws"));
    }

    private void awaitState(String wanted) throws Exception {
        for (int i = 0; i < 300; i++) {
            String state = json(get("/api/workspaces/" + workspace)).getString("state");
            if (state.equals(wanted)) {
                return;
            }
            assertFalse(state.equals("FAILED"), "The workspace failed");
            Thread.sleep(100);
        }
        throw new AssertionError("The workspace did not become " + wanted);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return platform.http()
                .send(platform.request(OWNER, path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request =
                platform.request(OWNER, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return platform.http().send(request, BodyHandlers.ofString());
    }

    private int delete(String path) throws Exception {
        var request = platform.request(OWNER, path).DELETE().build();
        return platform.http().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
