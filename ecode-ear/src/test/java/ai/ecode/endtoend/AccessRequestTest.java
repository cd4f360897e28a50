package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asking to be let into a workspace: the owner is told, answers, and the one who asked is in at once.
@Timeout(240)
class AccessRequestTest {

    private static final String OWNER = "developer";
    private static final String ASKER = "developer2";
    private static final String ADDRESS = "/@" + OWNER + "/test";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api owner;
    private final Api asker;
    private TestWorkspace workspace;

    AccessRequestTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.owner = new Api(platform, OWNER);
        this.asker = new Api(platform, ASKER);
    }

    @BeforeEach
    void aWorkspaceThatMayBeKnownByItsAddress() throws Exception {
        owner.deleteAllWorkspaces();
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        assertEquals(201, workspace.put("notes.txt", "first line").statusCode());
        owner.patch(workspace.root(), "{\"linked\": true}");
        assertEquals(204, post(OWNER, "/api/notifications/read"));
        assertEquals(204, post(ASKER, "/api/notifications/read"));
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void fromTheRequestOverTheNotificationToTheEdit() throws Exception {
        try (var host = chromium.visitor(platform).signIn(OWNER);
                var guest = chromium.visitor(platform).signIn(ASKER)) {
            Page home = host.page();
            assertThat(home.getByRole(AriaRole.BUTTON, named("Notifications").setExact(true)))
                    .isVisible();

            Page page = guest.open(ADDRESS).page();
            page.getByLabel("What you would like to do").selectOption("editor");
            page.getByLabel("A word to the owner").fill("I would like to fix the tests");
            Chromium.checkEverywhere(page, "ask-for-access");
            page.getByRole(AriaRole.BUTTON, named("Ask for access")).click();
            assertThat(page.getByText("is asked to make you an editor")).isVisible();

            home.getByRole(AriaRole.BUTTON, named("Notifications, 1 unread")).click();
            var told = home.getByText("asks to be an editor of “Test”");
            assertThat(told).isVisible();
            Chromium.checkEverywhere(home, "notifications");
            told.click();
            assertThat(home.getByRole(AriaRole.HEADING, named("Somebody asks to come in")))
                    .isVisible();
            assertThat(home.getByText("I would like to fix the tests").first()).isVisible();
            Chromium.checkEverywhere(home, "access-request");
            home.getByRole(AriaRole.BUTTON, named("Accept developer2 as an editor")).click();
            assertThat(home.getByText("is an editor now")).isVisible();

            var workbench = Workbench.on(page);
            workbench.openFile("notes.txt");
            workbench.replaceText("second line");
            Eventually.holds(
                    () -> workspace.get("/files/notes.txt").body().equals("second line"),
                    () -> "What the one who was let in typed was not saved");
        }
    }

    @Test
    void theOwnerAnswersInTheWorkbench() throws Exception {
        try (var host = chromium.visitor(platform).signIn(OWNER)) {
            Page page = host.open(ADDRESS).page();
            var workbench = Workbench.on(page);
            ask("viewer", "");
            var told = workbench.notification("asks to be a viewer of “Test”");
            assertThat(told).isVisible();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Inbox, 1 unread"))).isVisible();
            told.getByText("Accept as Viewer").click();
            Eventually.holds(
                    () -> "viewer".equals(asker.get(workspace.root()).getString("role", "")),
                    () -> "The request is not answered");
            assertThat(page.getByRole(AriaRole.BUTTON, named("Inbox").setExact(true))).isVisible();
        }
    }

    @Test
    void whoMayKnowOfItIsToldThatTheyCanAsk() throws Exception {
        HttpResponse<String> refused = send(ASKER, "GET", "/files", "");
        assertEquals(403, refused.statusCode());
        assertEquals("access-request-possible", TestWorkspace.parse(refused).getString("code"));
        try (var events = workspace.connectAs(ASKER, "/events")) {
            assertEquals(4403, events.awaitClose());
            assertTrue(
                    events.closeReason().startsWith("access-request-possible: "),
                    events::closeReason);
        }
        assertEquals(404, send("outsider", "POST", "/access-requests", "{}").statusCode());
        assertFalse(
                asker.get("/api/workspaces?all=true").toString().contains(workspace.id()),
                "it is listed");
        owner.patch(workspace.root(), "{\"linked\": false}");
        assertEquals(404, send(ASKER, "POST", "/access-requests", "{}").statusCode());
    }

    @Test
    void aRequestIsAnsweredOnceAndOpensTheWorkspaceAtOnce() throws Exception {
        JsonObject asked = ask("editor", "please");
        assertEquals(200, send(ASKER, "POST", "/access-requests", "{}").statusCode());
        assertEquals(
                1, owner.get(workspace.root() + "/access-requests").getInt("total"), "asked twice");
        String answer = "/access-requests/" + asked.getString("id") + "/answer";
        assertEquals(403, send(ASKER, "POST", answer, "{\"accept\": true}").statusCode());
        assertEquals(
                200,
                send(OWNER, "POST", answer, "{\"accept\": true, \"role\": \"viewer\"}")
                        .statusCode());
        assertEquals("first line", asker.text(workspace.root() + "/files/notes.txt"));
        assertEquals(409, send(OWNER, "POST", answer, "{\"accept\": false}").statusCode());
        JsonObject told = newest(asker);
        assertEquals("access-granted", told.getString("kind"));
        assertEquals("developer made you a viewer of “Test”", told.getString("message"));
    }

    @Test
    void whoIsRejectedIsToldAndDoesNotAskAgainAtOnce() throws Exception {
        String id = ask("viewer", "").getString("id");
        assertEquals(
                200,
                send(OWNER, "POST", "/access-requests/" + id + "/answer", "{\"accept\": false}")
                        .statusCode());
        assertEquals("access-rejected", newest(asker).getString("kind"));
        assertEquals(429, send(ASKER, "POST", "/access-requests", "{}").statusCode());
        assertEquals(403, send(ASKER, "GET", "/files", "").statusCode());
    }

    @Test
    void badRequestsChangeNothing() throws Exception {
        assertEquals(
                400, send(ASKER, "POST", "/access-requests", "{\"role\": \"owner\"}").statusCode());
        String tooLong = "{\"message\": \"%s\"}".formatted("x".repeat(501));
        assertEquals(400, send(ASKER, "POST", "/access-requests", tooLong).statusCode());
        assertEquals(0, owner.get(workspace.root() + "/access-requests").getInt("total"));
    }

    @Test
    void theSocketTellsWhatIsNewAndHowMuchIsUnread() throws Exception {
        try (var news = notifications(OWNER);
                var others = notifications("teacher")) {
            news.awaitText("{\"type\":\"unread\",\"count\":0}");
            ask("viewer", "hello");
            news.awaitMatch(text -> text.contains("asks to be a viewer of “Test”: “hello”"));
            news.awaitText("{\"type\":\"unread\",\"count\":1}");
            String id = newest(owner).getString("id");
            assertEquals(404, post("teacher", "/api/notifications/" + id + "/read"));
            assertEquals(200, post(OWNER, "/api/notifications/" + id + "/read"));
            assertEquals(200, post(OWNER, "/api/notifications/" + id + "/read"));
            Eventually.holds(
                    () -> news.texts().getLast().equals("{\"type\":\"unread\",\"count\":0}"),
                    () -> "What was read is still unread: " + news.texts());
            assertTrue(
                    others.texts().stream().noneMatch(text -> text.contains("hello")),
                    "somebody else hears it");
        }
    }

    private JsonObject ask(String role, String message) throws Exception {
        return asker.post(
                workspace.root() + "/access-requests",
                "{\"role\": \"%s\", \"message\": \"%s\"}".formatted(role, message));
    }

    private static JsonObject newest(Api person) throws Exception {
        return person.get("/api/notifications").getJsonArray("items").getJsonObject(0);
    }

    private int post(String user, String path) throws Exception {
        var request = platform.request(user, path).POST(BodyPublishers.noBody());
        return platform.http().send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> send(String user, String method, String path, String body)
            throws Exception {
        var request =
                platform.request(user, workspace.root() + path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private SocketClient notifications(String user) {
        var uri =
                URI.create(platform.at("/ws/notifications").toString().replaceFirst("http", "ws"));
        return SocketClient.connect(
                platform.http(),
                uri,
                builder -> builder.header("Authorization", "Bearer " + platform.sharedToken(user)));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
