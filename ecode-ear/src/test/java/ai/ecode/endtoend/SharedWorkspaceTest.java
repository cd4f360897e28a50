package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A workspace of one person in the browser of another.
class SharedWorkspaceTest {

    private static final String OWNER = "developer";
    private static final String OTHER = "developer2";
    private static final String ADDRESS = "/@" + OWNER + "/test";
    private static final String MAY_ONLY_READ = "You are a viewer of this workspace";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api owner;
    private TestWorkspace workspace;

    SharedWorkspaceTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.owner = new Api(platform, OWNER);
    }

    @BeforeEach
    void aWorkspaceWithAFile() throws Exception {
        owner.deleteAllWorkspaces();
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        assertEquals(201, workspace.put("notes.txt", "first line").statusCode());
    }

    @AfterEach
    void deleteTheWorkspace() throws Exception {
        workspace.close();
    }

    @Test
    void aViewerCannotEditUntilTheOwnerLetsThem() throws Exception {
        give("viewer");
        try (var visitor = chromium.visitor(platform).signIn(OTHER)) {
            Page page = visitor.open(ADDRESS).page();
            var workbench = Workbench.on(page);
            workbench.awaitStatus("Viewer");
            workbench.openFile("notes.txt");
            workbench.awaitText("first line");
            page.keyboard().type("typed by the viewer");
            assertThat(page.getByText(MAY_ONLY_READ).first()).isVisible();
            assertEquals("first line", workspace.get("/files/notes.txt").body());

            give("editor");
            assertThat(workbench.notification("You are an editor of this workspace now"))
                    .isVisible();
            workbench.awaitStatus("Editor");
            workbench.replaceText("second line");
            Eventually.holds(
                    () -> workspace.get("/files/notes.txt").body().equals("second line"),
                    () -> "What the editor typed was not saved");

            give("viewer");
            workbench.awaitStatus("Viewer");
            workbench.editor().click();
            page.keyboard().type("typed by the viewer");
            assertThat(page.getByText(MAY_ONLY_READ).first()).isVisible();
            workbench.awaitText("second line");
            assertEquals("second line", workspace.get("/files/notes.txt").body());

            owner.delete(workspace.root() + "/members?user=" + OTHER);
            workbench.awaitStatus("No Access");
        }
    }

    @Test
    void theOwnerInvitesFromTheWorkbenchAndTheGuestFindsTheWorkspaceAtHome() throws Exception {
        try (var host = chromium.visitor(platform).signIn(OWNER);
                var guest = chromium.visitor(platform).signIn(OTHER)) {
            Page page = host.open(ADDRESS).page();
            var workbench = Workbench.on(page);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Share the workspace"))
                    .click();
            var picker = page.locator(".quick-input-widget");
            picker.getByText("Invite Somebody...").click();
            picker.locator("input").fill(OTHER);
            page.keyboard().press("Enter");
            picker.getByText("Reads files and watches.").click();
            assertThat(workbench.notification("may come in")).isVisible();

            Page home = guest.open("/?view=shared").page();
            home.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Test").setExact(true))
                    .click();
            Workbench.on(home).awaitStatus("Viewer");
        }
    }

    private void give(String role) throws Exception {
        owner.putJson(
                workspace.root() + "/members",
                "{\"user\":\"%s\",\"role\":\"%s\"}".formatted(OTHER, role));
    }
}
