package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The workbench when things do not go smoothly: nobody loses what they typed, and everybody is told.
class WorkbenchTest extends BrowsedWorkspace {

    /// Returns when the browser's storage holds a draft with the text; the workbench writes one within two seconds.
    private static final String AWAIT_DRAFT =
            """
            async text => {
                const request = asked => new Promise(done => asked.onsuccess = () => done(asked.result));
                const holdsDraft = value => value instanceof Uint8Array && new TextDecoder().decode(value).includes(text);
                for (;;) {
                    for (const { name } of await indexedDB.databases()) {
                        const database = await request(indexedDB.open(name));
                        for (const store of database.objectStoreNames) {
                            const values = await request(database.transaction(store).objectStore(store).getAll());
                            if (values.some(holdsDraft)) {
                                database.close();
                                return;
                            }
                        }
                        database.close();
                    }
                    await new Promise(requestAnimationFrame);
                }
            }
            """;

    WorkbenchTest(RunningPlatform platform, Chromium chromium) {
        super(platform, chromium);
    }

    @Test
    void isThereInEachThemeAndSize() {
        var workbench = open();
        workbench.openFile("main.py");
        workbench.awaitStatus("Running");
        for (var scheme : ColorScheme.values()) {
            if (scheme == ColorScheme.NO_PREFERENCE) {
                continue;
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {1440, 768}) {
                page.setViewportSize(width, 900);
                Chromium.keepScreenshot(
                        page, "workbench-%d-%s".formatted(width, scheme.name().toLowerCase()));
            }
        }
    }

    @Test
    void onAPhoneItSaysThatItNeedsAWiderWindowAndOpensWhenItGetsOne() {
        page.setViewportSize(390, 844);
        visitor.open("/@" + USER + "/bench");
        assertThat(page.getByRole(AriaRole.HEADING))
                .containsText("The editor needs a wider window");
        Chromium.keepScreenshot(page, "workbench-390-light");
        page.setViewportSize(844, 390);
        Workbench.on(page);
    }

    @Test
    void aChangeMadeElsewhereIsNeverOverwrittenUnasked() throws Exception {
        editAlone();
        var workbench = open();
        workbench.openFile("main.py");
        visitor.context().setOffline(true);
        visitor.expectOutage();
        workbench.replaceText("mine = 1\n");
        workbench.awaitStatus("Unsaved, kept here");
        api.overwrite("/api/workspaces/" + workspace + "/files/main.py", "theirs = 2\n");
        visitor.context().setOffline(false);

        var question = workbench.notification("main.py was changed in the meantime");
        assertThat(question).isVisible();
        assertEquals("theirs = 2\n", text("main.py"));
        question.getByRole(AriaRole.BUTTON, named("Keep Both")).click();
        workbench.awaitStatus("Saved");
        assertEquals("theirs = 2\n", text("main.py"));
        assertEquals("mine = 1\n", text("main (mine).py"));
    }

    @Test
    void aMergeOfAConflictKeepsBothChanges() throws Exception {
        editAlone();
        api.put("/api/workspaces/" + workspace + "/files/story.txt", "one\ntwo\nthree\nfour\n");
        var workbench = open();
        workbench.openFile("story.txt");
        visitor.context().setOffline(true);
        visitor.expectOutage();
        workbench.replaceText("one\ntwo\nthree\nfour, as I see it\n");
        workbench.awaitStatus("Unsaved, kept here");
        api.overwrite(
                "/api/workspaces/" + workspace + "/files/story.txt",
                "one, as they see it\ntwo\nthree\nfour\n");
        visitor.context().setOffline(false);

        workbench
                .notification("story.txt was changed in the meantime")
                .getByRole(AriaRole.BUTTON, named("Merge"))
                .click();
        var merge = page.locator(".merge-editor");
        assertThat(merge.locator(".code-view.input").nth(0)).containsText("one, as they see it");
        assertThat(merge.locator(".code-view.input").nth(1)).containsText("four, as I see it");
        workbench.keepScreenshots("merge");
        assertEquals("one, as they see it\ntwo\nthree\nfour\n", text("story.txt"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete Merge"))
                .click();
        workbench.awaitStatus("Saved");
        assertEquals("one, as they see it\ntwo\nthree\nfour, as I see it\n", text("story.txt"));
        assertThat(merge).hasCount(0);
    }

    @Test
    void anEarlierVersionIsInTheTimelineAndADeletedFileComesBack() throws Exception {
        api.put("/api/workspaces/" + workspace + "/files/story.txt", "first\n");
        api.overwrite("/api/workspaces/" + workspace + "/files/story.txt", "second\n");
        var workbench = open();
        workbench.openFile("story.txt");
        workbench.command("Explorer: Focus on Timeline View");
        var version =
                page.getByRole(
                        AriaRole.TREEITEM,
                        new Page.GetByRoleOptions().setName("Overwritten by " + USER));
        version.first().click();
        assertThat(page.locator(".diff-editor, .monaco-diff-editor").first()).containsText("first");
        workbench.keepScreenshots("timeline");
        version.first()
                .click(
                        new Locator.ClickOptions()
                                .setButton(com.microsoft.playwright.options.MouseButton.RIGHT));
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName("Restore This Version"))
                .click(new Locator.ClickOptions().setDelay(300));
        Eventually.holds(() -> text("story.txt").equals("first\n"), () -> text("story.txt"));

        api.delete("/api/workspaces/" + workspace + "/files/story.txt");
        assertThat(workbench.fileInExplorer("story.txt")).hasCount(0);
        workbench.command("E-Code: Restore Deleted File...");
        page.locator(".quick-input-list .monaco-list-row").first().click();
        assertThat(workbench.fileInExplorer("story.txt")).isVisible();
        assertEquals("first\n", text("story.txt"));
    }

    @Test
    void searchReplacesInTheWholeWorkspace() throws Exception {
        String files = "/api/workspaces/" + workspace + "/files/";
        api.put(files + "src/one.txt", "colour(red), Colour(blue)\n");
        api.put(files + "src/two.txt", "a colour(green)\n");
        api.put(files + "other.md", "colour(black)\n");
        var workbench = open();
        page.keyboard().press("Control+Shift+h");
        var view = page.locator(".search-view");
        view.getByRole(AriaRole.TEXTBOX, named("Search: Type Search Term"))
                .fill("colour\\((\\w+)\\)");
        view.getByRole(AriaRole.CHECKBOX, named("Use Regular Expression")).click();
        view.getByRole(AriaRole.TEXTBOX, named("Replace: Type replace term")).fill("color[$1]");
        view.getByRole(AriaRole.CHECKBOX, named("Preserve Case")).click();
        view.getByRole(AriaRole.BUTTON, named("Toggle Search Details")).click();
        view.getByRole(AriaRole.TEXTBOX, named("files to include")).fill("src");
        assertThat(view).containsText("3 results in 2 files");
        workbench.keepScreenshots("search");
        view.getByRole(AriaRole.BUTTON, named("Replace All")).click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, named("Replace")).click();
        Eventually.holds(
                () -> text("src/two.txt").equals("a color[green]\n"), () -> text("src/two.txt"));
        Eventually.holds(
                () -> text("src/one.txt").equals("color[red], Color[blue]\n"),
                () -> text("src/one.txt"));
        assertEquals("colour(black)\n", text("other.md"));
    }

    @Test
    void whatWasTypedOfflineIsSavedOnceTheServerIsBack() throws Exception {
        var workbench = open();
        workbench.openFile("main.py");
        visitor.expectOutage();
        visitor.context().setOffline(true);
        workbench.replaceText("typed = 'offline'\n");
        workbench.awaitStatus("Offline");
        workbench.awaitStatus("Unsaved, kept here");
        visitor.context().setOffline(false);
        workbench.awaitStatus("Saved");
        awaitText("main.py", "typed = 'offline'\n");
    }

    @Test
    void whatWasTypedOfflineIsThereAfterTheTabCrashedAndAgainSaved() throws Exception {
        var workbench = open();
        workbench.openFile("main.py");
        visitor.expectOutage();
        visitor.context().setOffline(true);
        workbench.replaceText("typed = 'before the crash'\n");
        workbench.awaitStatus("Unsaved, kept here");
        page.evaluate(AWAIT_DRAFT, "before the crash");
        var second = visitor.context().newPage();
        page.close();
        visitor.context().setOffline(false);
        second.navigate("/@" + USER + "/bench");
        var again = Workbench.on(second);
        again.awaitText("typed = 'before the crash'");
        again.awaitStatus("Saved");
        awaitText("main.py", "typed = 'before the crash'\n");
    }

    @Test
    void anExpiredSessionInTheMiddleOfTypingLosesNothing() throws Exception {
        var workbench = open();
        workbench.openFile("main.py");
        visitor.expectOutage();
        for (var session :
                api.get("/api/me/sessions").getJsonArray("items").getValuesAs(JsonObject.class)) {
            api.delete("/api/me/sessions/" + session.getString("id"));
        }
        workbench.replaceText("typed = 'without a session'\n");
        workbench.awaitStatus("Signed out");
        assertThat(workbench.notification("What you type is kept in this browser")).isVisible();
        Chromium.keepScreenshot(page, "workbench-signed-out-1440-light");

        var tab =
                page.waitForPopup(() ->
                        workbench
                                .notification("You are signed out")
                                .getByRole(AriaRole.BUTTON, named("Sign In in a New Tab"))
                                .click());
        if (tab.locator("#username, #password, .monaco-workbench").first().getAttribute("id")
                != null) {
            visitor.enterPassword(tab, USER);
        }
        tab.waitForURL("**/@" + USER + "/bench");
        page.bringToFront();
        workbench.awaitStatus("Saved");
        awaitText("main.py", "typed = 'without a session'\n");
    }

    @Test
    void aReloadShowsTheTerminalAsItWas() {
        var workbench = open();
        workbench.awaitStatus("Running");
        workbench.typeInTerminal("x=half; echo \"the other $x\"");
        workbench.awaitInTerminal("the other half");
        page.reload();
        var again = Workbench.on(page);
        again.awaitInTerminal("the other half");
        again.typeInTerminal("echo \"still $x\"");
        again.awaitInTerminal("still half");
    }

    @Test
    void ctrlSSavesAndRunTwiceRunsTwice() throws Exception {
        var workbench = open();
        workbench.openFile("main.py");
        workbench.replaceText("import time\nprint('first', 'run', flush=True)\ntime.sleep(600)\n");
        page.keyboard().press("Control+s");
        workbench.awaitStatus("Saved");
        workbench.runFile();
        workbench.awaitInTerminal("first run");
        workbench.openFile("main.py");
        workbench.replaceText("print('second', 'run')\n");
        workbench.runFile();
        workbench.awaitInTerminal("second run");
    }

    @Test
    void vimKeysAreASetting() {
        visitor.open("/settings");
        page.getByText("Vim keys", new Page.GetByTextOptions().setExact(true)).first().click();
        var workbench = open();
        workbench.openFile("main.py");
        page.keyboard().press("g");
        page.keyboard().press("g");
        page.keyboard().type("ihello ");
        page.keyboard().press("Escape");
        workbench.awaitText("hello ");
        workbench.awaitStatus("Saved");
    }

    private Workbench open() {
        visitor.open("/@" + USER + "/bench");
        return Workbench.on(page);
    }

    /// What is typed meets what others store as files, not their typing: no document is shared.
    private void editAlone() {
        visitor.context()
                .routeWebSocket(
                        Pattern.compile(".*/ws/collaboration/.*"),
                        socket ->
                                socket.close(
                                        new WebSocketRoute.CloseOptions()
                                                .setCode(4403)
                                                .setReason("forbidden: Not for you.")));
    }

    /// The server writes a shared text into its file shortly after it is saved.
    private void awaitText(String file, String wanted) throws Exception {
        Eventually.holds(() -> text(file).equals(wanted), () -> text(file));
    }

    private String text(String file) throws Exception {
        return api.text("/api/workspaces/" + workspace + "/files/" + file.replace(" ", "%20"));
    }

    private static com.microsoft.playwright.Locator.GetByRoleOptions named(String name) {
        return new com.microsoft.playwright.Locator.GetByRoleOptions().setName(name);
    }
}
