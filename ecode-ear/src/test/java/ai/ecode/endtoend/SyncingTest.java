package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The tree and the sandbox of a running workspace.
@Timeout(180)
class SyncingTest {

    private final RunningPlatform platform;
    private TestWorkspace workspace;

    SyncingTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void start() throws Exception {
        workspace = TestWorkspace.create(platform, "developer", "blank");
        workspace.put("before.txt", "from before");
        workspace.start();
    }

    @AfterEach
    void delete() throws Exception {
        workspace.close();
    }

    @Test
    void whatATerminalWritesIsInTheTreeSoon() throws Exception {
        workspace.run("mkdir -p made && cat before.txt > made/copy.txt");
        await(() -> workspace.get("/files/made/copy.txt").body().equals("from before"));
        workspace.run("rm before.txt");
        await(() -> workspace.get("/files/before.txt").statusCode() == 404);
    }

    @Test
    void whatABackgroundProcessWritesIsInTheTreeSoonToo() throws Exception {
        workspace.run("{ (sleep 2; echo late > late.txt) > /dev/null 2>&1 & }");
        await(() -> workspace.get("/files/late.txt").body().equals("late\n"));
    }

    @Test
    void whatTheEditorSavesIsInTheSandboxAtOnce() throws Exception {
        workspace.put("saved.txt", "saved");
        workspace.run(
                "until grep -q saved saved.txt; do sleep 0.05; done 2>/dev/null; cp saved.txt seen.txt");
        await(() -> workspace.get("/files/seen.txt").body().equals("saved"));
        workspace.ask("DELETE", "/files/saved.txt", BodyPublishers.noBody());
        workspace.run("while [ -e saved.txt ]; do sleep 0.05; done; echo gone > gone.txt");
        await(() -> workspace.get("/files/gone.txt").statusCode() == 200);
    }

    @Test
    void whatRunsSeesWhatWasSavedBefore() throws Exception {
        try (var terminal = workspace.terminal()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        2,
                        workspace.put("run.sh", "echo saved-" + i, "If-Match", "*").statusCode()
                                / 100);
                terminal.type("sh run.sh | sed s/saved/ran/\r");
                terminal.await("ran-" + i + "\r\n");
                workspace.put("run.sh", "echo again-" + i, "If-Match", "*");
                var outcome =
                        TestWorkspace.parse(
                                workspace.postJson(
                                        "/executions",
                                        "{\"language\": \"bash\", \"main\": \"run.sh\"}"));
                assertEquals("again-" + i + "\n", outcome.getString("stdout"), outcome::toString);
            }
        }
    }

    @Test
    void everythingIsThereAfterAStopAndAStart() throws Exception {
        workspace.run("mkdir node_modules && echo dep > node_modules/x.js && echo kept > kept.txt");
        workspace.stop();
        assertEquals("kept\n", workspace.get("/files/kept.txt").body());
        assertEquals(404, workspace.get("/files/node_modules/x.js").statusCode());
        workspace.put("kept.txt", "edited", "If-Match", "*");
        workspace.start();
        workspace.run("cat kept.txt node_modules/x.js > both.txt");
        await(() -> workspace.get("/files/both.txt").body().equals("editeddep\n"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "It did not happen within a minute");
            Thread.sleep(50);
        }
    }
}
