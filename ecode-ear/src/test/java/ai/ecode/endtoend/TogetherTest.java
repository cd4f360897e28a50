package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Two people in one workspace: they talk, one goes where the other goes, and what they say about a line stays with it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class TogetherTest {

    private static final String OWNER = "developer";
    private static final String OTHER = "developer2";
    private static final String ADDRESS = "/@" + OWNER + "/test";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;
    private Visitor host;
    private Visitor guest;
    private Workbench mine;
    private Workbench theirs;

    TogetherTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeAll
    void twoBrowsers() throws Exception {
        var owner = new Api(platform, OWNER);
        owner.deleteAllWorkspaces();
        workspace = TestWorkspace.create(platform, OWNER, "blank");
        workspace.put("story.txt", "one\ntwo\nthree\n");
        workspace.put("long.txt", "line\n".repeat(400));
        owner.putJson(
                workspace.root() + "/members",
                "{\"user\":\"%s\",\"role\":\"editor\"}".formatted(OTHER));
        host = chromium.visitor(platform).signIn(OWNER).open(ADDRESS);
        guest = chromium.visitor(platform).signIn(OTHER).open(ADDRESS);
        mine = Workbench.on(host.page());
        theirs = Workbench.on(guest.page());
    }

    @AfterAll
    void leave() throws Exception {
        host.close();
        guest.close();
        workspace.close();
    }

    @Test
    void theyTalk() {
        var unread = guest.page().getByRole(AriaRole.TAB, named("People - 1 unread message"));
        var noneUnread = guest.page().getByRole(AriaRole.TAB, named("People").setExact(true));
        Page page = host.page();
        mine.command("Chat with the People of the Workspace");
        page.keyboard().type("Look at <b>this</b>");
        page.keyboard().press("Enter");
        assertThat(said(host)).hasText("Look at <b>this</b>");
        assertThat(unread).isVisible();

        theirs.command("Chat with the People of the Workspace");
        assertThat(said(guest)).hasText("Look at <b>this</b>");
        assertThat(noneUnread).isVisible();
        guest.page().keyboard().type("I do");
        guest.page().keyboard().press("Enter");
        assertThat(said(host)).hasText("I do");
        mine.keepScreenshots("chat");
    }

    @Test
    void oneGoesWhereTheOtherGoesUntilTheyDoSomethingThemselves() {
        mine.command("View: Show Explorer");
        mine.openFile("story.txt");
        theirs.command("Show Who Is Here");
        Page page = guest.page();
        assertThat(page.locator(".ecode-companion").nth(1)).containsText("story.txt");
        page.getByRole(AriaRole.BUTTON, named("Follow Dana Developer")).click();
        assertThat(page.locator(".tab.active")).containsText("story.txt");
        assertThat(host.page().getByRole(AriaRole.BUTTON, named("2 here"))).isVisible();

        mine.openFile("long.txt");
        assertThat(page.locator(".tab.active")).containsText("long.txt");
        host.page().keyboard().press("Control+End");
        assertThat(page.locator(".editor-instance .line-numbers").getByText("400", exactly()))
                .isVisible();

        page.locator(".editor-instance .view-lines").first().click();
        assertThat(page.getByText("Following Dana Developer")).isHidden();
        mine.openFile("story.txt");
        assertThat(page.locator(".ecode-companion").nth(1)).containsText("story.txt");
        assertThat(page.locator(".tab.active")).containsText("long.txt");
    }

    @Test
    void aCommentStaysWithItsLine() {
        Page page = host.page();
        mine.command("View: Show Explorer");
        mine.openFile("story.txt");
        mine.awaitStatus("Live");
        page.keyboard().press("Control+End");
        page.keyboard().press("ArrowUp");
        // The editor asks which lines can be commented on after a pause.
        assertThat(page.locator(".comment-range-glyph").first()).isAttached();
        mine.command("Comments: Add Comment on Current Selection");
        assertThat(page.locator(".review-widget .monaco-editor.focused")).isVisible();
        page.keyboard().type("Why three?");
        // The editor looks a moment later whether there is anything to send, and sends nothing
        // before.
        assertThat(page.getByRole(AriaRole.BUTTON, named("Comment (Ctrl+Enter)"))).isEnabled();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".review-widget .comment-body").first()).containsText("Why three?");

        Page other = guest.page();
        theirs.command("View: Show Explorer");
        theirs.openFile("story.txt");
        theirs.awaitStatus("Live");
        theirs.command("Comments: Focus on Comments View");
        Locator listed = other.locator(".comments-panel .monaco-list-row");
        assertThat(listed.filter(hasText("Why three?"))).containsText("[Ln 3]");
        theirs.editor().click();
        other.keyboard().press("Control+Home");
        other.keyboard().type("zero\n\n");
        assertThat(listed.filter(hasText("Why three?"))).containsText("[Ln 5]");

        theirs.awaitStatus("Saved");
        page.reload();
        mine = Workbench.on(page);
        mine.command("Comments: Focus on Comments View");
        Locator row =
                page.locator(".comments-panel .monaco-list-row").filter(hasText("Why three?"));
        assertThat(row).containsText("[Ln 5]");
        mine.keepScreenshots("comments");

        row.click();
        page.getByRole(AriaRole.BUTTON, named("Resolve")).first().click();
        assertThat(page.getByText("Resolved by developer").first()).isVisible();
    }

    private static Locator said(Visitor visitor) {
        return visitor.page().locator(".ecode-chat-text").last();
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
