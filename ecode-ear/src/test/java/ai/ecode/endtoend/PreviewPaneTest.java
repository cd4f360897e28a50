package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A project that is started from the workbench and looked at beside its code.
@Timeout(900)
class PreviewPaneTest {

    private static final String OWNER = "developer";

    /// What npm has to download, on a slow line and half a processor.
    private static final Duration INSTALL = Duration.ofMinutes(6);

    private static final String SERVER =
            """
            const http = require('node:http');
            http.createServer((request, response) => {
                response.setHeader('Content-Type', 'text/html');
                response.statusCode = request.url === '/missing' ? 404 : 200;
                response.end(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1>
                    <a href="/next?page=2">Next</a><script>
                    console.log('%s of %d', 'first', 3, {a: [1]});
                    console.warn('careful');
                    fetch('/missing');
                    addEventListener('click', () => { throw new Error('broken on purpose'); });
                    </script></body></html>`);
            }).listen(4000, '127.0.0.1');
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private TestWorkspace workspace;

    PreviewPaneTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeEach
    void aWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, OWNER, "blank");
    }

    @AfterEach
    void clear() throws Exception {
        workspace.close();
    }

    @Test
    void aProjectIsStartedFollowedShownAndStopped() throws Exception {
        workspace.put("package.json", "{\"scripts\":{\"dev\":\"node server.cjs\"}}");
        workspace.put("server.cjs", SERVER);
        workspace.start();
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            visitor.open("/@" + OWNER + "/test");
            var workbench = Workbench.on(page);
            var offer = workbench.notification("This project starts with");
            button(offer, "Start").click();
            workbench.awaitStatus("dev: port 4000");
            button(workbench.notification("Port 4000 is open"), "Open Preview").click();
            assertThat(workbench.preview().getByRole(AriaRole.HEADING)).hasText("Shop");

            var console = page.getByRole(AriaRole.LOG, named("Console of the page"));
            page.getByRole(AriaRole.BUTTON, named("Console: 1 error")).click();
            assertThat(console).containsText("first of 3 {\"a\":[1]}");
            assertThat(console).containsText("careful");
            assertThat(console).containsText("fetch /missing was answered with 404");
            visitor.forgive();
            workbench.preview().getByRole(AriaRole.HEADING).click();
            assertThat(console).containsText("Uncaught Error: broken on purpose");
            Chromium.keepScreenshot(page, "preview-pane-1440-light");

            workbench.preview().getByText("Next").click();
            var address = page.getByRole(AriaRole.TEXTBOX, named("Address within the preview"));
            assertThat(address).hasValue("/next?page=2");
            page.getByRole(AriaRole.BUTTON, named("Back")).click();
            assertThat(address).hasValue("/");

            // Behind another tab the page goes on as it is.
            workbench.preview().locator("body").evaluate("() => { window.kept = 'as it was'; }");
            workbench.fileInExplorer("server.cjs").dblclick();
            assertThat(page.locator(".bar-of-preview")).not().isVisible();
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Preview: 4000"))
                    .click();
            assertThat(workbench.preview().getByRole(AriaRole.HEADING)).isVisible();
            assertEquals(
                    "as it was", workbench.preview().locator("body").evaluate("() => window.kept"));
            assertThat(address).hasValue("/");
            assertThat(console).containsText("careful");

            page.getByRole(AriaRole.COMBOBOX, named("Size of the screen")).selectOption("Phone");
            assertEquals(
                    "390 844",
                    workbench
                            .preview()
                            .locator("body")
                            .evaluate("() => innerWidth + ' ' + innerHeight"));
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
            assertThat(page.locator(".monaco-workbench.vs-dark")).isVisible();
            Chromium.keepScreenshot(page, "preview-pane-phone-1440-dark");
            var tab =
                    page.waitForPopup(() ->
                            page.getByRole(AriaRole.BUTTON, named("Open in a browser tab"))
                                    .click());
            assertThat(tab).hasTitle("Shop");
            // Outside of the pane the page is as its server sent it.
            assertEquals(0, tab.locator("script[src]").count());

            workbench.command("Stop Project's Server");
            workbench.awaitStatus("dev: ended (130)");
        }
    }

    @Test
    void aViteProjectMadeInTheTerminalReloadsHotInThePane() throws Exception {
        workspace.start();
        try (var terminal = workspace.terminal()) {
            terminal.type(
                    "npm create -y vite@latest shop -- --template vanilla --no-interactive && (cd shop && npm install); echo \"made-$?\"\r");
            terminal.awaitMatch("made-\\d", INSTALL);
            terminal.await("made-0");
        }
        try (var visitor = chromium.visitor(platform).signIn(OWNER)) {
            var page = visitor.page();
            visitor.open("/@" + OWNER + "/test");
            var workbench = Workbench.on(page);
            workbench.command("Start Project");
            workbench.awaitStatus("dev: port 5173");
            button(workbench.notification("Port 5173 is open"), "Open Preview").click();
            var counter = workbench.preview().locator("#counter");
            assertThat(counter)
                    .containsText(
                            Pattern.compile("count is 0", Pattern.CASE_INSENSITIVE),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            // Only the style changes, so a page that was not loaded anew keeps its count.
            counter.click();
            assertThat(counter)
                    .containsText(Pattern.compile("count is 1", Pattern.CASE_INSENSITIVE));
            workspace.run(
                    "echo 'body { background: rgb(1, 2, 3) !important }' >> shop/src/style.css");
            assertThat(workbench.preview().locator("body"))
                    .hasCSS("background-color", "rgb(1, 2, 3)");
            assertThat(counter)
                    .containsText(Pattern.compile("count is 1", Pattern.CASE_INSENSITIVE));
            Chromium.keepScreenshot(page, "preview-pane-vite-1440-light");
            visitor.forgive();
        }
    }

    private static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
