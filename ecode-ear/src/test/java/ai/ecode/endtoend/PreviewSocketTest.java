package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.Cookie;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// WebSockets of a server in a workspace, from a browser and from programs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewSocketTest {

    private static final String OWNER = "developer";
    private static final int PORT = 5173;
    private static final int CONNECTS = 300;
    private static final int AT_ONCE = 16;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    PreviewSocketTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeAll
    void aServerInAWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "node");
        try (var server = getClass().getResourceAsStream("/socket-server.cjs")) {
            workspace.put("server.cjs", new String(server.readAllBytes(), StandardCharsets.UTF_8));
        }
        workspace.start();
        workspace.run(
                "node server.cjs & while ! (exec 3<>/dev/tcp/127.0.0.1/5173) 2>/dev/null; do :; done");
    }

    @AfterAll
    void clear() throws Exception {
        workspace.close();
    }

    @Test
    void nothingIsLostThatIsSaidAtOnceAfterTheHandshake() throws Exception {
        String token = platform.token(OWNER);
        var connects = new ArrayList<Callable<String>>();
        for (int i = 0; i < CONNECTS; i++) {
            String word = "word-%03d".formatted(i);
            connects.add(() -> spokenAtOnce(word, token));
        }
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = threads.invokeAll(connects);
            for (int i = 0; i < CONNECTS; i++) {
                assertEquals("word-%03d".formatted(i), answers.get(i).get());
            }
        }
    }

    /// Sends a message as soon as the answer to the handshake is there, and returns what the server echoes.
    private String spokenAtOnce(String word, String token) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), platform.previewPort())) {
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
            socket.getOutputStream()
                    .write(
                            ("GET /preview/%s/%d/at/once HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                            + "Authorization: Bearer %s\r\n\r\n")
                                    .formatted(id(), PORT, platform.previewPort(), token)
                                    .getBytes(ISO_8859_1));
            var answer = new StringBuilder();
            until(socket, answer, "\r\n\r\n");
            assertTrue(answer.toString().startsWith("HTTP/1.1 101"), answer.toString());
            var message = new ByteArrayOutputStream();
            message.writeBytes(new byte[] {(byte) 0x82, (byte) (0x80 | word.length()), 0, 0, 0, 0});
            message.writeBytes(word.getBytes(ISO_8859_1));
            socket.getOutputStream().write(message.toByteArray());
            // The echo is the only binary frame.
            until(socket, answer, "\u0082" + (char) word.length() + word);
            return answer.substring(answer.length() - word.length());
        }
    }

    private static void until(Socket socket, StringBuilder read, String wanted) throws Exception {
        while (read.indexOf(wanted, Math.max(0, read.length() - wanted.length())) < 0) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, () -> "closed after " + read);
            read.append((char) next);
        }
    }

    @Test
    void theServerSeesTheRequestWithoutThePlatformsCredentials() throws Exception {
        try (var client =
                connect(
                        "/path?q=%20",
                        builder ->
                                builder.header("Cookie", "ecode_session=secret; theirs=2")
                                        .subprotocols("first", "second"))) {
            client.awaitMatch(text -> text.contains("headers"));
            JsonObject hello = json(client.texts().getFirst());
            assertEquals("/path?q=%20", hello.getString("url"));
            JsonObject headers = hello.getJsonObject("headers");
            assertEquals("theirs=2", headers.getString("cookie"));
            assertFalse(headers.containsKey("authorization"));
            assertEquals("first", headers.getString("sec-websocket-protocol"));
            assertEquals("first", client.subprotocol());
        }
    }

    @Test
    void textAndBytesOfAnySizeUpToTheLimitComeBackUnchanged() throws Exception {
        try (var client = connect("/", _ -> {})) {
            var random = new Random(7);
            var sent = new ByteArrayOutputStream();
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20, 3 << 20}) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                sent.writeBytes(bytes);
                client.send(bytes);
            }
            client.awaitBytes(sent.size());
            assertArrayEquals(sent.toByteArray(), client.bytes());
            String text = "Grüße, 😀 ".repeat(50_000);
            client.say(text);
            client.awaitText(text);
        }
    }

    @Test
    void aMessageBeyondTheLimitEndsTheConnectionAndBothSidesHearWhy() throws Exception {
        try (var client = connect("/", _ -> {})) {
            client.sendWithoutWaiting(new byte[(4 << 20) + 1]);
            assertEquals(1009, client.awaitClose());
        }
        Eventually.holds(
                () -> seen().getJsonArray("closes").toString().contains("1009 "),
                () -> seen().toString());
        try (var client = connect("/", _ -> {})) {
            client.say("large");
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    void eachSideHearsHowTheOtherClosed() throws Exception {
        try (var client = connect("/", _ -> {})) {
            client.say("close 4321 enough");
            assertEquals(4321, client.awaitClose());
            assertEquals("enough", client.closeReason());
        }
        try (var client = connect("/", _ -> {})) {
            client.say("vanish");
            assertEquals(1001, client.awaitClose());
        }
        try (var client = connect("/", _ -> {})) {
            client.bye(4007, "later");
            Eventually.holds(
                    () -> seen().getJsonArray("closes").toString().contains("4007 later"),
                    () -> seen().toString());
        }
    }

    @Test
    void aServersPingIsAnswered() throws Exception {
        try (var client = connect("/", _ -> {})) {
            client.say("ping");
            client.awaitText("ponged there?");
        }
    }

    @Test
    void aSlowReaderHoldsItsServerUpInsteadOfFillingThePlatform() throws Exception {
        int megabytes = 64;
        try (var client = connectLazily("/")) {
            client.read(1);
            client.say("flood " + megabytes);
            Eventually.holds(
                    () -> seen().getString("flood").equals("held up"), () -> seen().toString());
            assertTrue(
                    seen().getInt("written") < megabytes / 2,
                    () -> "took in more than it can hold");
            client.read(Long.MAX_VALUE);
            client.awaitBytes(megabytes << 20);
        }
    }

    @Test
    void whereNothingListensTheConnectionEndsAndTheNextHandshakeFails() throws Exception {
        try (var client = socket(platform.previewPort(), "/preview/" + id() + "/4999/")) {
            assertEquals(1013, client.awaitClose());
            assertTrue(client.closeReason().startsWith("nothing-listens"), client.closeReason());
        }
        assertEquals(502, refusal("/preview/" + id() + "/4999/", OWNER));
        assertEquals(404, refusal("/preview/" + id() + "/" + PORT + "/", "developer2"));
    }

    @Test
    void aServerThatDoesNotAgreeEndsTheConnectionWithTheReason() throws Exception {
        try (var client = connect("/refused", _ -> {})) {
            assertEquals(1013, client.awaitClose());
            assertTrue(client.closeReason().contains("status 403"), client.closeReason());
        }
        try (var client = connect("/silent", _ -> {})) {
            assertEquals(1013, client.awaitClose());
            assertTrue(client.closeReason().contains("within 10 seconds"), client.closeReason());
        }
    }

    @Test
    void theAddressForProgramsSaysItWithACloseCode() throws Exception {
        try (var client =
                socket(platform.baseUrl().getPort(), "/ws/preview/" + id() + "/" + PORT + "/x")) {
            client.awaitMatch(text -> text.contains("\"url\":\"/x\""));
        }
        try (var client = socket(platform.baseUrl().getPort(), "/ws/preview/" + id() + "/4999/")) {
            assertEquals(1013, client.awaitClose());
            assertTrue(client.closeReason().startsWith("nothing-listens"), client.closeReason());
        }
    }

    @Test
    void aPageOfThePreviewConnectsAndNoOther() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            page.navigate("/preview/" + id() + "/" + PORT + "/");
            assertEquals(
                    "first hello, 100 echoes",
                    page.evaluate(
                            """
                            async () => {
                                const echoes = await Promise.all([...Array(100).keys()].map(i => new Promise((done, fail) => {
                                    const socket = new WebSocket('ws://' + location.host + '/', ['first', 'second']);
                                    let hello = 0;
                                    socket.onopen = () => socket.send('echo ' + i);
                                    socket.onclose = fail;
                                    socket.onmessage = ({data}) => {
                                        if (data.startsWith('{')) {
                                            hello++;
                                        } else {
                                            socket.onclose = null;
                                            socket.close();
                                            done(data === 'echo ' + i && hello === 1 ? socket.protocol : 'wrong');
                                        }
                                    };
                                })));
                                return [...new Set(echoes)].join() + ' hello, ' + echoes.length + ' echoes';
                            }
                            """));
            String pass =
                    visitor.context().cookies("https://" + host()).stream()
                            .filter(cookie -> cookie.name.equals("ecode_preview"))
                            .map((Cookie cookie) -> cookie.value)
                            .findFirst()
                            .orElseThrow();
            assertEquals(101, upgrade("http://" + host(), pass));
            assertEquals(403, upgrade("http://localhost:" + platform.previewPort(), pass));
            assertEquals(
                    403,
                    upgrade("http://p4999-" + id() + ".localhost:" + platform.previewPort(), pass));
            assertEquals(403, upgrade("null", pass));
            assertEquals(401, upgrade("http://" + host(), "wrong"));
        }
    }

    @Test
    void closingThePreviewEndsItsConnections() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            page.navigate("/preview/" + id() + "/" + PORT + "/");
            page.evaluate(
                    """
                    () => new Promise(open => {
                        const socket = new WebSocket('ws://' + location.host + '/');
                        window.ended = new Promise(ended => { socket.onclose = ({code}) => ended(code); });
                        socket.onopen = open;
                    })
                    """);
            workspace.ask("DELETE", "/previews/" + PORT, BodyPublishers.noBody());
            assertEquals(4404, page.evaluate("window.ended"));
        }
    }

    private SocketClient connect(String path, Consumer<java.net.http.WebSocket.Builder> more)
            throws Exception {
        return socket(
                platform.previewPort(), "/preview/" + id() + "/" + PORT + path, more, OWNER, true);
    }

    private SocketClient connectLazily(String path) throws Exception {
        return socket(
                platform.previewPort(),
                "/preview/" + id() + "/" + PORT + path,
                _ -> {},
                OWNER,
                false);
    }

    private SocketClient socket(int port, String path) throws Exception {
        return socket(port, path, _ -> {}, OWNER, true);
    }

    private SocketClient socket(
            int port,
            String path,
            Consumer<java.net.http.WebSocket.Builder> more,
            String who,
            boolean eager)
            throws Exception {
        String bearer = "Bearer " + platform.sharedToken(who);
        return SocketClient.connect(
                platform.http(),
                URI.create("ws://localhost:" + port + path),
                builder -> more.accept(builder.header("Authorization", bearer)),
                eager);
    }

    private int refusal(String path, String who) {
        var failed =
                assertThrows(
                        CompletionException.class,
                        () -> socket(platform.previewPort(), path, _ -> {}, who, true));
        return ((WebSocketHandshakeException) failed.getCause()).getResponse().statusCode();
    }

    private int upgrade(String origin, String pass) throws Exception {
        var headers =
                Map.of(
                        "Host", host(),
                        "Connection", "Upgrade",
                        "Upgrade", "websocket",
                        "Sec-WebSocket-Version", "13",
                        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                        "Origin", origin,
                        "Cookie", "ecode_preview=" + pass);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), platform.previewPort())) {
            socket.setSoTimeout(30_000);
            var head = new StringBuilder("GET / HTTP/1.1\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
            return Integer.parseInt(
                    new String(socket.getInputStream().readNBytes(12), ISO_8859_1).substring(9));
        }
    }

    private JsonObject seen() throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/preview/%s/%d/seen"
                                                .formatted(platform.previewPort(), id(), PORT)))
                        .header("Authorization", "Bearer " + platform.sharedToken(OWNER));
        return json(platform.http().send(request.build(), BodyHandlers.ofString()).body());
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private String id() {
        return workspace.root().replace("/api/workspaces/", "");
    }

    private String host() {
        return "p" + PORT + "-" + id() + ".localhost:" + platform.previewPort();
    }
}
