package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Workspaces that nobody uses are announced and stopped, those that are used or kept run on, and each stop says why. Time
/// passes in the database: what was used last is set back.
class LifecycleTest {

    private static final String USER = "developer";

    /// What a browser does when another tab covers the page.
    private static final String HIDE =
            """
            () => {
                Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api api;
    private String workspace;
    private String path;

    LifecycleTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    void aRunningWorkspace() throws Exception {
        api.deleteAllWorkspaces();
        workspace = api.createWorkspace("Long run", "blank");
        path = "/api/workspaces/" + workspace;
        api.start(workspace);
    }

    @AfterEach
    void leave() throws Exception {
        api.deleteAllWorkspaces();
    }

    @Test
    void whatNobodyUsesIsStoppedAndSaysWhy() throws Exception {
        Eventually.holds(
                () -> {
                    unusedFor(Duration.ofMinutes(31));
                    return state().equals("STOPPED");
                },
                () -> "It runs on: " + seen());
        assertEquals("Nobody used it for 30 minutes.", seen().getString("reason"));
        assertEquals("idle", seen().getString("stopCause"));
        JsonObject deed = lastDeed("workspace.stop");
        assertEquals("platform", deed.getString("actor"));
        assertEquals("idle", deed.getJsonObject("after").getString("cause"));
    }

    @Test
    void anAnnouncedStopIsPutOffByKeepingItHoweverOften() throws Exception {
        try (var events = events()) {
            events.say("{\"type\":\"away\"}");
            awaitAnnouncement(
                    () -> events.texts().stream().anyMatch(text -> text.contains("stopsAt")));
            assertTrue(
                    Instant.parse(seen().getJsonObject("plannedStop").getString("at"))
                            .isAfter(Instant.now()));

            api.post(path + "/keep", "");
            JsonObject kept = api.post(path + "/keep", "");
            assertFalse(kept.containsKey("plannedStop"), kept::toString);
            events.awaitMatch(text -> text.contains("goes on running"));
            assertEquals("RUNNING", state());
        }
    }

    @Test
    void anAttachedClientKeepsItRunningUnlessItsPersonIsAway() throws Exception {
        try (var events = events()) {
            unusedFor(Duration.ofMinutes(26));
            Instant attached = Instant.now();
            Eventually.holds(
                    () -> lastActive().isAfter(attached), () -> "The client does not count");

            events.say("{\"type\":\"away\"}");
            awaitAnnouncement(() -> seen().containsKey("plannedStop"));
            Instant returned = Instant.now();
            events.say("{\"type\":\"back\"}");
            Eventually.holds(
                    () -> lastActive().isAfter(returned), () -> "Coming back does not count");
            assertFalse(seen().containsKey("plannedStop"));
        }
    }

    @Test
    void aProgramThatComputesKeepsItRunning() throws Exception {
        String terminal = api.post(path + "/terminals", "{}").getString("id");
        try (var socket = connect("/terminals/" + terminal)) {
            socket.type("while :; do :; done &\r");
            socket.awaitMatch("\\[1\\] \\d+", Duration.ofSeconds(60));
        }
        for (int time = 0; time < 3; time++) {
            Instant before = Instant.now();
            unusedFor(Duration.ofMinutes(26));
            Eventually.holds(() -> lastActive().isAfter(before), () -> "Computing does not count");
        }
    }

    @Test
    void aRestartIsOneDeedAndBringsANewSandbox() throws Exception {
        try (var events = events()) {
            api.post(path + "/restart", "");
            events.awaitText("{\"type\":\"state\",\"state\":\"STARTING\"}");
            events.awaitMatch(text -> text.contains("Restarted by " + USER));
        }
        api.await(workspace, "RUNNING");
        assertEquals("DONE", lastDeed("workspace.restart").getString("outcome"));
        assertFalse(seen().containsKey("reason"));
    }

    @Test
    void anIdleWarningIsAnsweredWithKeep() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn(USER)) {
            Page page = visitor.open("/@" + USER + "/long-run").page();
            var workbench = Workbench.on(page);
            workbench.awaitStatus("Running");
            page.evaluate(HIDE);
            var warning = workbench.notification("because nobody uses it");
            awaitAnnouncement(warning::isVisible);
            for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                Chromium.keepScreenshot(page, "idle-warning-1440-" + scheme.name().toLowerCase());
            }
            var keep =
                    warning.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Keep Running"));
            // The pointer's way to the button is a sign of use, too: it may take the warning away
            // before the click.
            awaitAnnouncement(() -> {
                clickIfThere(keep);
                return lastDeeds("workspace.keep").size() == 1;
            });
            assertThat(warning).isHidden();
            Eventually.holds(() -> !seen().containsKey("plannedStop"), () -> "Not kept: " + seen());
            assertEquals("RUNNING", state());
            assertEquals(USER, lastDeed("workspace.keep").getString("actor"));
        }
    }

    @Test
    void theHomePageOffersToKeepWhatIsAboutToStop() throws Exception {
        awaitAnnouncement(() -> seen().containsKey("plannedStop"));
        try (var visitor = chromium.visitor(platform).signIn(USER)) {
            Page page = visitor.page();
            var card =
                    page.getByRole(
                            AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Long run"));
            assertThat(card).containsText("nobody uses it");
            for (int width : new int[] {1440, 390}) {
                for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    page.setViewportSize(width, 844);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    Chromium.keepScreenshot(
                            page, "home-idle-%d-%s".formatted(width, scheme.name().toLowerCase()));
                }
            }
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Keep Long run running"))
                    .click();
            assertThat(page.getByText("Long run runs on")).isVisible();
            assertThat(card).not().containsText("nobody uses it");
        }
    }

    /// What the start itself computes counts as use: time passes again until the announcement was told.
    private void awaitAnnouncement(Callable<Boolean> told) throws Exception {
        Eventually.holds(
                () -> {
                    if (!seen().containsKey("plannedStop")) {
                        unusedFor(Duration.ofMinutes(26));
                    }
                    return told.call();
                },
                () -> "The stop is not announced: " + seen());
    }

    private void unusedFor(Duration time) throws SQLException {
        try (var database = platform.postgres().connect("ecode");
                var update =
                        database.prepareStatement(
                                "update workspaces set last_active_at = now() - make_interval(secs => ?) where id = ?")) {
            update.setLong(1, time.toSeconds());
            update.setObject(2, UUID.fromString(workspace));
            update.executeUpdate();
        }
    }

    private JsonObject seen() throws Exception {
        return api.get(path);
    }

    private String state() throws Exception {
        return seen().getString("state");
    }

    private Instant lastActive() throws Exception {
        return Instant.parse(seen().getString("lastActiveAt"));
    }

    private static void clickIfThere(Locator button) {
        try {
            button.click(new Locator.ClickOptions().setTimeout(1_000));
        } catch (TimeoutError gone) {
            // The next announcement brings it back.
        }
    }

    private JsonObject lastDeed(String action) throws Exception {
        return lastDeeds(action).getJsonObject(0);
    }

    private JsonArray lastDeeds(String action) throws Exception {
        var request =
                platform.request(
                        "auditor",
                        "/api/audit/events?size=1&action=%s&object=workspace:%s"
                                .formatted(action, workspace));
        var answer =
                platform.http()
                        .send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().getJsonArray("items");
        }
    }

    private SocketClient events() {
        return connect("/events");
    }

    private SocketClient connect(String socket) {
        URI uri =
                URI.create(
                        platform.at("/ws/workspaces/" + workspace + socket)
                                .toString()
                                .replaceFirst("^http", "ws"));
        return SocketClient.connect(
                platform.http(),
                uri,
                builder -> builder.header("Authorization", "Bearer " + platform.sharedToken(USER)));
    }
}
