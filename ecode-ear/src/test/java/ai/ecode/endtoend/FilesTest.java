package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files over HTTP, as the contract has them.
@Timeout(120)
class FilesTest {

    private static final int MEBIBYTE = 1 << 20;

    private final RunningPlatform platform;
    private TestWorkspace workspace;

    FilesTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void create() throws Exception {
        workspace = TestWorkspace.create(platform, "developer", "blank");
    }

    @AfterEach
    void delete() throws Exception {
        workspace.close();
    }

    @Test
    void aFileIsReadAsItWasWritten() throws Exception {
        var written = workspace.put("src/日本%20x.txt".replace("日本", "%E6%97%A5%E6%9C%AC"), "text");
        assertEquals(201, written.statusCode(), written.body());
        assertEquals(etag("text"), written.headers().firstValue("ETag").orElseThrow());
        var location = java.net.URI.create(written.headers().firstValue("Location").orElseThrow());
        assertTrue(location.getPath().endsWith("/files/src/日本 x.txt"), location::toString);
        var read = workspace.get("/files/src/%E6%97%A5%E6%9C%AC%20x.txt");
        assertEquals("text", read.body());
        assertEquals(etag("text"), read.headers().firstValue("ETag").orElseThrow());
        assertEquals("nosniff", read.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertTrue(
                read.headers()
                        .firstValue("Content-Security-Policy")
                        .orElse("")
                        .contains("sandbox"));
        assertEquals(4, workspace.list().get("src/日本 x.txt"));
    }

    @Test
    void nobodyOverwritesWhatTheyHaveNotSeen() throws Exception {
        assertEquals(201, workspace.put("a", "1").statusCode());
        problem(428, "etag-required", workspace.put("a", "2"));
        var stale = workspace.put("a", "2", "If-Match", etag("0"));
        problem(412, "stale-etag", stale);
        assertEquals(etag("1"), stale.headers().firstValue("ETag").orElseThrow());
        assertEquals(etag("1"), TestWorkspace.parse(stale).getString("etag"));
        assertEquals(200, workspace.put("a", "2", "If-Match", etag("1")).statusCode());
        assertEquals(200, workspace.put("a", "3", "If-Match", "*").statusCode());
        problem(412, "stale-etag", workspace.put("a", "4", "If-None-Match", "*"));
        assertEquals("3", workspace.get("/files/a").body());
    }

    @Test
    void whatTheReaderHasIsNotSentAgain() throws Exception {
        workspace.put("a", "0123456789");
        assertEquals(
                304, workspace.get("/files/a", "If-None-Match", etag("0123456789")).statusCode());
        var part = workspace.get("/files/a", "Range", "bytes=2-4");
        assertEquals(206, part.statusCode());
        assertEquals("234", part.body());
        assertEquals("bytes 2-4/10", part.headers().firstValue("Content-Range").orElseThrow());
        assertEquals(416, workspace.get("/files/a", "Range", "bytes=10-").statusCode());
        String list = workspace.get("/files").headers().firstValue("ETag").orElseThrow();
        assertEquals(304, workspace.get("/files", "If-None-Match", list).statusCode());
        workspace.put("b", "");
        assertEquals(200, workspace.get("/files", "If-None-Match", list).statusCode());
    }

    @Test
    void fiftyMebibytesGoInAndOutAndOneByteMoreDoesNot() throws Exception {
        byte[] content = new byte[50 * MEBIBYTE];
        new Random(1).nextBytes(content);
        assertEquals(201, put("big", BodyPublishers.ofByteArray(content)).statusCode());
        assertArrayEquals(content, bytes("/files/big"));
        var more = new byte[50 * MEBIBYTE + 1];
        problem(
                413,
                "too-large",
                put("more", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more))));
        assertEquals(404, workspace.get("/files/more").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/%2e%2e/b", "%ff", "a%00b", "a%0ab", "a%2f%2fb", "%2e%2e%2fetc"})
    void whatIsNoPathIsRefused(String path) throws Exception {
        assertEquals(400, workspace.put(path, "x").statusCode());
        assertEquals(Set.of("README.md"), workspace.list().keySet());
    }

    @Test
    void foldersAreMadeMovedAndDeletedWithAllThatIsInThem() throws Exception {
        assertEquals(201, workspace.postJson("/folders", "{\"path\": \"a/b\"}").statusCode());
        problem(409, "conflict", workspace.postJson("/folders", "{\"path\": \"a\"}"));
        workspace.put("a/b/c", "1");
        problem(409, "conflict", workspace.put("a/b", "1", "If-Match", "*"));
        problem(409, "conflict", workspace.put("a/b/c/d", "1"));
        var moved = workspace.postJson("/moves", "{\"from\": \"a\", \"to\": \"x/y\"}");
        assertEquals(200, moved.statusCode(), moved.body());
        assertEquals("1", workspace.get("/files/x/y/b/c").body());
        problem(404, "not-found", workspace.postJson("/moves", "{\"from\": \"a\", \"to\": \"z\"}"));
        problem(
                409,
                "conflict",
                workspace.postJson("/moves", "{\"from\": \"x\", \"to\": \"x/y/z\"}"));
        assertEquals(204, ask("DELETE", "/files/x").statusCode());
        assertEquals(404, workspace.get("/files/x/y/b/c").statusCode());
        assertEquals(404, ask("DELETE", "/files/x").statusCode());
    }

    @Test
    void aPageOfAUserIsOfferedAsADownload() throws Exception {
        workspace.put("evil.html", "<script>alert(1)</script>");
        var page = workspace.get("/files/evil.html").headers();
        assertTrue(page.firstValue("Content-Disposition").orElse("").startsWith("attachment"));
    }

    @Test
    void archivesGoInAndOut() throws Exception {
        byte[] zip = zip(Map.of("src/main.py", "print(1)", "node_modules/x.js", "x"));
        var imported = ask("PUT", "/archive", BodyPublishers.ofByteArray(zip));
        assertEquals(200, imported.statusCode(), imported.body());
        assertEquals(1, TestWorkspace.parse(imported).getInt("ignored"));
        assertEquals("print(1)", unzip(bytes("/archive?format=zip")).get("src/main.py"));
        byte[] other = zip(Map.of("src/main.py", "print(2)", "new", "x"));
        problem(428, "etag-required", ask("PUT", "/archive", BodyPublishers.ofByteArray(other)));
        assertEquals(404, workspace.get("/files/new").statusCode());
        byte[] evil = zip(Map.of("good", "1", "../evil", "x"));
        problem(400, "invalid-path", ask("PUT", "/archive", BodyPublishers.ofByteArray(evil)));
        assertEquals(404, workspace.get("/files/good").statusCode());
        byte[] tar = bytes("/archive?format=tar.gz");
        assertEquals(0x1f, tar[0]);
        assertEquals(200, ask("PUT", "/archive", BodyPublishers.ofByteArray(tar)).statusCode());
    }

    @Test
    void textAndNamesAreFound() throws Exception {
        workspace.put("src/a.py", "one\nneedle here\n");
        workspace.put("b.txt", "Needle");
        workspace.put("bin", "needle\0");
        var found = items(workspace.get("/search?q=needle&case=true"));
        assertEquals(1, found.size());
        assertEquals("src/a.py", found.getJsonObject(0).getString("path"));
        assertEquals(2, found.getJsonObject(0).getInt("line"));
        assertEquals(1, found.getJsonObject(0).getInt("column"));
        assertEquals(2, items(workspace.get("/search?q=needle")).size());
        assertEquals(
                1, items(workspace.get("/search?q=n.%7B3%7Dle&regex=true&include=*.txt")).size());
        assertEquals(1, items(workspace.get("/search?q=apy&in=names")).size());
        problem(400, "malformed-request", workspace.get("/search?q=(&regex=true"));
    }

    @Test
    void strangersSeeNothing() throws Exception {
        workspace.put("a", "1");
        for (String path : new String[] {"/files", "/files/a", "/archive", "/search?q=a"}) {
            for (String stranger : new String[] {"developer2", "outsider"}) {
                var request = platform.request(stranger, workspace.root() + path).build();
                var answer = platform.http().send(request, BodyHandlers.ofString());
                assertEquals(404, answer.statusCode(), stranger + " " + path);
            }
        }
    }

    @Test
    void theQuotaIsToldAndWhatWasThereIsKept() throws Exception {
        byte[] content = new byte[50 * MEBIBYTE];
        var random = new Random(2);
        for (int i = 0; i < 20; i++) {
            Arrays.fill(content, (byte) i);
            assertEquals(201, put("f" + i, BodyPublishers.ofByteArray(content)).statusCode());
        }
        Arrays.fill(content, (byte) random.nextInt());
        problem(429, "quota-exceeded", put("full", BodyPublishers.ofByteArray(content)));
        assertEquals(50 * MEBIBYTE, workspace.list().get("f0"));
    }

    private HttpResponse<String> put(String file, BodyPublisher body) throws Exception {
        return workspace.ask("PUT", "/files/" + file, body);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return workspace.ask(method, path, BodyPublishers.noBody());
    }

    private HttpResponse<String> ask(String method, String path, BodyPublisher body)
            throws Exception {
        return workspace.ask(method, path, body);
    }

    private byte[] bytes(String path) throws Exception {
        var request = platform.request("developer", workspace.root() + path).build();
        return platform.http().send(request, BodyHandlers.ofByteArray()).body();
    }

    private static void problem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, TestWorkspace.parse(answer).getString("code"), answer.body());
    }

    private static jakarta.json.JsonArray items(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        JsonObject body = TestWorkspace.parse(answer);
        return body.getJsonArray("items");
    }

    private static String etag(String content) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(content.getBytes(StandardCharsets.UTF_8));
        return '"' + HexFormat.of().formatHex(hash) + '"';
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> unzip(byte[] archive) throws IOException {
        var files = new TreeMap<String, String>();
        try (InputStream in = new ByteArrayInputStream(archive);
                var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
