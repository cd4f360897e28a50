package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// VS Code's workbench on one workspace, by what a person sees and presses.
final class Workbench {
    private final Page page;

    private Workbench(Page page) {
        this.page = page;
    }

    /// The workbench that the page shows or is about to show; returns when it can be used.
    static Workbench on(Page page) {
        var workbench = new Workbench(page);
        assertThat(workbench.explorer()).isVisible();
        workbench.awaitStatus("Connected");
        return workbench;
    }

    Locator explorer() {
        return page.getByRole(AriaRole.TREE, named("Files Explorer"));
    }

    Locator fileInExplorer(String name) {
        return explorer()
                .getByRole(
                        AriaRole.TREEITEM,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Opens a file from the explorer and puts the cursor into it.
    void openFile(String name) {
        fileInExplorer(name).dblclick();
        assertThat(page.getByRole(AriaRole.TAB, named(name).setExact(true))).isVisible();
        editor().click();
    }

    Locator editor() {
        return page.locator(".editor-instance .monaco-editor").first();
    }

    /// Replaces all text of the open file as one types it.
    void replaceText(String text) {
        editor().click();
        page.keyboard().press("Control+a");
        page.keyboard().insertText(text);
    }

    void awaitText(String text) {
        assertThat(editor().locator(".view-lines")).containsText(spaced(text));
    }

    /// Waits for an entry of the status bar, such as "Saved", "Connected" or "Running".
    void awaitStatus(String text) {
        assertThat(status(text)).isVisible();
    }

    /// The same, for what takes long.
    void awaitStatus(String text, Duration patience) {
        assertThat(status(text))
                .isVisible(
                        new LocatorAssertions.IsVisibleOptions().setTimeout(patience.toMillis()));
    }

    private Locator status(String text) {
        return page.locator("footer, .part.statusbar")
                .getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    /// Opens a terminal of its own and types a line when its shell is ready.
    void typeInTerminal(String line) {
        var terminal = page.locator(".terminal-wrapper.active .xterm");
        terminal.click();
        page.keyboard().type(line);
        page.keyboard().press("Enter");
    }

    /// Everything that the visible terminal's screen shows.
    Locator terminal() {
        return page.locator(".terminal-wrapper.active .xterm-rows");
    }

    void awaitInTerminal(String text) {
        assertThat(terminal()).containsText(spaced(text));
    }

    /// The page in the preview pane.
    FrameLocator preview() {
        return page.frameLocator("iframe.page-of-preview");
    }

    Locator notification(String text) {
        return page.locator(".notifications-toasts .notification-list-item")
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    /// Keeps pictures of what it shows now, in light and in dark.
    void keepScreenshots(String name) {
        for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String theme = scheme == ColorScheme.DARK ? "vs-dark" : "vs";
            assertThat(page.locator(".monaco-workbench." + theme).first()).isVisible();
            Chromium.keepScreenshot(page, name + "-1440-" + scheme.name().toLowerCase());
        }
    }

    void runFile() {
        page.keyboard().press("F5");
    }

    void command(String name) {
        page.keyboard().press("F1");
        page.locator(".quick-input-widget input").fill(">" + name);
        page.locator(".quick-input-list .monaco-list-row")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
    }

    /// The editor and the terminal draw blanks as no-break spaces. The browser, too, must understand the pattern.
    private static Pattern spaced(String text) {
        return Pattern.compile(text.replaceAll("[^\\w ]", "\\\\$0").replace(" ", "[ \\u00a0]"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
