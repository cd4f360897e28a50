package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A preview that its owner shows to others by a link.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewLinkTest {

    private static final String OWNER = "developer";
    private static final String LINKS = "/previews/8000/links";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    PreviewLinkTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeAll
    void aServerInAWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        workspace.put("index.html", "<!doctype html><title>Shared</title><h1>Shared</h1>");
        workspace.start();
        workspace.run(
                "python3 -m http.server 8000 -b 127.0.0.1 >/dev/null 2>&1 & while ! (exec 3<>/dev/tcp/127.0.0.1/8000) 2>/dev/null; do :; done");
    }

    @AfterAll
    void clear() throws Exception {
        workspace.close();
    }

    @Test
    void aLinkForAnybodyLetsInUntilItIsTakenBack() throws Exception {
        JsonObject link = create("{\"expiresInHours\":1,\"forAnybody\":true}");
        try (var stranger = chromium.visitor(platform)) {
            Page page = stranger.page();
            stranger.forgive();
            page.navigate(link.getString("url"));
            assertThat(page).hasTitle("Shared");
            assertTrue(page.url().endsWith(":" + platform.previewPort() + "/"), page::url);
            // Nothing else of the workspace, not even another of its ports.
            page.navigate(page.url().replace("//p8000-", "//p8001-"));
            assertThat(page.locator("#username")).isVisible();

            page.navigate(link.getString("url"));
            assertThat(page).hasTitle("Shared");
            assertEquals(204, ask("DELETE", LINKS + "/" + link.getString("id")));
            assertEquals(
                    401,
                    page.evaluate("async () => (await fetch('/', {cache: 'no-store'})).status"));
            assertEquals(404, page.navigate(link.getString("url")).status());
        }
    }

    @Test
    void aLinkForPeopleWhoSignInLetsInSomebodyWithoutTheWorkspace() throws Exception {
        JsonObject link = create("{}");
        assertEquals(false, link.getBoolean("forAnybody"));
        try (var guest = chromium.visitor(platform)) {
            Page page = guest.page();
            guest.forgive();
            page.navigate(link.getString("url"));
            guest.enterPassword(page, "developer2");
            assertThat(page).hasTitle("Shared");
            assertEquals(
                    404,
                    page.context()
                            .request()
                            .get(platform.at(workspace.root()).toString())
                            .status());
        }
    }

    @Test
    void theOwnerSeesTheLinksButNotTheirSecretsAndTheLedgerTells() throws Exception {
        JsonObject link = create("{\"expiresInHours\":720}");
        var listed = workspace.get(LINKS).body();
        assertTrue(listed.contains(link.getString("id")), listed);
        String key = link.getString("url").replaceFirst(".*key=", "");
        assertTrue(!listed.contains(key), listed);
        var ledger =
                new Api(platform, "auditor")
                        .get("/api/audit/events?action=preview.share&size=200")
                        .toString();
        assertTrue(ledger.contains(link.getString("id")), ledger);
        assertTrue(!ledger.contains(key), ledger);
    }

    @Test
    void aLinkThatWouldLastTooLongIsRefused() throws Exception {
        var answer = workspace.postJson(LINKS, "{\"expiresInHours\":721}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(404, ask("DELETE", LINKS + "/" + java.util.UUID.randomUUID()));
    }

    private JsonObject create(String wanted) throws Exception {
        var answer = workspace.postJson(LINKS, wanted);
        assertEquals(201, answer.statusCode(), answer.body());
        return TestWorkspace.parse(answer);
    }

    private int ask(String method, String path) throws Exception {
        return workspace.ask(method, path, BodyPublishers.noBody()).statusCode();
    }
}
