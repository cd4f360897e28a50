package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person does on the home page, some of it with the keyboard alone.
class HomePageTest {
    private static final String USER = "student1";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api api;
    private Visitor visitor;
    private Page page;

    HomePageTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    void comeHome() throws Exception {
        api.deleteAllWorkspaces();
        visitor = chromium.visitor(platform).signIn(USER);
        page = visitor.page();
    }

    @AfterEach
    void leave() throws Exception {
        visitor.close();
        api.deleteAllWorkspaces();
    }

    @Test
    void aWorkspaceIsCreatedWithTheKeyboardAlone() {
        page.getByRole(AriaRole.BUTTON, named("Create workspace")).first().focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Create workspace")).first()).isFocused();

        page.keyboard().press("Enter");
        assertThat(nameField()).isFocused();
        page.keyboard().type("Größe 数据");
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        page.waitForURL("**/@" + USER + "/*");
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("Größe 数据"));
        Workbench.on(page);
    }

    @Test
    void aWorkspaceIsMadeOfAnArchiveAndDownloadedAsOne() throws Exception {
        api.createWorkspace("Source", "python");
        page.reload();
        page.getByRole(AriaRole.BUTTON, named("More for Source")).click();
        Download archive =
                page.waitForDownload(
                        () -> page.getByRole(AriaRole.MENUITEM, named("Download as zip")).click());
        assertEquals("source.zip", archive.suggestedFilename());

        page.getByRole(AriaRole.BUTTON, named("From an archive")).click();
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload(
                                "My app.zip",
                                "application/zip",
                                Files.readAllBytes(archive.path())));
        assertThat(nameField()).hasValue("My app");
        Chromium.keepScreenshot(page, "home-import-1440-light");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, in("Create")).click();
        page.waitForURL("**/@" + USER + "/my-app");
        assertThat(Workbench.on(page).fileInExplorer("main.py")).isVisible();
    }

    @Test
    void anArchiveThatCannotBeKeptIsRefusedInTheDialog() throws Exception {
        page.getByRole(AriaRole.BUTTON, named("From an archive")).click();
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload("notes.zip", "application/zip", "no archive".getBytes()));
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, in("Create")).click();
        visitor.forgive();
        assertThat(page.getByText("The workspace was not created")).isVisible();
        assertThat(nameField()).hasValue("notes");
        assertEquals(0, api.get("/api/workspaces").getInt("total"));
    }

    @Test
    void aDeletedWorkspaceWaitsInTheTrashAndComesBack() throws Exception {
        api.createWorkspace("Thesis", "blank");
        page.reload();
        page.getByRole(AriaRole.BUTTON, named("More for Thesis")).click();
        page.getByRole(AriaRole.MENUITEM, named("Move to trash")).click();
        var confirm =
                page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, in("Move to trash"));
        assertThat(confirm).isDisabled();
        page.getByLabel("Type its name to confirm").fill("Thesis");
        confirm.click();
        assertThat(page.getByText("Thesis is in the trash")).isVisible();
        assertThat(page.getByText("Your first workspace")).isVisible();

        page.getByRole(AriaRole.TAB, named("Trash (1)")).click();
        page.getByRole(AriaRole.BUTTON, named("Restore Thesis")).click();
        assertThat(page.getByText("The trash is empty")).isVisible();
        page.getByRole(AriaRole.TAB, named("In use")).click();
        assertThat(card("Thesis")).isVisible();
    }

    @Test
    void aWorkspaceIsStartedAndStoppedAndTheStateFollows() throws Exception {
        api.createWorkspace("Engine", "blank");
        page.reload();
        page.getByRole(AriaRole.BUTTON, named("Start Engine")).click();
        assertThat(card("Engine")).containsText("Running");
        page.getByRole(AriaRole.BUTTON, named("Stop Engine")).click();
        assertThat(card("Engine")).containsText("Stopped");
    }

    @Test
    void aNewNameKeepsTheAddressSaidInTheDialog() throws Exception {
        api.createWorkspace("Draft", "blank");
        page.reload();
        page.getByRole(AriaRole.BUTTON, named("More for Draft")).click();
        page.getByRole(AriaRole.MENUITEM, named("Rename")).click();
        nameField().fill("Final version");
        var address = page.locator(".ecode-address").innerText();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Renamed to Final version")).isVisible();
        assertEquals(
                address,
                card("Final version").getByRole(AriaRole.LINK).first().getAttribute("href"));
    }

    @Test
    void whoHasAllTheirWorkspacesIsToldHowManyAndWhatToDo() throws Exception {
        int limit = api.get("/api/quota").getJsonObject("workspaces").getInt("limit");
        for (int i = 0; i < limit; i++) {
            api.createWorkspace("Number " + i, "blank");
        }
        page.reload();
        assertThat(page.getByText(limit + " of " + limit + " workspaces")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Create workspace")).first().click();
        nameField().fill("One too many");
        page.keyboard().press("Enter");
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("The workspace was not created");
        assertThat(dialog).containsText(String.valueOf(limit));
        Chromium.keepScreenshot(page, "home-quota-1440-light");
        assertEquals(limit, api.get("/api/workspaces").getInt("total"));
    }

    private Locator card(String workspace) {
        return page.getByRole(AriaRole.ARTICLE, named(workspace));
    }

    private Locator nameField() {
        return page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX, in("Name"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
