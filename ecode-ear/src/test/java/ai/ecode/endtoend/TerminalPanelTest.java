package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several terminals in the workbench, and terminals shared with somebody else.
class TerminalPanelTest extends BrowsedWorkspace {

    TerminalPanelTest(RunningPlatform platform, Chromium chromium) {
        super(platform, chromium);
    }

    @BeforeEach
    void open() {
        openRunning();
    }

    @Test
    void threeTerminalsOneOfThemSplitAreThereAgainAfterAReload() {
        var workbench = Workbench.on(page);
        type(0, "stty -echo; x=one; echo this is $x");
        assertThat(screen(0)).containsText("this is one");
        workbench.command("Terminal: Split Terminal");
        assertThat(screens()).hasCount(2);
        type(1, "x=two; echo this is $x");
        assertThat(screen(1)).containsText("this is two");
        workbench.command("Terminal: Create New Terminal");
        assertThat(tabs()).hasCount(3);
        assertThat(screens()).hasCount(1);
        type(0, "x=three; echo this is $x");
        assertThat(screen(0)).containsText("this is three");
        awaitArrangement();
        Chromium.keepScreenshot(page, "terminals-three-1440-light");

        page.reload();
        Workbench.on(page);
        assertThat(tabs()).hasCount(3);
        assertThat(screens()).hasCount(1);
        assertThat(screen(0)).containsText("this is three");
        tabs().first().click();
        assertThat(screens()).hasCount(2);
        assertThat(screen(0)).containsText("this is one");
        assertThat(screen(1)).containsText("this is two");
        assertTrue(screen(0).boundingBox().x < screen(1).boundingBox().x);
        type(1, "echo still $x");
        assertThat(screen(1)).containsText("still two");
        type(0, "echo still $x");
        assertThat(screen(0)).containsText("still one");
    }

    @Test
    void aTerminalIsSharedWithSomebodyElse() throws Exception {
        api.patch("/api/workspaces/" + workspace, "{\"public\": true}");
        var workbench = Workbench.on(page);
        type(0, "echo for you: $((6 * 7))");
        assertThat(screen(0)).containsText("for you: 42");
        try (var guest = chromium.visitor(platform).signIn("developer")) {
            guest.open("/@" + USER + "/bench");
            assertThat(guest.page().getByRole(AriaRole.HEADING)).containsText("belongs to " + USER);

            share(workbench, "Watch");
            assertThat(page.locator(".part.panel .codicon-eye").first()).isVisible();
            Chromium.keepScreenshot(page, "terminal-shared-1440-light");
            guest.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look again"))
                    .click();
            assertThat(guest.page().getByRole(AriaRole.STATUS)).containsText("You are watching");
            assertThat(guest.page().locator(".xterm-rows")).containsText("for you: 42");
            Chromium.keepScreenshot(guest.page(), "terminal-visited-1440-light");
            guest.page().setViewportSize(390, 844);
            Chromium.keepScreenshot(guest.page(), "terminal-visited-390-light");
            guest.page().setViewportSize(1440, 900);

            share(workbench, "Type");
            assertThat(guest.page().getByRole(AriaRole.STATUS))
                    .containsText("You can watch and type");
            guest.page().locator(".xterm").click();
            guest.page().keyboard().type("echo thank you: $((6 * 8))");
            guest.page().keyboard().press("Enter");
            assertThat(screen(0)).containsText("thank you: 48");

            share(workbench, "Private");
            assertThat(guest.page().getByRole(AriaRole.STATUS)).containsText("no longer shared");
        }
    }

    private void share(Workbench workbench, String choice) {
        workbench.command("E-Code: Share Terminal...");
        page.locator(".quick-input-list .label-name")
                .getByText(choice, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".quick-input-widget")).isHidden();
    }

    /// What the terminals show that can be seen, from left to right.
    private Locator screens() {
        return page.locator(".terminal-wrapper.active .xterm-rows");
    }

    private Locator screen(int number) {
        return screens().nth(number);
    }

    private Locator tabs() {
        return page.locator(".tabs-list .monaco-list-row");
    }

    private void type(int number, String line) {
        page.locator(".terminal-wrapper.active .xterm").nth(number).click();
        page.keyboard().type(line);
        page.keyboard().press("Enter");
    }

    /// Returns when the browser has noted where the three terminals are.
    private void awaitArrangement() {
        page.waitForFunction(
                "id => (JSON.parse(localStorage.getItem('ecode.arrangement.' + id) ?? '{}').tabs ?? [])"
                        + ".map(tab => tab.panes.length).join() === '2,1'",
                workspace);
    }
}
