package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server in a workspace, seen from a browser and by programs: at an origin of its own, private, and without a way to
/// the platform's cookies.
class PreviewTest {
    private static final String OWNER = "developer";
    private static final int PORT = 5173;

    /// Answers what it was asked: method, target, headers and body.
    private static final String SERVER =
            """
            const http = require('node:http');
            const server = http.createServer((request, response) => {
                const parts = [];
                request.on('data', part => parts.push(part));
                request.on('end', () => {
                    response.setHeader('Set-Cookie', ['mine=1; Domain=localhost; Path=/', 'ecode_session=forged']);
                    response.setHeader('Content-Type', request.url.startsWith('/page') ? 'text/html' : 'application/json');
                    if (request.url.startsWith('/page')) {
                        response.end('<title>Previewed</title><h1>Hello from inside</h1>');
                    } else {
                        response.write(JSON.stringify({method: request.method, url: request.url, headers: request.headers,
                            body: Buffer.concat(parts).length}));
                        response.end();
                    }
                });
            });
            server.listen(5173, '127.0.0.1', () => console.log('listening ' + 'now'));
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    PreviewTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeEach
    void aServerInAWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "node");
        workspace.put("server.cjs", SERVER);
        workspace.start();
        workspace.run(
                "node server.cjs & while ! (exec 3<>/dev/tcp/127.0.0.1/5173) 2>/dev/null; do :; done");
    }

    @AfterEach
    void clear() throws Exception {
        workspace.close();
    }

    @Test
    @Tag("attack")
    void itsOwnerSeesItInABrowserAtAnOriginOfItsOwn() {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            page.navigate("/preview/" + id() + "/" + PORT + "/page?a=b");
            assertThat(page).hasTitle("Previewed");
            assertEquals(host() + "/page?a=b", page.url().replaceFirst("https?://", ""));
            assertEquals("mine=1", page.evaluate("document.cookie"));
            // The code behind the preview sees neither the platform's session nor its own pass.
            var seen =
                    page.evaluate(
                            "async () => (await (await fetch('/headers')).json()).headers.cookie");
            assertEquals("mine=1", seen);
            // Only its own pages and the platform's show it in a frame; the rest is its server's
            // business.
            assertEquals(
                    java.util.Arrays.asList(
                            "frame-ancestors 'self' " + platform.baseUrl(), null, null, null),
                    page.evaluate(
                            """
                            async () => {
                                const {headers} = await fetch('/headers');
                                return ['content-security-policy', 'cross-origin-opener-policy', 'x-content-type-options',
                                    'referrer-policy'].map(name => headers.get(name));
                            }
                            """));
            // Nor can it act on the platform.
            assertEquals(
                    "refused",
                    page.evaluate(
                            "async url => { try { return (await fetch(url, {credentials: 'include'})).status }"
                                    + " catch { return 'refused' } }",
                            platform.at("/api/me").toString()));
            visitor.forgive();
        }
    }

    @Test
    @Tag("attack")
    void aProgramReachesItWithABearerTokenWhichIsNotPassedOn() throws Exception {
        var answer =
                send(
                        HttpRequest.newBuilder(
                                        at("/preview/" + id() + "/" + PORT + "/some/path?q=%20"))
                                .header("Authorization", "Bearer " + platform.token(OWNER))
                                .header("Cookie", "ecode_session=secret; theirs=2")
                                .POST(BodyPublishers.ofByteArray(new byte[3_000_000])));
        assertEquals(200, answer.statusCode(), answer.body());
        JsonObject seen = TestWorkspace.parse(answer);
        assertEquals("POST", seen.getString("method"));
        assertEquals("/some/path?q=%20", seen.getString("url"));
        assertEquals(3_000_000, seen.getInt("body"));
        assertEquals("theirs=2", seen.getJsonObject("headers").getString("cookie"));
        assertFalse(seen.getJsonObject("headers").containsKey("authorization"));
        assertEquals("sandbox", answer.headers().firstValue("Content-Security-Policy").orElse(""));
        assertEquals("[mine=1; Path=/]", answer.headers().allValues("Set-Cookie").toString());
    }

    @Test
    @Tag("attack")
    void strangersAreNotLetIn() throws Exception {
        var path = "/preview/" + id() + "/" + PORT + "/";
        assertEquals(401, send(HttpRequest.newBuilder(at(path))).statusCode());
        for (var stranger : new String[] {"developer2", "admin", "outsider"}) {
            var answer =
                    send(
                            HttpRequest.newBuilder(at(path))
                                    .header("Authorization", "Bearer " + platform.token(stranger)));
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 403, stranger);
            assertFalse(answer.body().contains("headers"), stranger);
        }
        // Under the preview's own name neither a token nor a platform's cookie is taken, and
        // nothing of the platform is there.
        for (var target : new String[] {"/", "/api/me", "/metrics", "/.ecode/enter?ticket=x"}) {
            assertEquals(401, raw(target), target);
        }
        assertEquals(404, send(HttpRequest.newBuilder(at("/api/me"))).statusCode());
    }

    @Test
    @Tag("attack")
    void aTicketLetsInOnceAndOnlyToItsOwnPreview() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var entrance =
                    visitor.context()
                            .request()
                            .get(
                                    "/preview/" + id() + "/" + PORT + "/",
                                    com.microsoft.playwright.options.RequestOptions.create()
                                            .setMaxRedirects(0));
            assertEquals(307, entrance.status());
            var location = URI.create(entrance.headers().get("location"));
            var ticket = location.getRawPath() + "?" + location.getRawQuery();
            assertEquals(401, raw(ticket, "p5174-" + id()));
            assertEquals(303, raw(ticket));
            assertEquals(401, raw(ticket));
        }
    }

    @Test
    void theWorkbenchShowsItBesideTheCode() {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            visitor.open("/@" + OWNER + "/test");
            var workbench = Workbench.on(visitor.page());
            workbench.command("Open Preview of a Port");
            var port = visitor.page().locator(".quick-input-widget input");
            port.fill("none");
            assertThat(visitor.page().locator(".quick-input-widget"))
                    .containsText("A port is a number from 1 to 65535.");
            port.fill(String.valueOf(PORT));
            port.press("Enter");
            assertThat(workbench.preview().locator("body")).containsText("\"method\":\"GET\"");
            // Of the platform's cookies nothing comes along, nor of the pass.
            assertThat(workbench.preview().locator("body")).not().containsText("ecode_");
        }
    }

    @Test
    void aServerThatBeginsToListenIsNoticedAndOffered() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            visitor.open("/@" + OWNER + "/test");
            var workbench = Workbench.on(visitor.page());
            workspace.run(
                    "python3 -m http.server 8000 -b 127.0.0.1 >/dev/null 2>&1 & echo $! > server.pid");
            var offer = workbench.notification("Port 8000 is open");
            assertThat(offer).isVisible();
            Chromium.keepScreenshot(visitor.page(), "preview-offered-1440-light");
            offer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Open Preview"))
                    .click();
            assertThat(workbench.preview().getByText("server.cjs")).isVisible();
            workspace.run("kill $(cat server.pid)");
            visitor.forgive();
            visitor.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reload"))
                    .click();
            assertThat(workbench.preview().getByText("No server yet")).isVisible();
        }
    }

    @Test
    void wherePeopleWaitForAServerThePageSaysSoAndComesByItself() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            visitor.forgive();
            page.navigate("/preview/" + id() + "/8000/");
            assertThat(page.getByText("Nothing listens on port 8000")).isVisible();
            Chromium.keepScreenshot(page, "preview-waiting-1440-light");
            workspace.run(
                    "python3 -m http.server 8000 -b 127.0.0.1 >/dev/null 2>&1 & while ! (exec 3<>/dev/tcp/127.0.0.1/8000) 2>/dev/null; do :; done");
            assertThat(page.getByText("server.cjs")).isVisible();
        }
    }

    @Test
    @Tag("attack")
    void whoClosesAPreviewSendsEveryBrowserOut() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            visitor.open("/preview/" + id() + "/" + PORT + "/page");
            assertThat(visitor.page()).hasTitle("Previewed");
            assertEquals(
                    "[5173]",
                    TestWorkspace.parse(workspace.get("/previews"))
                            .getJsonArray("items")
                            .getValuesAs(JsonObject.class)
                            .stream()
                            .map(preview -> preview.getInt("port"))
                            .toList()
                            .toString());
            assertEquals(
                    204,
                    workspace
                            .ask("DELETE", "/previews/" + PORT, BodyPublishers.noBody())
                            .statusCode());
            visitor.forgive();
            assertEquals(
                    401, visitor.page().evaluate("async () => (await fetch('/headers')).status"));
        }
    }

    @Test
    @Tag("attack")
    void whoSignsOutIsOutOfThePreviewToo() {
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            visitor.open("/preview/" + id() + "/" + PORT + "/page");
            var preview = visitor.page();
            assertThat(preview).hasTitle("Previewed");
            var other = visitor.context().newPage();
            other.navigate("/");
            other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("account"))
                    .click();
            other.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(other.getByText("Run code with one request")).isVisible();
            visitor.forgive();
            assertEquals(401, preview.evaluate("async () => (await fetch('/headers')).status"));
        }
    }

    private String id() {
        return workspace.root().replace("/api/workspaces/", "");
    }

    private String host() {
        return "p" + PORT + "-" + id() + ".localhost:" + platform.previewPort();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + platform.previewPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private int raw(String target) throws Exception {
        return raw(target, "p" + PORT + "-" + id());
    }

    /// The status of a request that names the preview's own host, which this JVM would not resolve.
    private int raw(String target, String label) throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", platform.previewPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET %s HTTP/1.1\r\nHost: %s.localhost:%d\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n")
                                    .formatted(
                                            target,
                                            label,
                                            platform.previewPort(),
                                            platform.sharedToken(OWNER))
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var answer =
                    new String(
                            socket.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
