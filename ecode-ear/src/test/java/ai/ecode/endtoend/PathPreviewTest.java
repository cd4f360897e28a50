package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Previews where there is no domain with a host for each: below a path that holds the visitor's pass, sandboxed. The
/// server is started anew for these tests, and for those that follow.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathPreviewTest {

    private static final String OWNER = "developer";

    /// What has to be downloaded, on a slow line and half a processor.
    private static final Duration INSTALL = Duration.ofMinutes(6);

    private static final int PORT = 5173;
    private static final int OTHER = 5174;

    /// Of a server that was given the base path at which its preview is seen.
    private static final int BASED = 5175;

    private static final Pattern PASS = Pattern.compile("/~([\\w-]{43})/");

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    PathPreviewTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeAll
    void serversInAWorkspace() throws Exception {
        platform.restartServer(
                Map.of("ECODE_PREVIEW_URL", "http://localhost:" + platform.previewPort()));
        workspace = TestWorkspace.create(platform, OWNER, "node");
        try (var server = getClass().getResourceAsStream("/path-server.cjs")) {
            workspace.put("server.cjs", new String(server.readAllBytes(), UTF_8));
        }
        workspace.start();
        for (int port : new int[] {PORT, OTHER, BASED}) {
            String base = port == BASED ? "/preview/%s/%d".formatted(id(), port) : "";
            workspace.run(
                    "node server.cjs %1$d %2$s & while ! (exec 3<>/dev/tcp/127.0.0.1/%1$d) 2>/dev/null; do :; done"
                            .formatted(port, base));
        }
    }

    @AfterAll
    void clear() throws Exception {
        workspace.close();
        platform.restoreServer();
    }

    @Test
    void aPlainPageWorksWithAllThatItAsksFor() throws Exception {
        try (var visitor = visitor()) {
            var page = visitor.page();
            page.navigate(entrance(PORT));
            assertThat(page).hasTitle("Plain");
            assertTrue(page.url().startsWith(base(PORT) + "/~"), page::url);
            assertThat(page.locator("h1")).hasCSS("color", "rgb(1, 2, 3)");
            assertThat(page.locator("body")).hasAttribute("data-module", "loaded");
            // What a page asks of its own server is, for the server, as if it were at a host of its
            // own.
            var seen =
                    (String)
                            page.evaluate(
                                    """
                                    async () => {
                                        const answer = await fetch('api/things?a=%20', {method: 'PUT', body: '{"a": 1}',
                                            credentials: 'include', headers: {'Content-Type': 'application/json', 'X-Mine': '1'}});
                                        return answer.headers.get('X-Total') + ' ' + await answer.text();
                                    }
                                    """);
            JsonObject asked = json(seen.substring(2));
            assertEquals('7', seen.charAt(0));
            assertEquals(
                    "PUT /api/things?a=%20",
                    asked.getString("method") + " " + asked.getString("url"));
            assertEquals("{\"a\": 1}", asked.getString("body"));
            JsonObject headers = asked.getJsonObject("headers");
            assertEquals(origin(), headers.getString("origin"));
            assertEquals("same-origin", headers.getString("sec-fetch-site"));
            assertEquals(
                    URI.create(page.url()).getPath().replaceFirst("/$", ""),
                    headers.getString("x-forwarded-prefix"));
            assertFalse(headers.containsKey("referer"), headers::toString);
            // Its cookies are kept for it, and none of them is the platform's.
            assertEquals(
                    "ecode_session=forged; ecode_preview=forged; seen=1",
                    headers.getString("cookie"));
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page).hasURL(Pattern.compile(".*/~[^/]+/welcome"));
            assertThat(page.locator("body")).containsText("seen=1; session=of-the-page");
            assertTrue(
                    ((String)
                                    page.evaluate(
                                            """
                                            () => new Promise((done, fail) => {
                                                const socket = new WebSocket('live?x');
                                                socket.onmessage = ({data}) => done(data);
                                                socket.onerror = fail;
                                            })
                                            """))
                            .matches(
                                    "/live\\?x from http://localhost:\\d+ with .*session=of-the-page"));
            visitor.forgive();
        }
    }

    @Test
    void aServerThatKnowsItsBasePathMayNameAddressesFromTheRoot() {
        try (var visitor = visitor()) {
            var page = visitor.page();
            page.navigate(entrance(BASED));
            assertThat(page).hasTitle("Plain");
            assertTrue(page.url().startsWith(base(BASED) + "/+"), page::url);
            assertThat(page.locator("h1")).hasCSS("color", "rgb(1, 2, 3)");
            assertThat(page.locator("body")).hasAttribute("data-module", "loaded");
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page).hasURL(Pattern.compile(".*/\\+[^/]+/welcome"));
            assertThat(page.locator("body")).containsText("session=of-the-page");
            page.reload();
            assertThat(page.locator("body")).containsText("session=of-the-page");
        }
    }

    @Test
    @Timeout(900)
    void viteReloadsHotBelowItsBasePath() throws Exception {
        project("vite", "\"vite\": \"8.3.8\"");
        workspace.put(
                "vite/index.html",
                "<!doctype html><h1>Vite</h1><script type=\"module\" src=\"/main.js\"></script>");
        workspace.put("vite/main.js", "import './style.css'; window.loaded = Math.random();");
        workspace.put("vite/style.css", "h1 { color: rgb(1, 2, 3) }");
        serve("vite", "npx vite --port 6001 --base " + path(6001) + "/", 6001);
        try (var visitor = visitor()) {
            var page = visitor.page();
            page.navigate(entrance(6001));
            assertThat(page.locator("h1")).hasCSS("color", "rgb(1, 2, 3)", patience());
            var loaded = page.evaluate("window.loaded");
            workspace.put("vite/style.css", "h1 { color: rgb(3, 2, 1) }", "If-Match", "*");
            assertThat(page.locator("h1")).hasCSS("color", "rgb(3, 2, 1)", patience());
            assertEquals(loaded, page.evaluate("window.loaded"));
            visitor.forgive();
        }
    }

    private void project(String folder, String dependencies) throws Exception {
        workspace.put(folder + "/package.json", "{\"devDependencies\": {" + dependencies + "}}");
        try (var terminal = workspace.terminal()) {
            terminal.type("(cd %s && npm install); echo \"installed-$?\"\r".formatted(folder));
            terminal.awaitMatch("installed-\\d", INSTALL);
            terminal.await("installed-0");
        }
    }

    private void serve(String folder, String command, int port) throws Exception {
        workspace.run(
                "(cd %s; %s >server.log 2>&1 &) ; while ! (exec 3<>/dev/tcp/127.0.0.1/%d) 2>/dev/null; do :; done"
                        .formatted(folder, command, port));
    }

    private static LocatorAssertions.HasCSSOptions patience() {
        return new LocatorAssertions.HasCSSOptions().setTimeout(60_000);
    }

    private String path(int port) {
        return "/preview/" + id() + "/" + port;
    }

    @Test
    @Tag("attack")
    void nothingOfTheHostOrThePlatformIsWithinReach() {
        try (var visitor = visitor()) {
            visitor.forgive();
            var page = visitor.page();
            page.navigate(entrance(PORT));
            assertThat(page).hasTitle("Plain");
            assertEquals("null", page.evaluate("self.origin"));
            for (var attempt :
                    new String[] {
                        "document.cookie",
                        "localStorage.length",
                        "sessionStorage.length",
                        "new Promise((done, fail) => { const asked = indexedDB.open('a'); asked.onsuccess = done; asked.onerror = fail; })",
                        "caches.keys()",
                        "navigator.serviceWorker.register('worker.js')",
                        "new SharedWorker('worker.js')",
                        "fetch('" + platform.at("/api/me") + "', {credentials: 'include'})",
                        "fetch('" + platform.at("/api/me") + "')",
                        "fetch('"
                                + platform.at("/preview/" + id() + "/" + OTHER + "/")
                                + "', {credentials: 'include'})",
                        "fetch('" + origin() + "/health', {credentials: 'include'})",
                    }) {
                assertEquals("refused", attempted(page.mainFrame(), attempt), attempt);
            }
            // Without a pass of its own another preview answers nothing that the page could see.
            assertEquals(
                    401,
                    page.evaluate(
                            "async url => (await fetch(url)).status",
                            base(OTHER) + "/~" + "x".repeat(43) + "/"));
            // The cookies that the server forged, and its wish to clear all, did not reach the
            // browser.
            assertEquals(
                    200,
                    visitor.context().request().get(platform.at("/api/me").toString()).status());
            assertFalse(
                    visitor.context().cookies().stream()
                            .anyMatch(cookie ->
                                    cookie.value.equals("forged") || cookie.name.equals("seen")));
        }
    }

    @Test
    @Tag("attack")
    void anotherPreviewsPageCannotBeReadInAFrameOrAWindow() {
        try (var visitor = visitor()) {
            visitor.forgive();
            var page = visitor.page();
            page.navigate(entrance(PORT));
            assertThat(page).hasTitle("Plain");
            // The platform's door stays shut for a frame of another page.
            page.evaluate(
                    """
                    url => new Promise(done => {
                        const frame = document.createElement('iframe');
                        frame.onload = done;
                        frame.src = url;
                        document.body.append(frame);
                    })
                    """,
                    platform.at(entrance(OTHER)).toString());
            assertTrue(
                    page.frames().stream().noneMatch(frame -> frame.url().startsWith(base(OTHER))),
                    () -> page.frames().stream().map(Frame::url).toList().toString());
            // Of a window that the page opens it sees neither the page nor the address, and it is
            // not seen.
            var window =
                    visitor.context()
                            .waitForPage(() ->
                                    page.evaluate(
                                            "url => { window.opened = window.open(url); }",
                                            platform.at(entrance(OTHER)).toString()));
            assertThat(window).hasURL(Pattern.compile(base(OTHER) + "/~.*"));
            assertThat(window.locator("h1")).hasText("Plain " + OTHER);
            assertEquals(true, window.evaluate("window.opener === null"));
            for (var attempt :
                    new String[] {
                        "opened.location.href", "opened.document.title", "opened.pass = 1"
                    }) {
                assertEquals("refused", attempted(page.mainFrame(), attempt), attempt);
            }
            assertThat(window.locator("h1")).hasText("Plain " + OTHER);
        }
    }

    @Test
    @Tag("attack")
    void thePassEndsWithTheSessionAndWithThePreviewAndStandsInNoLog() throws Exception {
        String pass;
        try (var visitor = visitor()) {
            visitor.forgive();
            var page = visitor.page();
            page.navigate(entrance(PORT) + "missing");
            var found = PASS.matcher(page.url());
            assertTrue(found.find(), page::url);
            pass = found.group(1);
            String seen = base(PORT) + "/~" + pass;
            assertEquals(200, status(seen + "/style.css"));
            assertEquals(401, status(base(OTHER) + "/~" + pass + "/style.css"));
            assertEquals(403, status(seen + "/", "Origin", origin()));
            assertEquals(403, status(seen + "/", "Origin", "https://elsewhere.example"));

            assertEquals(
                    204,
                    workspace
                            .ask("DELETE", "/previews/" + PORT, BodyPublishers.noBody())
                            .statusCode());
            assertEquals(401, status(seen + "/style.css"));
            // Who looks again is let in again, by a new pass.
            page.navigate(seen + "/next?page=2");
            assertThat(page).hasTitle("Next");
            var renewed = PASS.matcher(page.url());
            assertTrue(renewed.find(), page::url);
            assertNotEquals(pass, renewed.group(1));
            assertTrue(page.url().endsWith("/next?page=2"), page::url);

            var other = visitor.context().newPage();
            other.navigate("/");
            other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("account"))
                    .click();
            other.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(other.getByText("Run code with one request")).isVisible();
            assertEquals(401, page.evaluate("async () => (await fetch('style.css')).status"));
            page.reload();
            assertThat(page.locator("#username")).isVisible();
        }
        var logs = logs();
        assertFalse(logs.contains(pass));
        assertTrue(logs.contains("%d/~…/missing was answered 404".formatted(PORT)));
    }

    @Test
    void theWorkbenchShowsItWithItsConsoleAndNothingOfTheWorkbenchIsWithinReach() throws Exception {
        try (var visitor = visitor()) {
            visitor.open("/@" + OWNER + "/test");
            var page = visitor.page();
            var workbench = Workbench.on(page);
            workbench.command("Open Preview of a Port");
            var port = page.locator(".quick-input-widget input");
            port.fill(String.valueOf(PORT));
            port.press("Enter");
            assertThat(workbench.preview().locator("h1")).hasText("Plain " + PORT);
            var address = page.getByRole(AriaRole.TEXTBOX, named("Address within the preview"));
            workbench.preview().getByText("Next").click();
            assertThat(address).hasValue("/next?page=2");
            page.getByRole(AriaRole.BUTTON, named("Console")).click();
            visitor.forgive();
            var frame =
                    page.frames().stream()
                            .filter(it -> it.url().startsWith(base(PORT)))
                            .findFirst()
                            .orElseThrow();
            frame.evaluate("fetch('missing')");
            assertThat(page.getByRole(AriaRole.LOG, named("Console of the page")))
                    .containsText("fetch /missing was answered with 404");
            page.getByRole(AriaRole.BUTTON, named("Back")).click();
            assertThat(address).hasValue("/");
            Chromium.keepScreenshot(page, "preview-pane-path-1440-light");
            for (var attempt :
                    new String[] {
                        "parent.document.title",
                        "parent.localStorage",
                        "top.location.href",
                        "(top.location = 'about:blank', new Promise((_, fail) => setTimeout(fail)))",
                    }) {
                assertEquals("refused", attempted(frame, attempt), attempt);
            }
            assertThat(workbench.explorer()).isVisible();
            var tab =
                    page.waitForPopup(() ->
                            page.getByRole(AriaRole.BUTTON, named("Open in a browser tab"))
                                    .click());
            assertThat(tab).hasTitle("Plain");
            assertEquals(true, tab.evaluate("window.opener === null"));

            workbench.command("Open Preview of a Port");
            page.locator(".quick-input-widget input").fill("4999");
            page.locator(".quick-input-widget input").press("Enter");
            var waiting = page.frameLocator("iframe[title='Preview of port 4999']");
            assertThat(waiting.getByText("No server yet")).isVisible();
            workspace.run("node server.cjs 4999 >server.log 2>&1 & :");
            assertThat(waiting.getByText("Plain 4999")).isVisible();
        }
    }

    @Test
    void aLinkAndATokenWorkHereToo() throws Exception {
        var answer =
                workspace.postJson(
                        "/previews/" + PORT + "/links",
                        "{\"expiresInHours\":1,\"forAnybody\":true}");
        JsonObject link = TestWorkspace.parse(answer);
        try (var stranger = chromium.visitor(platform)) {
            stranger.forgive();
            var page = stranger.page();
            page.navigate(link.getString("url"));
            assertThat(page).hasTitle("Plain");
            assertTrue(page.url().startsWith(base(PORT) + "/~"), page::url);
            assertEquals(
                    204,
                    workspace
                            .ask(
                                    "DELETE",
                                    "/previews/" + PORT + "/links/" + link.getString("id"),
                                    BodyPublishers.noBody())
                            .statusCode());
            assertEquals(401, page.evaluate("async () => (await fetch('style.css')).status"));
        }
        assertEquals(
                200,
                status(
                        base(PORT) + "/style.css",
                        "Authorization",
                        "Bearer " + platform.sharedToken(OWNER)));
        assertEquals(401, status(base(PORT) + "/style.css"));
        assertEquals(404, status(origin() + "/api/me"));
    }

    private Visitor visitor() {
        return chromium.visitor(platform).signIn(OWNER);
    }

    /// What comes of something that a page tries.
    private static Object attempted(Frame frame, String attempt) {
        return frame.evaluate(
                "async () => { try { return String(await ("
                        + attempt
                        + ")); } catch { return 'refused'; } }");
    }

    private String logs() throws IOException {
        var logs = new StringBuilder();
        try (var files = Files.walk(platform.data().resolve("logs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                logs.append(Files.readString(file).replace("\\/", "/"));
            }
        }
        return logs.toString();
    }

    private int status(String url, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return platform.http().send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private String id() {
        return workspace.id();
    }

    private String origin() {
        return "http://localhost:" + platform.previewPort();
    }

    private String base(int port) {
        return origin() + "/preview/" + id() + "/" + port;
    }

    private String entrance(int port) {
        return "/preview/" + id() + "/" + port + "/";
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
