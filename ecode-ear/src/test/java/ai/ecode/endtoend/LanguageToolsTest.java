package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import jakarta.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the workbench and the API do with a language's tools in a workspace: a REPL, a formatter, a run that is cancelled.
class LanguageToolsTest extends BrowsedWorkspace {

    /// One that people installed for themselves goes before the host's.
    private static final String INSTALL_A_FORMATTER =
            "mkdir -p ~/.local/bin && printf '#!/bin/sh\\ntr -s \" \"\\n' > ~/.local/bin/black"
                    + " && chmod +x ~/.local/bin/black && echo installed $((6 * 7))";

    LanguageToolsTest(RunningPlatform platform, Chromium chromium) {
        super(platform, chromium);
    }

    @BeforeEach
    void open() {
        openRunning();
    }

    @Test
    void aReplAnswersInATerminal() {
        var workbench = Workbench.on(page);
        workbench.command("E-Code: Open REPL");
        page.locator(".quick-input-list .monaco-list-row")
                .filter(new Locator.FilterOptions().setHasText("Python"))
                .click();
        workbench.awaitInTerminal(">>>");
        workbench.typeInTerminal("6 * 7");
        workbench.awaitInTerminal("42");
        Chromium.keepScreenshot(page, "repl-1440-light");
    }

    @Test
    void aDocumentIsFormattedAndUndoneByTheKeys() throws Exception {
        var workbench = Workbench.on(page);
        workbench.typeInTerminal(INSTALL_A_FORMATTER);
        workbench.awaitInTerminal("installed 42");
        workbench.openFile("main.py");
        workbench.replaceText("answer   =   42");
        workbench.awaitText("answer   =   42");
        workbench.command("Format Document");
        workbench.awaitText("answer = 42");
        workbench.editor().click();
        page.keyboard().press("Control+z");
        workbench.awaitText("answer   =   42");
        page.keyboard().press("Control+y");
        workbench.awaitText("answer = 42");
        workbench.awaitStatus("Saved");
    }

    @Test
    void aRunIsCancelledHalfWay() {
        var workbench = Workbench.on(page);
        workbench.openFile("main.py");
        workbench.replaceText(
                "import time\nprint('half way', 6 * 7, flush=True)\ntime.sleep(600)\nprint('never')");
        workbench.runFile();
        workbench.awaitInTerminal("half way 42");
        page.locator(".terminal-wrapper.active .xterm").click();
        page.keyboard().press("Control+c");
        workbench.awaitInTerminal("KeyboardInterrupt");
        workbench.typeInTerminal("echo free again $((6 * 8))");
        workbench.awaitInTerminal("free again 48");
    }

    @Test
    void aFormatterThatIsMissingOrRefusesIsToldWithWhatToDo() throws Exception {
        var missing = format("no/such.hs", "main = print 42");
        assertProblem(400, "unknown-language", missing);
        for (var language : api.get("/api/languages").getJsonArray("items")) {
            var formatter = language.asJsonObject().getJsonObject("formatter");
            if (language.asJsonObject().getString("id").equals("typescript")
                    && !formatter.getBoolean("installed")) {
                var answer = format("main.ts", "let x=1");
                assertProblem(409, "formatter-missing", answer);
                assertTrue(answer.body().contains(formatter.getString("install")), answer.body());
            }
        }
    }

    private HttpResponse<String> format(String path, String text) throws Exception {
        var body = Json.createObjectBuilder().add("path", path).add("text", text).build();
        return platform.http()
                .send(
                        platform.request(USER, "/api/workspaces/" + workspace + "/format")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, TestWorkspace.parse(answer).getString("code"));
    }
}
