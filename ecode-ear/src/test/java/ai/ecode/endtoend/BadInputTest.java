package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What nobody should send. Each is answered by a problem document that a person can act on, tells nothing of the platform's
/// insides, and leaves what was saved as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class BadInputTest {

    private static final String KEPT = "what was saved before\n";
    private static final byte[] NOTHING = {};
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /// Stack frames, class names, addresses of code, and where the platform keeps its things.
    private static final Pattern INSIDES =
            Pattern.compile(
                    "\\bat [\\w.$]+\\(|(java|jakarta|javax|org|com|io)\\.[a-z]+\\.[\\w.]*[A-Z]|ai\\.ecode"
                            + "|Exception|\\.java:\\d|jdbc:|/wlp/|/proc/|select |insert ");

    private final RunningPlatform platform;
    private final RawHttp http;
    private TestWorkspace workspace;
    private Map<String, Integer> files = Map.of();

    BadInputTest(RunningPlatform platform) {
        this.platform = platform;
        this.http = new RawHttp(platform);
    }

    @BeforeAll
    void saveSomething() throws Exception {
        workspace = TestWorkspace.create(platform, "student3", "blank");
        assertEquals(201, workspace.put("kept.txt", KEPT).statusCode());
        files = workspace.list();
    }

    @AfterAll
    void delete() throws Exception {
        workspace.close();
    }

    /// A request, and how it is refused. `{ws}` in the target stands for the workspace's address.
    private record Bad(
            String what,
            String method,
            String target,
            Map<String, String> headers,
            byte[] body,
            int status,
            String code) {

        static Bad get(String what, String target, int status, String code) {
            return new Bad(what, "GET", target, Map.of(), NOTHING, status, code);
        }

        static Bad put(String what, String path, int status, String code) {
            return new Bad(
                    what,
                    "PUT",
                    "{ws}/files/" + path,
                    Map.of("Content-Type", "application/octet-stream"),
                    "x".getBytes(UTF_8),
                    status,
                    code);
        }

        static Bad json(String what, String target, String body, int status, String code) {
            return new Bad(what, "POST", target, JSON, body.getBytes(UTF_8), status, code);
        }

        Bad with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Bad(what, method, target, more, body, status, code);
        }

        Bad sending(byte[] other) {
            return new Bad(what, method, target, headers, other, status, code);
        }

        Bad by(String otherMethod) {
            return new Bad(what, otherMethod, target, headers, body, status, code);
        }
    }

    @TestFactory
    Stream<DynamicTest> aWrongCredential() {
        Bad me = Bad.get("", "/api/me", 401, "not-signed-in");
        return refused(
                Stream.of(
                                "Bearer garbage",
                                "Bearer a.b.c",
                                "Bearer ecp_unknown",
                                "Bearer " + "x".repeat(7_000),
                                "Bearer \u00ff\u00fe",
                                "Basic ZGV2ZWxvcGVyOng=",
                                "Negotiate",
                                "")
                        .map(value -> me.with("Authorization", value)));
    }

    @TestFactory
    Stream<DynamicTest> aBadPath() {
        return refused(
                Bad.put("climbs", "../x", 400, "invalid-path"),
                Bad.put("climbs later", "a/../../x", 400, "invalid-path"),
                Bad.put("climbs, escaped", "%2e%2e/x", 400, "malformed-request"),
                Bad.put("climbs, slash escaped", "..%2f..%2fetc/passwd", 400, "malformed-request"),
                Bad.put("absolute", "/etc/passwd", 400, "invalid-path"),
                Bad.put("empty segment", "a//b", 400, "invalid-path"),
                Bad.put("not UTF-8", "%ff%fe", 400, "malformed-request"),
                Bad.put("overlong UTF-8", "%c0%ae%c0%ae/x", 400, "malformed-request"),
                Bad.put("half a surrogate pair", "%ed%a0%80", 400, "malformed-request"),
                Bad.put("4,097 bytes", "x/".repeat(2_048) + "y", 400, "invalid-path"),
                Bad.put("a name of 256 bytes", "x".repeat(256), 400, "invalid-path"),
                Bad.put("a bare semicolon", "kept.txt;x=1", 400, "invalid-path")
                        .with("If-Match", "*"),
                Bad.json("NUL", "{ws}/folders", "{\"path\":\"a\\u0000\"}", 400, "invalid-path"),
                Bad.json(
                        "half a pair",
                        "{ws}/folders",
                        "{\"path\":\"\\ud800\"}",
                        400,
                        "malformed-request"),
                Bad.json(
                        "moved out",
                        "{ws}/moves",
                        "{\"from\":\"kept.txt\",\"to\":\"../x\"}",
                        400,
                        "invalid-path"));
    }

    @TestFactory
    Stream<DynamicTest> aBadBody() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        Bad create =
                Bad.json("", "/api/workspaces", "{\"name\":\"Never\"}", 400, "malformed-request");
        return refused(
                create.sending("{\"name\":".getBytes(UTF_8)),
                create.sending("[]".getBytes(UTF_8)),
                create.sending("null".getBytes(UTF_8)),
                create.sending("{\"name\":{\"a\":1}}".getBytes(UTF_8)),
                create.sending(deep.getBytes(UTF_8)),
                create.sending(("{\"name\":\"Never\",\"unknown\":" + deep + "}").getBytes(UTF_8)),
                create.sending("{\"name\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1)),
                create.sending("{\"name\":\"a\\ud800b\"}".getBytes(UTF_8)),
                Bad.json("NUL", "/api/workspaces", "{\"name\":\"a\\u0000b\"}", 400, "invalid-name"),
                Bad.json(
                        "too long a name",
                        "/api/workspaces",
                        "{\"name\":\"" + "x".repeat(4_097) + "\"}",
                        400,
                        "invalid-name"),
                Bad.json(
                        "no such template",
                        "/api/workspaces",
                        "{\"name\":\"Never\",\"template\":\"../x\"}",
                        400,
                        "unknown-template"),
                new Bad(
                        "text",
                        "POST",
                        "/api/workspaces",
                        Map.of("Content-Type", "text/plain"),
                        "{\"name\":\"Never\"}".getBytes(UTF_8),
                        415,
                        "unsupported-media-type"),
                new Bad(
                        "no media type",
                        "POST",
                        "/api/workspaces",
                        Map.of("Content-Type", ";;;"),
                        "{\"name\":\"Never\"}".getBytes(UTF_8),
                        400,
                        "malformed-request"),
                Bad.json(
                        "unknown language",
                        "/api/execute",
                        "{\"language\":\"cobol-60\",\"code\":\"x\"}",
                        400,
                        "unknown-language"),
                Bad.json(
                        "deep in a run",
                        "/api/execute",
                        "{\"language\":\"bash\",\"code\":\"true\",\"limits\":" + deep + "}",
                        400,
                        "malformed-request"),
                Bad.json(
                        "NUL in an argument",
                        "/api/execute",
                        "{\"language\":\"bash\",\"code\":\"true\",\"args\":[\"\\u0000\"]}",
                        400,
                        "malformed-request"),
                Bad.json(
                        "a limit below zero",
                        "/api/execute",
                        "{\"language\":\"bash\",\"code\":\"true\",\"limits\":{\"cpuMillis\":-1}}",
                        400,
                        "malformed-request"),
                Bad.json(
                        "a limit above all",
                        "/api/execute",
                        "{\"language\":\"bash\",\"code\":\"true\",\"limits\":{\"memoryBytes\":9223372036854775807}}",
                        400,
                        "limit-above-ceiling"),
                Bad.json(
                        "a file that climbs",
                        "/api/execute",
                        "{\"language\":\"bash\",\"files\":[{\"path\":\"../x\",\"content\":\"\"}]}",
                        400,
                        "invalid-path"),
                Bad.json(
                        "a run of 17 MiB",
                        "/api/execute",
                        "{\"language\":\"bash\",\"code\":\"" + "#".repeat(17 << 20) + "\"}",
                        413,
                        "too-large"),
                Bad.json(
                        "a terminal of no size",
                        "{ws}/terminals",
                        "{\"cols\":-1,\"rows\":99999}",
                        400,
                        "malformed-request"));
    }

    @TestFactory
    Stream<DynamicTest> abadParameter() {
        return refused(
                Bad.get("page below zero", "/api/workspaces?page=-1", 400, "malformed-request"),
                Bad.get(
                        "page beyond all",
                        "/api/workspaces?page=99999999999999999999",
                        400,
                        "malformed-request"),
                Bad.get("size 0", "/api/workspaces?size=0", 400, "malformed-request"),
                Bad.get(
                        "size beyond all",
                        "/api/workspaces?size=2147483648",
                        400,
                        "malformed-request"),
                Bad.get("size in words", "/api/workspaces?size=many", 400, "malformed-request"),
                Bad.get(
                        "odd sorting",
                        "/api/workspaces?sort=name;drop,up",
                        400,
                        "malformed-request"),
                Bad.get("no id", "/api/workspaces/123", 404, "not-found"),
                Bad.get("a short id", "/api/workspaces/1-1-1-1-1", 404, "not-found"),
                Bad.get("incomplete escape", "/api/workspaces?size=%zz", 400, "malformed-request"),
                Bad.get(
                        "no regular expression",
                        "{ws}/search?q=(&regex=true",
                        400,
                        "malformed-request"),
                Bad.get(
                        "no format of archives",
                        "{ws}/archive?format=rar",
                        400,
                        "malformed-request"),
                Bad.get("no media type of ours", "/api/me", 406, "not-acceptable")
                        .with("Accept", "application/xml"),
                Bad.get("garbage for a media type", "/api/me", 400, "malformed-request")
                        .with("Accept", "///"));
    }

    @TestFactory
    Stream<DynamicTest> aBadCondition() {
        return refused(
                Stream.of("garbage", "\"garbage\"", "W/\"garbage\"", "\"unclosed", "")
                        .map(tag ->
                                Bad.put("If-Match " + tag, "kept.txt", 412, "stale-etag")
                                        .with("If-Match", tag)));
    }

    @TestFactory
    Stream<DynamicTest> aBodyThatDoesNotEndWhereItSays() {
        Bad put = Bad.put("", "kept.txt", 400, "malformed-request").with("If-Match", "*");
        Bad unclear = Bad.put("", "kept.txt", 411, "length-required").with("If-Match", "*");
        return refused(
                unclear.with("Content-Length", "abc"),
                unclear.with("Content-Length", "-5"),
                unclear.sending(NOTHING),
                put.with("Transfer-Encoding", "chunked").sending("zz\r\nx\r\n".getBytes(UTF_8)),
                put.with("Content-Encoding", "gzip").sending("no gzip".getBytes(UTF_8)));
    }

    @TestFactory
    Stream<DynamicTest> aBadArchive() throws Exception {
        Bad put =
                new Bad(
                        "",
                        "PUT",
                        "{ws}/archive",
                        Map.of("Content-Type", "application/zip"),
                        NOTHING,
                        400,
                        "malformed-request");
        return Stream.concat(
                refused(
                        put.sending(("PK\u0003\u0004" + "\u00ff".repeat(200)).getBytes(ISO_8859_1)),
                        put.sending(
                                ("\u001f\u008b\b\0" + "\u00ff".repeat(200)).getBytes(ISO_8859_1))),
                refused(
                        new Bad(
                                "no archive",
                                "PUT",
                                "{ws}/archive",
                                put.headers(),
                                "neither".getBytes(UTF_8),
                                415,
                                "unsupported-media-type"),
                        new Bad(
                                "a bomb",
                                "PUT",
                                "{ws}/archive",
                                put.headers(),
                                bomb(),
                                429,
                                "quota-exceeded"),
                        new Bad(
                                "more entries than a workspace holds",
                                "PUT",
                                "{ws}/archive",
                                put.headers(),
                                manyEntries(),
                                429,
                                "quota-exceeded")));
    }

    @TestFactory
    Stream<DynamicTest> aMethodThatIsNotTaken() {
        Bad me = Bad.get("", "/api/me", 405, "method-not-allowed");
        return refused(
                Stream.of("TRACE", "CONNECT", "FOO", "PATCH", "POST", "DELETE", "PROPFIND")
                        .map(me::by));
    }

    @Test
    void aPageTakesNoOddMethodEither() throws Exception {
        for (String method : List.of("TRACE", "CONNECT", "FOO", "PROPFIND", "DELETE", "PUT")) {
            var answer = http.send(method, "/", Map.of(), NOTHING);
            int expected = method.equals("TRACE") ? 403 : 405; // the server's own word on TRACE
            assertEquals(expected, answer.status(), method + answer.body());
            assertTellsNoInsides(answer);
        }
    }

    @Test
    void headAndOptionsTellNoMoreThanGet() throws Exception {
        var head = http.send("HEAD", "/api/me", bearer(), NOTHING);
        assertEquals(200, head.status());
        assertEquals("", head.body());
        assertEquals(401, http.send("HEAD", "/api/me", Map.of(), NOTHING).status());
        assertEquals(401, http.send("OPTIONS", "/api/me", Map.of(), NOTHING).status());
        assertTrue(http.send("OPTIONS", "/api/me", bearer(), NOTHING).body().contains("GET"));
    }

    /// No other spelling of an address gets past the sign-in, and none shows what the usual one would not.
    @TestFactory
    Stream<DynamicTest> anAddressSpelledOtherwise() {
        return Stream.of(
                        "/%61pi/me",
                        "/ap%69/me",
                        "//api/me",
                        "/./api/me",
                        "/x/../api/me",
                        "/api/../api/me",
                        "/api;x=1/me",
                        "/api/me;x=1",
                        "/api/%6de",
                        "/api//me",
                        "/api%2fme",
                        "/%2e/api/me",
                        "/API/me",
                        "/%2561pi/me",
                        "/%6detrics",
                        "//metrics",
                        "/metrics;x=1",
                        "/%77s/workspaces/x/events",
                        "//ws/workspaces/x/events")
                .map(target ->
                        dynamicTest(
                                target,
                                () -> {
                                    var answer = http.send("GET", target, Map.of(), NOTHING);
                                    assertTrue(
                                            List.of(400, 401, 404).contains(answer.status()),
                                            answer::toString);
                                    assertFalse(answer.body().contains("organization"));
                                    assertFalse(answer.body().contains("# TYPE"));
                                    assertTellsNoInsides(answer);
                                }));
    }

    /// The server's own parser refuses these before the application hears of them, with a sentence or none.
    @TestFactory
    Stream<DynamicTest> whatIsNoHttpRequest() {
        var bad = new HashMap<String, String>();
        bad.put(
                "a header of 40 KB",
                "GET /api/me HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(40_000) + "\r\n\r\n");
        bad.put(
                "a query of 40 KB",
                "GET /api/me?" + "q".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        bad.put(
                "600 headers",
                "GET /api/me HTTP/1.1\r\nHost: x\r\n" + "X-H: 1\r\n".repeat(600) + "\r\n");
        bad.put(
                "NUL in the address",
                "GET /api/workspaces/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        bad.put("no escape", "GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        bad.put(
                "a line break in a name",
                "PUT "
                        + workspace.root()
                        + "/files/a%0ab HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        bad.put("no request line", "GARBAGE\r\n\r\n");
        return bad.entrySet().stream()
                .map(one ->
                        dynamicTest(
                                one.getKey(),
                                () -> {
                                    var answer = http.exchange(one.getValue().getBytes(ISO_8859_1));
                                    assertEquals(400, answer.status());
                                    assertTellsNoInsides(answer);
                                    assertKept();
                                }));
    }

    @Test
    void sixtyMegabytesAreRefusedAnnouncedOrNot() throws Exception {
        byte[] content = new byte[60_000_000];
        for (var headers :
                List.of(Map.<String, String>of(), Map.of("Transfer-Encoding", "chunked"))) {
            var all = new HashMap<>(bearer());
            all.putAll(headers);
            all.put("If-Match", "*");
            byte[] body = headers.isEmpty() ? content : chunked(content);
            var answer = http.send("PUT", workspace.root() + "/files/kept.txt", all, body);
            assertProblem(413, "too-large", answer);
            assertEquals(50 << 20, json(answer).getInt("limit"));
            assertKept();
        }
    }

    @Test
    void oneKeyForTwoRequestsIsRefusedAndTheFirstCounts() throws Exception {
        var key = java.util.UUID.randomUUID().toString();
        var headers = new HashMap<>(bearer());
        headers.putAll(JSON);
        headers.put("Idempotency-Key", key);
        var target = workspace.root() + "/folders";
        var first = http.send("POST", target, headers, "{\"path\":\"once\"}".getBytes(UTF_8));
        assertEquals(201, first.status(), first.body());
        var other = http.send("POST", target, headers, "{\"path\":\"twice\"}".getBytes(UTF_8));
        assertProblem(422, "idempotency-key-reused", other);
        var again = http.send("POST", target, headers, "{\"path\":\"once\"}".getBytes(UTF_8));
        assertEquals(201, again.status(), again.body());
        assertTrue(workspace.list().containsKey("once"));
        assertFalse(workspace.list().containsKey("twice"));
        workspace.ask("DELETE", "/files/once", BodyPublishers.noBody());
    }

    @Test
    void aPortThatNobodyListensOnIsToldWithWhatToDo() throws Exception {
        try (var silent = TestWorkspace.create(platform, "student2", "blank")) {
            silent.start();
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/preview/%s/5999/"
                                                    .formatted(
                                                            platform.previewPort(), silent.id())))
                            .header("Authorization", "Bearer " + platform.token("student2"))
                            .build();
            var answer = platform.http().send(request, BodyHandlers.ofString());
            assertEquals(502, answer.statusCode(), answer.body());
            var problem = TestWorkspace.parse(answer);
            assertEquals("nothing-listens", problem.getString("code"));
            assertTrue(problem.getString("detail").contains("5999"), answer.body());
            assertTrue(problem.getString("detail").contains("Start your server"), answer.body());
        }
    }

    @Test
    void aWorkspaceThatRunsIsNotDeletedAndWhatRunsInItGoesOn() throws Exception {
        try (var busy = TestWorkspace.create(platform, "student2", "blank")) {
            busy.put("kept.txt", KEPT);
            busy.start();
            var answer = busy.ask("DELETE", "", BodyPublishers.noBody());
            assertEquals(409, answer.statusCode(), answer.body());
            var problem = TestWorkspace.parse(answer);
            assertEquals("workspace-busy", problem.getString("code"));
            assertTrue(problem.getString("detail").contains("Nothing was deleted"), answer.body());
            busy.run("cp kept.txt copy.txt");
            assertEquals(KEPT, busy.get("/files/kept.txt").body());
        }
    }

    @Test
    void aFullQuotaOfFilesIsToldAndTheLastFileIsKept() throws Exception {
        try (var full = TestWorkspace.create(platform, "student2", "blank")) {
            full.put("kept.txt", KEPT);
            byte[] zip = zip(2, 45 << 20);
            for (int i = 0; i < 11; i++) {
                var half = BodyPublishers.ofByteArray(zip);
                var answer = full.ask("PUT", "/archive", half, "If-Match", "*");
                assertEquals(200, answer.statusCode(), answer.body());
                full.postJson("/moves", "{\"from\":\"f0\",\"to\":\"d%d/f0\"}".formatted(i));
                full.postJson("/moves", "{\"from\":\"f1\",\"to\":\"d%d/f1\"}".formatted(i));
            }
            var answer = full.ask("PUT", "/archive", BodyPublishers.ofByteArray(zip));
            assertEquals(429, answer.statusCode(), answer.body());
            var problem = TestWorkspace.parse(answer);
            assertEquals("quota-exceeded", problem.getString("code"));
            assertTrue(problem.getString("detail").contains("delete"), answer.body());
            assertEquals(KEPT, full.get("/files/kept.txt").body());
            full.ask("DELETE", "/files/d0", BodyPublishers.noBody());
            assertEquals(
                    200, full.ask("PUT", "/archive", BodyPublishers.ofByteArray(zip)).statusCode());
        }
    }

    @Test
    void aFullQuotaOfWorkspacesIsToldAndOneLessMakesRoom() throws Exception {
        var made = new ArrayList<TestWorkspace>();
        try {
            var api = new Api(platform, "student1");
            api.deleteAllWorkspaces();
            int limit = api.get("/api/quota").getJsonObject("workspaces").getInt("limit");
            for (int i = 0; i < limit; i++) {
                made.add(TestWorkspace.create(platform, "student1", "blank"));
            }
            var create =
                    platform.request("student1", "/api/workspaces")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"name\":\"One more\"}"));
            var refused =
                    platform.http()
                            .send(
                                    create.build(),
                                    java.net.http.HttpResponse.BodyHandlers.ofString());
            assertEquals(429, refused.statusCode(), refused.body());
            var problem = TestWorkspace.parse(refused);
            assertEquals("quota-exceeded", problem.getString("code"));
            assertTrue(problem.getString("detail").contains("Delete one"), refused.body());
            made.removeLast().close();
            made.add(TestWorkspace.create(platform, "student1", "blank"));
        } finally {
            for (TestWorkspace one : made) {
                one.close();
            }
        }
    }

    /// The browser's session ends while somebody types: what was saved is there, and after signing in it goes on.
    @Test
    void anExpiredSessionInTheMiddleOfTypingLosesNothing() throws Exception {
        var browser = Browser.of(platform, "student3");
        assertEquals(200, typed(browser, "typed first").statusCode());
        try (var connection = platform.postgres().connect("ecode");
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update sessions set expires_at = now() - interval '1 second' where owner in (select id from users where name = 'student3')");
        }
        var refused = typed(browser, "typed second");
        assertEquals(401, refused.statusCode());
        assertEquals("not-signed-in", TestWorkspace.parse(refused).getString("code"));
        assertTrue(TestWorkspace.parse(refused).getString("detail").contains("Sign in"));
        assertEquals("typed first", workspace.get("/files/kept.txt").body());
        var again = Browser.of(platform, "student3");
        assertEquals(200, typed(again, "typed second").statusCode());
        assertEquals("typed second", workspace.get("/files/kept.txt").body());
        assertEquals(200, typed(again, KEPT).statusCode());
    }

    private java.net.http.HttpResponse<String> typed(Browser browser, String text)
            throws Exception {
        return browser.send(
                HttpRequest.newBuilder(platform.at(workspace.root() + "/files/kept.txt"))
                        .header("Origin", platform.baseUrl().toString())
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(text)));
    }

    @Test
    void aTicketIsGoodForOneSocketOnly() throws Exception {
        workspace.start();
        try {
            String path = workspace.root().replace("/api/", "/ws/") + "/events";
            var ticket =
                    new Api(platform, "student3")
                            .post("/api/tickets", "{\"path\":\"" + path + "\"}")
                            .getString("ticket");
            var uri = socket(path + "?token=" + ticket);
            try (var first = SocketClient.connect(platform.http(), uri, _ -> {})) {
                assertEquals("open", first.firstSign());
            }
            for (String stale : List.of(ticket, "garbage", "")) {
                assertNoUpgrade(socket(path + "?token=" + stale));
            }
        } finally {
            workspace.stop();
        }
    }

    @Test
    void garbageInATerminalIsOnlyTyping() throws Exception {
        workspace.start();
        try {
            String terminal =
                    TestWorkspace.parse(workspace.postJson("/terminals", "{}")).getString("id");
            var uri = socket(workspace.root().replace("/api/", "/ws/") + "/terminals/" + terminal);
            String bearer = bearer().get("Authorization");
            try (var socket =
                    SocketClient.connect(
                            platform.http(), uri, b -> b.header("Authorization", bearer))) {
                byte[] garbage = new byte[64 << 10];
                new Random(4).nextBytes(garbage);
                socket.send(garbage);
                socket.say("{\"type\":\"resize\",\"cols\":" + "[".repeat(10_000));
                assertEquals(4400, socket.awaitClose());
                assertFalse(INSIDES.matcher(socket.closeReason()).find(), socket.closeReason());
            }
            workspace.run("true");
            assertKept();
        } finally {
            workspace.stop();
        }
    }

    private void assertNoUpgrade(URI uri) {
        var refused =
                assertThrows(
                        CompletionException.class,
                        () -> SocketClient.connect(platform.http(), uri, _ -> {}));
        var answer =
                assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                        .getResponse();
        assertEquals(401, answer.statusCode());
    }

    private URI socket(String path) {
        return URI.create(platform.at(path).toString().replaceFirst("http", "ws"));
    }

    private Stream<DynamicTest> refused(Bad... bad) {
        return refused(Stream.of(bad));
    }

    private Stream<DynamicTest> refused(Stream<Bad> bad) {
        return bad.map(one -> dynamicTest(name(one), () -> assertRefused(one)));
    }

    private static String name(Bad bad) {
        String body = new String(bad.body(), ISO_8859_1);
        String said =
                bad.what()
                        + " "
                        + bad.method()
                        + " "
                        + bad.target()
                        + " "
                        + bad.headers()
                        + " "
                        + body;
        return said.substring(0, Math.min(100, said.length())).replaceAll("[^ -~]", "?");
    }

    private void assertRefused(Bad bad) throws Exception {
        var headers = bearer();
        headers.putAll(bad.headers());
        String target = bad.target().replace("{ws}", workspace.root());
        var answer = http.send(bad.method(), target, headers, bad.body());
        assertProblem(bad.status(), bad.code(), answer);
        assertKept();
    }

    private static void assertProblem(int status, String code, RawHttp.Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.isProblem(), answer::toString);
        JsonObject problem = json(answer);
        assertEquals(code, problem.getString("code"), answer::body);
        assertEquals(status, problem.getInt("status"), answer::body);
        assertEquals(answer.header("x-request-id"), problem.getString("requestId"), answer::body);
        String detail = problem.getString("detail");
        assertTrue(detail.length() > 20 && detail.endsWith("."), detail);
        assertTellsNoInsides(answer);
    }

    private static void assertTellsNoInsides(RawHttp.Answer answer) {
        String all = answer.body() + answer.headers();
        assertFalse(INSIDES.matcher(all).find(), all);
        assertEquals("", answer.header("server") + answer.header("x-powered-by"));
    }

    /// What was saved is there, and nothing else.
    private void assertKept() throws Exception {
        assertEquals(KEPT, workspace.get("/files/kept.txt").body());
        assertEquals(files, workspace.list());
    }

    private Map<String, String> bearer() {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + platform.sharedToken("student3"));
        return headers;
    }

    private static JsonObject json(RawHttp.Answer answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private static byte[] chunked(byte[] content) {
        var body = new ByteArrayOutputStream();
        int step = 1 << 20;
        for (int at = 0; at < content.length; at += step) {
            int size = Math.min(step, content.length - at);
            body.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(UTF_8));
            body.write(content, at, size);
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes("0\r\n\r\n".getBytes(UTF_8));
        return body.toByteArray();
    }

    /// Some megabytes that unpack to 3 GiB.
    private static byte[] bomb() throws IOException {
        return zip(64, 48 << 20);
    }

    private static byte[] zip(int entries, int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[size];
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] manyEntries() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i <= 50_000; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
            }
        }
        return bytes.toByteArray();
    }
}
