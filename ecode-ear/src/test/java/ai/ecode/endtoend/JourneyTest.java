package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What E-Code is for: somebody signs in, works, leaves, and finds it all there the next day; nobody else sees it, and the
/// auditor sees that it happened.
class JourneyTest {
    private static final String USER = "student3";

    private final RunningPlatform platform;
    private final Chromium chromium;

    JourneyTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @Test
    void aDaysWorkIsThereTomorrowAndOnlyForItsOwner() throws Exception {
        new Api(platform, USER).deleteAllWorkspaces();

        try (var evening = chromium.visitor(platform).signIn(USER)) {
            work(evening.page());
            signOut(evening.page());
        }
        platform.restart();
        try (var morning = chromium.visitor(platform).signIn(USER)) {
            findItAllThere(morning.page());
        }
        var workspace =
                new Api(platform, USER)
                        .get("/api/workspaces")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id");
        strangersSeeNothing(workspace);
        theAuditorSeesEveryDeed(workspace);
        new Api(platform, USER).deleteAllWorkspaces();
    }

    private void work(Page page) {
        page.getByRole(AriaRole.BUTTON, button("Create workspace")).first().click();
        page.getByLabel("Name").fill("Morning light");
        page.getByText("Python", new Page.GetByTextOptions().setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, button("Create").setExact(true)).click();
        page.waitForURL("**/@" + USER + "/morning-light");

        var workbench = Workbench.on(page);
        workbench.awaitStatus("Running");
        workbench.openFile("main.py");
        workbench.replaceText("print('lighthouse', 6 * 7)\n");
        workbench.awaitStatus("Saved");
        workbench.runFile();
        workbench.awaitInTerminal("lighthouse 42");

        workbench.typeInTerminal("echo 'a beacon' > notes.txt; cat notes.txt");
        assertThat(workbench.fileInExplorer("notes.txt")).isVisible();
        Chromium.keepScreenshot(page, "journey-1440-light");

        page.keyboard().press("Control+Shift+f");
        page.getByRole(
                        AriaRole.TEXTBOX,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^Search:")))
                .first()
                .fill("beacon");
        var result =
                page.getByRole(
                        AriaRole.TREE,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Search: beacon")));
        assertThat(result).containsText("notes.txt");
    }

    private static void signOut(Page page) {
        page.navigate("/");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("account")))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out")).click();
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions()
                                        .setName("Code in the browser, on your own servers")))
                .isVisible();
    }

    private void findItAllThere(Page page) {
        page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Morning light"))
                .getByRole(AriaRole.LINK)
                .click();
        var workbench = Workbench.on(page);
        workbench.awaitInTerminal("lighthouse 42");
        workbench.awaitInTerminal("a beacon");
        assertThat(workbench.fileInExplorer("notes.txt")).isVisible();
        workbench.openFile("main.py");
        workbench.awaitText("print('lighthouse', 6 * 7)");
    }

    private void strangersSeeNothing(String workspace) throws Exception {
        for (var other : List.of("student2", "teacher", "outsider")) {
            for (var path : List.of("", "/files", "/files/main.py", "/terminals")) {
                var answer =
                        platform.http()
                                .send(
                                        platform.request(
                                                        other,
                                                        "/api/workspaces/" + workspace + path)
                                                .build(),
                                        BodyHandlers.ofString());
                assertEquals(404, answer.statusCode(), other + " " + path);
            }
        }
        try (var other = chromium.visitor(platform).signIn("student2")) {
            other.open("/@" + USER + "/morning-light");
            assertThat(other.page().getByRole(AriaRole.HEADING))
                    .containsText("There is no such workspace");
        }
    }

    private void theAuditorSeesEveryDeed(String workspace) throws Exception {
        // What changes in a terminal anybody with the workspace may have done: the platform writes
        // it down as its own.
        var deeds =
                Stream.of("actor=" + USER, "object=workspace:" + workspace)
                        .flatMap(filter -> deeds(filter).stream())
                        .distinct()
                        .toList();
        for (var deed :
                List.of(
                        "session.start",
                        "workspace.create",
                        "workspace.start",
                        "document.edit",
                        "terminal.open",
                        "file.sync",
                        "session.end",
                        "workspace.stop")) {
            assertTrue(deeds.contains(deed), () -> deed + " is missing among " + deeds);
        }
        try (var auditor = chromium.visitor(platform).signIn("auditor")) {
            auditor.open("/admin/audit?actor=" + USER);
            var ledger =
                    auditor.page()
                            .getByRole(
                                    AriaRole.TABLE,
                                    new Page.GetByRoleOptions().setName("Ledger, newest first"));
            assertThat(ledger).containsText("terminal.open");
            assertThat(ledger).containsText("session.end");
        }
    }

    private List<String> deeds(String filter) {
        try {
            return new Api(platform, "auditor")
                            .get("/api/audit/events?size=200&" + filter)
                            .getJsonArray("items")
                            .getValuesAs(JsonObject.class)
                            .stream()
                            .map(event -> event.getString("action"))
                            .toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
