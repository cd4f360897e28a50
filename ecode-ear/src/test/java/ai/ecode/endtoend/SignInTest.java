package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, by what, and how it ends.
class SignInTest {

    private static final String NOWHERE = "/ws/nowhere";

    private final RunningPlatform platform;

    SignInTest(RunningPlatform platform) {
        this.platform = platform;
    }

    // Programs

    @Test
    void withoutCredentialsTheApiAnswers401AndNeverRedirects() throws Exception {
        for (String path : new String[] {"/api/me", "/api/nothing", NOWHERE}) {
            var response = get(path);
            assertEquals(401, response.statusCode(), path);
            assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").get());
            assertEquals("not-signed-in", json(response).getString("code"));
            assertEquals(
                    response.headers().firstValue("X-Request-Id").get(),
                    json(response).getString("requestId"));
        }
    }

    @Test
    void aTokenOfKeycloakNamesItsPersonOrganizationAndRoles() throws Exception {
        var me = json(get("/api/me", "Authorization", "Bearer " + platform.token("teacher")));
        assertEquals("teacher", me.getString("name"));
        assertEquals("Tessa Teacher", me.getString("fullName"));
        assertEquals("demo", me.getJsonObject("organization").getString("alias"));
        assertEquals("[\"member\",\"teacher\"]", me.getJsonArray("roles").toString());
        assertEquals(platform.keycloakUrl() + "/realms/ecode/account", me.getString("accountUrl"));
    }

    @Test
    void aBearerWorksOnTheNumericLoopbackAddressToo() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + platform.baseUrl().getPort() + "/api/me");
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + platform.token("developer"))
                        .build();
        assertEquals(200, platform.http().send(request, BodyHandlers.ofString()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer",
                "Bearer ",
                "Bearer ecp_unknown",
                "Basic ZGV2ZWxvcGVyOng=",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."
            })
    void aWrongHeaderIs401(String header) throws Exception {
        assertEquals(401, get("/api/me", "Authorization", header).statusCode());
    }

    @Test
    void aTokenWithAChangedClaimIsRefused() throws Exception {
        var parts = platform.token("developer").split("\\.");
        var claims = Jwt.claims(String.join(".", parts));
        var forged = Json.createObjectBuilder(claims).add("preferred_username", "admin").build();
        var payload =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(forged.toString().getBytes());
        var token = parts[0] + "." + payload + "." + parts[2];
        assertEquals(401, get("/api/me", "Authorization", "Bearer " + token).statusCode());
    }

    @Test
    void aWrongBearerIsNotSavedByAGoodCookie() throws Exception {
        var browser = Browser.of(platform, "developer");
        var request =
                HttpRequest.newBuilder(platform.at("/api/me"))
                        .header("Authorization", "Bearer nonsense");
        assertEquals(401, browser.send(request).statusCode());
    }

    @Test
    void ofABearerAndACookieTheBearerCounts() throws Exception {
        var browser = Browser.of(platform, "developer");
        var me = browser.send(platform.request("auditor", "/api/me"));
        assertEquals("auditor", json(me).getString("name"));
    }

    // Personal access tokens

    @Test
    void aPersonalTokenStandsForItsOwnerUntilItIsDeleted() throws Exception {
        var made = post("/api/me/tokens", "{\"name\":\"laptop\"}", "developer");
        assertEquals(201, made.statusCode());
        var bearer = "Bearer " + json(made).getString("token");
        assertEquals("developer", json(get("/api/me", "Authorization", bearer)).getString("name"));
        var delete =
                platform.request("developer", "/api/me/tokens/" + json(made).getString("id"))
                        .DELETE();
        assertEquals(204, send(delete).statusCode());
        assertEquals(401, get("/api/me", "Authorization", bearer).statusCode());
    }

    @Test
    void aPersonalTokenIsShownOnceAndNeverStored() throws Exception {
        var made = post("/api/me/tokens", "{\"name\":\"once\"}", "student1");
        var text = json(made).getString("token");
        assertTrue(text.startsWith("ecp_"));
        var list = send(platform.request("student1", "/api/me/tokens")).body();
        assertTrue(list.contains("once"));
        assertFalse(list.contains(text));
        try (var connection = platform.postgres().connect("ecode");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*) from access_tokens t where t::text like '%"
                                                + text
                                                + "%'")) {
            rows.next();
            assertEquals(0, rows.getInt(1));
        }
    }

    @Test
    void aPersonalTokenMakesNoOthers() throws Exception {
        var text =
                json(post("/api/me/tokens", "{\"name\":\"one\"}", "student2")).getString("token");
        var request =
                HttpRequest.newBuilder(platform.at("/api/me/tokens"))
                        .header("Authorization", "Bearer " + text)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"two\"}"));
        assertEquals(403, send(request).statusCode());
    }

    @Test
    void nobodyDeletesTheTokenOfAnother() throws Exception {
        var id = json(post("/api/me/tokens", "{\"name\":\"mine\"}", "student3")).getString("id");
        assertEquals(
                404,
                send(platform.request("developer2", "/api/me/tokens/" + id).DELETE()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":\"x\",\"expiresInDays\":0}",
                "{\"name\":\"x\",\"expiresInDays\":367}",
                "[",
                ""
            })
    void aTokenThatMakesNoSenseIsRefusedWithAProblem(String body) throws Exception {
        var response = post("/api/me/tokens", body, "developer");
        assertEquals(400, response.statusCode());
        assertEquals("malformed-request", json(response).getString("code"));
    }

    // Tickets and WebSockets

    @Test
    void aTicketOpensOneWebSocketOnce() throws Exception {
        var ticket = ticket(NOWHERE);
        assertEquals(4404, closeCode(NOWHERE + "?token=" + ticket, Map.of()));
        assertEquals(401, closeCode(NOWHERE + "?token=" + ticket, Map.of()));
    }

    @Test
    void aTicketIsForItsPathOnly() throws Exception {
        assertEquals(401, closeCode("/ws/elsewhere?token=" + ticket(NOWHERE), Map.of()));
    }

    @Test
    void aTicketOpensNothingElse() throws Exception {
        assertEquals(401, get("/api/me?token=" + ticket(NOWHERE)).statusCode());
        var wrong = post("/api/tickets", "{\"path\":\"/api/me\"}", "developer");
        assertEquals("invalid-path", json(wrong).getString("code"));
    }

    @Test
    void aWebSocketTakesABearer() throws Exception {
        var bearer = "Bearer " + platform.token("developer");
        assertEquals(4404, closeCode(NOWHERE, Map.of("Authorization", bearer)));
    }

    @Test
    void aWebSocketTakesACookieFromOurOwnPagesOnly() throws Exception {
        var cookie = "ecode_session=" + Browser.of(platform, "developer").session();
        assertEquals(4404, closeCode(NOWHERE, Map.of("Cookie", cookie, "Origin", origin())));
        assertEquals(
                403, closeCode(NOWHERE, Map.of("Cookie", cookie, "Origin", "http://evil.example")));
        assertEquals(403, closeCode(NOWHERE, Map.of("Cookie", cookie)));
    }

    @Test
    void aWebSocketWithoutCredentialsIsRefusedBeforeItOpens() throws Exception {
        assertEquals(401, closeCode(NOWHERE, Map.of()));
    }

    // Browsers

    @Test
    void aPrivatePageLeadsThroughTheSignInAndBack() throws Exception {
        var browser = new Browser(platform);
        var form = browser.open("/profile?tab=keys");
        assertEquals(platform.keycloakUrl().getAuthority(), form.uri().getAuthority());
        var secret = browser.submit(form, Map.of("username", "developer"));
        var page =
                browser.submit(
                        secret,
                        Map.of("username", "developer", "password", platform.demoPassword()));
        assertEquals(platform.at("/profile?tab=keys"), page.uri());
        assertEquals(200, page.statusCode());
    }

    @Test
    void theSessionCookieIsOutOfReachForScriptsAndForeignPages() throws Exception {
        var cookie = Browser.of(platform, "developer").sessionAsGiven();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertTrue(cookie.contains("Path=/"), cookie);
        assertFalse(cookie.contains("Domain="), cookie);
    }

    @Test
    void aWrongPasswordOpensNothing() throws Exception {
        var browser = new Browser(platform);
        var page = browser.signIn("student3", "not-the-password", "/");
        assertEquals(platform.keycloakUrl().getAuthority(), page.uri().getAuthority());
        assertEquals("", browser.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "http://evil.example", "/\\evil.example", "/logout"})
    void theSignInLeadsNowhereElse(String target) throws Exception {
        var browser = new Browser(platform);
        assertEquals(
                platform.at("/"),
                browser.signIn("developer2", platform.demoPassword(), target).uri());
    }

    @Test
    void anAnswerOfKeycloakThatNobodyAskedForOpensNothing() throws Exception {
        var response = get("/login/callback?code=stolen&state=stolen");
        assertEquals(302, response.statusCode());
        assertEquals(
                platform.at("/login"),
                platform.baseUrl().resolve(response.headers().firstValue("Location").get()));
    }

    @Test
    void aForeignPageCannotWriteWithTheCookie() throws Exception {
        var browser = Browser.of(platform, "developer");
        assertEquals(201, browser.send(write().header("Origin", origin())).statusCode());
        assertEquals(
                201, browser.send(write().header("Sec-Fetch-Site", "same-origin")).statusCode());
        for (String foreign :
                new String[] {
                    "http://evil.example",
                    "null",
                    "http://127.0.0.1:" + platform.baseUrl().getPort(),
                    "http://p3000-x.localhost:" + platform.baseUrl().getPort()
                }) {
            var refused = browser.send(write().header("Origin", foreign));
            assertEquals(403, refused.statusCode(), foreign);
            assertEquals("bad-origin", json(refused).getString("code"));
        }
        assertEquals(403, browser.send(write()).statusCode());
    }

    @Test
    void pagesOnTheNumericAddressLeadToTheCanonicalOrigin() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + platform.baseUrl().getPort() + "/?a=b");
        var response =
                platform.http().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertEquals(302, response.statusCode());
        assertEquals(
                platform.at("/?a=b").toString(), response.headers().firstValue("Location").get());
    }

    @Test
    void signingOutEndsTheSessionHereAndAtKeycloak() throws Exception {
        var browser = Browser.of(platform, "developer");
        var cookie = browser.session();
        assertEquals(platform.at("/"), browser.open("/logout").uri());
        assertEquals("", browser.session());
        assertEquals(401, get("/api/me", "Cookie", "ecode_session=" + cookie).statusCode());
        var again = browser.open("/profile");
        assertEquals(platform.keycloakUrl().getAuthority(), again.uri().getAuthority());
        assertTrue(again.body().contains("id=\"username\""), "asks who it is");
    }

    @Test
    void aLinkOnAForeignPageSignsNobodyOut() throws Exception {
        var browser = Browser.of(platform, "developer");
        browser.send(
                HttpRequest.newBuilder(platform.at("/logout"))
                        .header("Sec-Fetch-Site", "cross-site"));
        assertEquals(
                200, browser.send(HttpRequest.newBuilder(platform.at("/api/me"))).statusCode());
    }

    @Test
    void aPersonSeesAndEndsTheOtherBrowsers() throws Exception {
        var here = Browser.of(platform, "auditor");
        var there = Browser.of(platform, "auditor");
        var list = json(here.send(HttpRequest.newBuilder(platform.at("/api/me/sessions"))));
        assertTrue(list.getInt("total") >= 2);
        assertEquals(
                1,
                list.getJsonArray("items").stream()
                        .filter(item -> item.asJsonObject().getBoolean("current"))
                        .count());
        var end =
                HttpRequest.newBuilder(platform.at("/api/me/sessions"))
                        .header("Origin", origin())
                        .DELETE();
        assertEquals(204, here.send(end).statusCode());
        assertEquals(200, here.send(HttpRequest.newBuilder(platform.at("/api/me"))).statusCode());
        assertEquals(401, there.send(HttpRequest.newBuilder(platform.at("/api/me"))).statusCode());
        assertEquals(
                platform.keycloakUrl().getAuthority(),
                there.open("/profile").uri().getAuthority(),
                "Keycloak asks again");
    }

    @Test
    void onlyKeycloakSaysThatASessionIsOver() throws Exception {
        for (String token : new String[] {"nonsense", platform.token("developer")}) {
            var request =
                    HttpRequest.newBuilder(platform.at("/logout/keycloak"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("logout_token=" + token));
            assertEquals(400, send(request).statusCode());
        }
    }

    @Test
    void whoRegistersJoinsTheFirstOrganization() throws Exception {
        var browser = new Browser(platform);
        var name = "newcomer" + System.nanoTime();
        var page =
                browser.submit(
                        browser.open("/signup"),
                        Map.of(
                                "username", name,
                                "password", "a-long-password",
                                "password-confirm", "a-long-password",
                                "email", name + "@mail.example",
                                "firstName", "Nova",
                                "lastName", "Newcomer"));
        assertEquals(platform.at("/"), page.uri());
        var me = json(browser.send(HttpRequest.newBuilder(platform.at("/api/me"))));
        assertEquals(name, me.getString("name"));
        assertEquals("demo", me.getJsonObject("organization").getString("alias"));
    }

    @Test
    void signingInAndOutAndRefusedRequestsAreInTheLedger() throws Exception {
        var browser = Browser.of(platform, "student1");
        browser.send(write().header("Origin", "http://evil.example"));
        browser.open("/logout");
        var events =
                json(send(platform.request("auditor", "/api/audit/events?actor=student1&size=50")));
        var seen =
                events.getJsonArray("items").stream()
                        .map(item ->
                                item.asJsonObject().getString("action")
                                        + " "
                                        + item.asJsonObject().getString("outcome"))
                        .toList();
        Stream.of("session.start DONE", "request.send DENIED", "session.end DONE")
                .forEach(deed -> assertTrue(seen.contains(deed), deed + " in " + seen));
    }

    // Keycloak away

    @Test
    void withoutKeycloakSessionsAndKnownTokensGoOnAndTheSignInSaysWhy() throws Exception {
        var browser = Browser.of(platform, "developer2");
        var bearer = "Bearer " + platform.token("developer2");
        assertEquals(200, get("/api/me", "Authorization", bearer).statusCode());
        platform.keycloak().kill();
        try {
            assertEquals(200, get("/api/me", "Authorization", bearer).statusCode());
            assertEquals(
                    200, browser.send(HttpRequest.newBuilder(platform.at("/api/me"))).statusCode());
            var page = get("/login");
            assertEquals(503, page.statusCode());
            assertTrue(page.body().contains("Sign-in is unavailable"));
            assertTrue(page.body().contains("sign-in-unavailable"));
        } finally {
            platform.keycloak().start();
            platform.keycloak().awaitReady(Duration.ofMinutes(5));
        }
        assertEquals(302, get("/login").statusCode());
    }

    private String origin() {
        return platform.baseUrl().toString();
    }

    private HttpRequest.Builder write() {
        return HttpRequest.newBuilder(platform.at("/api/tickets"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"path\":\"" + NOWHERE + "\"}"));
    }

    private String ticket(String path) throws Exception {
        var made = post("/api/tickets", "{\"path\":\"" + path + "\"}", "developer");
        assertEquals(201, made.statusCode());
        return json(made).getString("ticket");
    }

    private HttpResponse<String> post(String path, String body, String user) throws Exception {
        return send(
                platform.request(user, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(platform.at(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    /// The code the socket closes with, or the status that refuses it.
    private int closeCode(String path, Map<String, String> headers) throws Exception {
        var closed = new CompletableFuture<Integer>();
        var builder = platform.http().newWebSocketBuilder();
        headers.forEach(builder::header);
        var uri = URI.create(platform.at(path).toString().replaceFirst("^http", "ws"));
        try {
            builder.buildAsync(
                            uri,
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onClose(
                                        WebSocket socket, int status, String reason) {
                                    closed.complete(status);
                                    return null;
                                }

                                @Override
                                public void onError(WebSocket socket, Throwable error) {
                                    closed.completeExceptionally(error);
                                }
                            })
                    .join();
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw refused;
        }
        return closed.get(20, TimeUnit.SECONDS);
    }
}
