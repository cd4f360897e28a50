package ai.ecode.endtoend;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Before each test, a new workspace of somebody who sits at a browser, signed in; after it, neither.
abstract class BrowsedWorkspace {

    static final String USER = "developer2";

    final RunningPlatform platform;
    final Chromium chromium;
    final Api api;
    Visitor visitor;
    Page page;
    String workspace;

    BrowsedWorkspace(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    final void create() throws Exception {
        api.deleteAllWorkspaces();
        workspace = api.createWorkspace("Bench", "python");
        visitor = chromium.visitor(platform).signIn(USER);
        page = visitor.page();
    }

    @AfterEach
    final void leave() throws Exception {
        visitor.close();
        api.deleteAllWorkspaces();
    }

    /// Opens its workbench and waits until it runs.
    Workbench openRunning() {
        visitor.open("/@" + USER + "/bench");
        var workbench = Workbench.on(page);
        workbench.awaitStatus("Running");
        return workbench;
    }
}
