package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an administrator decides holds at once, and who is kept from something is told.
class PoliciesTest {

    /// Nobody ever has this name (RFC 6761).
    private static final String HOST = "files.nowhere.invalid";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final String path;
    private TestWorkspace workspace;

    PoliciesTest(RunningPlatform platform, Chromium chromium) throws Exception {
        this.platform = platform;
        this.chromium = chromium;
        String organization =
                new Api(platform, "admin")
                        .get("/api/me")
                        .getJsonObject("organization")
                        .getString("id");
        this.path = "/api/organizations/" + organization + "/policies";
    }

    @BeforeEach
    void aRunningWorkspace() throws Exception {
        new Api(platform, "developer").deleteAllWorkspaces();
        decide("{}");
        workspace = TestWorkspace.create(platform, "developer", "blank");
        workspace.start();
    }

    @AfterEach
    void leave() throws Exception {
        decide("{}");
        workspace.close();
    }

    @Test
    void aRefusedConnectionIsToldAndAnAllowedHostIsReachedWithoutARestart() throws Exception {
        try (var events = events();
                var terminal = workspace.terminal()) {
            for (int time = 1; time <= 3; time++) {
                terminal.type(ask(time));
                terminal.await("asked-%d-403".formatted(time));
            }
            events.awaitMatch(text ->
                    text.contains("\"about\":\"egress\"")
                            && text.contains("\"host\":\"" + HOST + ":80\""));
            var deeds =
                    new Api(platform, "auditor")
                            .get(
                                    "/api/audit/events?action=egress.denied&object=workspace:"
                                            + workspace.id())
                            .getJsonArray("items");
            assertEquals(1, deeds.size(), "told once, not at each knock: " + deeds);
            assertEquals("DENIED", deeds.getJsonObject(0).getString("outcome"));
            assertEquals(
                    HOST + ":80", deeds.getJsonObject(0).getJsonObject("after").getString("host"));

            assertEquals(200, decide("{\"egressAllow\":[\"%s\"]}".formatted(HOST)).statusCode());
            terminal.type(ask(4));
            terminal.await("asked-4-502"); // let through, and then nobody has the name
        }
    }

    @Test
    void theFilesOfAnOrganizationHaveALimitWhichSaysSo() throws Exception {
        assertEquals(201, workspace.put("before.txt", "x".repeat(1000)).statusCode());
        assertEquals(200, decide("{\"filesBytes\":1}").statusCode());
        HttpResponse<String> refused = workspace.put("after.txt", "y");
        assertEquals(429, refused.statusCode());
        assertEquals("quota-exceeded", TestWorkspace.parse(refused).getString("code"));
        assertTrue(refused.body().contains("your organization"), refused.body());
        assertEquals(404, workspace.get("/files/after.txt").statusCode());
        assertEquals("x".repeat(1000), workspace.get("/files/before.txt").body());
        decide("{}");
        assertEquals(201, workspace.put("after.txt", "y").statusCode());

        var storage = TestWorkspace.parse(workspace.get("/storage"));
        assertTrue(storage.getJsonObject("bytes").getInt("used") >= 1001, storage::toString);
        assertEquals(1 << 30, storage.getJsonObject("bytes").getInt("limit"));
    }

    @Test
    void whatCannotBeAllowedIsRefusedAndNothingChanges() throws Exception {
        decide("{\"egressAllow\":[\"one.example.org\"]}");
        for (String host : List.of("localhost", "127.0.0.1", "*.example.org", "http://a.b")) {
            var refused = decide("{\"egressAllow\":[\"two.example.org\",\"%s\"]}".formatted(host));
            assertEquals(400, refused.statusCode(), host);
        }
        assertTrue(
                new Api(platform, "admin")
                        .get(path)
                        .getJsonArray("egressAllow")
                        .toString()
                        .equals("[\"one.example.org\"]"));
    }

    @Test
    void anAdministratorDecidesOnThePage() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn("admin")) {
            Page page = visitor.open("/admin").page();
            page.getByLabel("Hosts that workspaces may reach").fill("pictures.example.org");
            page.getByLabel("Files of all workspaces together").fill("2048");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
            assertThat(page.getByText("The policies hold from now on")).isVisible();
            assertThat(page.getByText("Changed by admin")).isVisible();
            for (int width : new int[] {1440, 390}) {
                for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    page.setViewportSize(width, 900);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    page.getByText("Changed by admin").scrollIntoViewIfNeeded();
                    Chromium.keepScreenshot(
                            page, "policies-%d-%s".formatted(width, scheme.name().toLowerCase()));
                    assertEquals(
                            true,
                            page.evaluate(
                                    "() => document.documentElement.scrollWidth <= innerWidth"));
                }
            }
        }
        var policies = new Api(platform, "admin").get(path);
        assertEquals("pictures.example.org", policies.getJsonArray("egressAllow").getString(0));
        assertEquals(2048L << 20, policies.getJsonNumber("filesBytes").longValue());
    }

    private static String ask(int number) {
        return "curl -s -o /dev/null -w 'asked-%%s-%%{http_code}\\n' http://%s/ | sed s/%%s/%d/\r"
                .formatted(HOST, number);
    }

    private HttpResponse<String> decide(String policies) throws Exception {
        var request =
                platform.request("admin", path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(policies));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private SocketClient events() {
        URI uri =
                URI.create(
                        platform.at("/ws/workspaces/" + workspace.id() + "/events")
                                .toString()
                                .replaceFirst("^http", "ws"));
        return SocketClient.connect(
                platform.http(),
                uri,
                builder ->
                        builder.header(
                                "Authorization", "Bearer " + platform.sharedToken("developer")));
    }
}
