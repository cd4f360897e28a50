package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A workspace made of an archive: all of it or none.
class WorkspaceImportTest {

    private static final String USER = "teacher";

    private final RunningPlatform platform;
    private final Api api;

    WorkspaceImportTest(RunningPlatform platform) {
        this.platform = platform;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    @AfterEach
    void noWorkspaces() throws Exception {
        api.deleteAllWorkspaces();
    }

    @Test
    void itHoldsWhatIsInTheArchiveAndNothingElse() throws Exception {
        var made = upload("My%20app", zip("src/main.py", "print(1)", "node_modules/x.js", "x"));
        assertEquals(201, made.statusCode(), made.body());
        JsonObject workspace = TestWorkspace.parse(made);
        assertEquals("My app", workspace.getString("name"));
        assertEquals("archive", workspace.getString("template"));
        String files =
                api.get("/api/workspaces/" + workspace.getString("id") + "/files").toString();
        assertTrue(files.contains("src/main.py"), files);
        assertTrue(!files.contains("README.md") && !files.contains("node_modules"), files);
        assertTrue(
                made.headers()
                        .firstValue("Location")
                        .orElse("")
                        .endsWith("/api/workspaces/" + workspace.getString("id")));
    }

    @Test
    void oneEntryThatCannotBeKeptAndThereIsNoWorkspace() throws Exception {
        var refused = upload("Evil", zip("fine.txt", "fine", "../evil.txt", "evil"));
        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals(415, upload("Nothing", "no archive".getBytes()).statusCode());
        assertEquals(400, upload("", zip("a", "b")).statusCode());
        assertEquals(0, api.get("/api/workspaces").getInt("total"));
        assertEquals(0, api.get("/api/workspaces?trashed=true").getInt("total"));
    }

    private HttpResponse<String> upload(String name, byte[] archive) throws Exception {
        var request =
                platform.request(USER, "/api/workspaces/imports?name=" + name)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(archive));
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] zip(String... pathsAndContents) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < pathsAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(pathsAndContents[i]));
                zip.write(pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
