package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What files were before, and the way back of what was deleted.
class FileHistoryTest {

    private final RunningPlatform platform;
    private TestWorkspace workspace;

    FileHistoryTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void aWorkspace() throws Exception {
        workspace = TestWorkspace.create(platform, "developer", "blank");
    }

    @AfterEach
    void deleteIt() throws Exception {
        workspace.close();
    }

    @Test
    void whatWasOverwrittenCanBeReadAgainAfterTheFileWasMoved() throws Exception {
        workspace.put("notes.txt", "first");
        workspace.put("notes.txt", "second", "If-Match", "*");
        workspace.postJson("/moves", "{\"from\": \"notes.txt\", \"to\": \"kept/notes.md\"}");
        JsonArray versions = items("/versions?path=kept/notes.md");
        assertEquals(1, versions.size());
        JsonObject version = versions.getJsonObject(0);
        assertEquals("developer", version.getString("endedBy"));
        assertFalse(version.getBoolean("deleted"));
        var content = workspace.get("/versions/" + version.getString("id"));
        assertEquals("first", content.body());
        assertEquals(version.getString("etag"), content.headers().firstValue("ETag").orElse(""));
        assertEquals(
                "sandbox; default-src 'none'",
                content.headers().firstValue("Content-Security-Policy").orElse(""));
        assertEquals(0, items("/versions?path=notes.txt").size());
    }

    @Test
    void aDeletedFolderComesBackWithEverythingInIt() throws Exception {
        workspace.put("src/a.py", "a");
        workspace.put("src/deep/b.py", "bb");
        workspace.delete("src");
        JsonObject trashed = items("/trash").getJsonObject(0);
        assertEquals("src", trashed.getString("path"));
        assertEquals(4, trashed.getInt("entries"));
        assertEquals("developer", trashed.getString("deletedBy"));
        var restored = workspace.postJson(restoring(trashed), "{}");
        assertEquals(200, restored.statusCode(), restored.body());
        assertEquals("bb", workspace.get("/files/src/deep/b.py").body());
        assertEquals(0, items("/trash").size());
    }

    @Test
    void whatIsThereAgainIsNotOverwrittenByWhatComesBack() throws Exception {
        workspace.put("a.txt", "old");
        workspace.delete("a.txt");
        workspace.put("a.txt", "new");
        JsonObject trashed = items("/trash").getJsonObject(0);
        var refused = workspace.postJson(restoring(trashed), "{}");
        assertEquals(409, refused.statusCode());
        assertEquals("conflict", TestWorkspace.parse(refused).getString("code"));
        assertEquals("new", workspace.get("/files/a.txt").body());
        var beside = workspace.postJson(restoring(trashed), "{\"to\": \"old/a.txt\"}");
        assertEquals(200, beside.statusCode(), beside.body());
        assertEquals("old", workspace.get("/files/old/a.txt").body());
    }

    @Test
    void whatATerminalDeletesCanBeRestoredIntoTheRunningWorkspace() throws Exception {
        workspace.put("important.txt", "do not lose");
        workspace.start();
        workspace.run("rm important.txt");
        Eventually.holds(
                () -> items("/trash").toString().contains("important.txt"),
                () -> "The trash does not hold what the terminal deleted");
        JsonObject trashed = items("/trash").getJsonObject(0);
        assertFalse(trashed.containsKey("deletedBy"));
        workspace.postJson(restoring(trashed), "{}");
        try (var terminal = workspace.terminal()) {
            terminal.type("until cat important.txt; do sleep 0.1; done\r");
            terminal.await("do not lose");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        String nothing = "00000000-0000-4000-8000-000000000000";
        assertEquals(404, workspace.get("/versions/" + nothing).statusCode());
        assertEquals(404, workspace.postJson("/trash/" + nothing + "/restore", "{}").statusCode());
        assertEquals(404, workspace.get("/versions/no-id").statusCode());
        for (String path : List.of("/versions", "/versions?path=../x", "/versions?path=")) {
            assertEquals(400, workspace.get(path).statusCode(), path);
        }
    }

    private static String restoring(JsonObject trashed) {
        return "/trash/" + trashed.getString("id") + "/restore";
    }

    private JsonArray items(String path) throws Exception {
        var response = workspace.get(path);
        assertEquals(200, response.statusCode(), response.body());
        return TestWorkspace.parse(response).getJsonArray("items");
    }
}
