package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each score of the tests has a receipt that anybody can verify and that tells students nothing they must not know.
class ReceiptsTest {

    private static final String SUITE =
            """
            {"language":"python","limits":{"cpuMillis":5000},"tests":[
             {"name":"small","stdin":"1 2\\n","expected":"3\\n"},
             {"name":"secret of the teacher","visibility":"hidden","weight":3,"stdin":"20 22\\n","expected":"42-of-the-teacher|42","comparison":"regex"}]}
            """;

    @TempDir Path folder;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    ReceiptsTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    private HttpResponse<String> send(String user, String method, String path, String body)
            throws Exception {
        return requests.send(user, method, path, body);
    }

    private JsonObject ask(String user, String method, String path, String body) throws Exception {
        return requests.ask(user, method, path, body);
    }

    private String published(String title, String student) throws Exception {
        return requests.published(title, SUITE, student);
    }

    private String graded(String user, String assignment, String code) throws Exception {
        String submission = requests.handIn(user, assignment, code);
        requests.graded(user, submission);
        return submission;
    }

    @Test
    void aReceiptIsSignedByThisInstallationAndTellsNothingOfHiddenTests() throws Exception {
        String assignment = published("Receipts", "student1");
        String submission = graded("student1", assignment, "input(); print(3)\n");
        String file = send("student1", "GET", submission + "/receipt", "").body();
        JsonObject signed = json(file);
        JsonObject receipt = signed.getJsonObject("receipt");

        // Whoever asks gets the same, and it is all in its canonical form: the file has the bytes
        // that are signed in it.
        assertEquals(file, send("teacher", "GET", submission + "/receipt", "").body());
        String keys = send("student2", "GET", "/api/receipt-keys", "").body();
        assertTrue(new ReceiptFile(file).isSignedByOneOf(keys), file);
        String edited = file.replace("\"value\":\"2.5\"", "\"value\":\"10\"");
        assertFalse(new ReceiptFile(edited).isSignedByOneOf(keys), edited);

        assertEquals("2.5", receipt.getJsonObject("score").getString("value"));
        assertEquals(
                ask("student1", "GET", assignment + "/submissions", "")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("digest"),
                receipt.getJsonObject("submission").getString("sha256"));
        assertEquals("0", receipt.getJsonObject("seed").getString("PYTHONHASHSEED"));
        JsonObject python = receipt.getJsonArray("tools").getJsonObject(0);
        assertTrue(python.getString("version").startsWith("Python 3"), python::toString);
        assertFalse(python.getJsonArray("files").isEmpty());
        assertEquals("passed", receipt.getJsonArray("tests").getJsonObject(0).getString("outcome"));
        assertEquals(1, receipt.getJsonArray("hidden").size());
        String digestOfTheSuite = suiteDigest(submission);
        for (String hidden : List.of("secret", "20 22", "42-of", digestOfTheSuite)) {
            assertFalse(file.contains(hidden), hidden);
        }
        assertEquals(404, send("student2", "GET", submission + "/receipt", "").statusCode());
        assertEquals(404, send("admin", "GET", submission + "/receipt", "").statusCode());
    }

    /// As the ledger has it, which students do not see.
    private String suiteDigest(String submission) throws Exception {
        String object = submission.replace("/api/submissions/", "submission:");
        return new Api(platform, "auditor")
                        .get("/api/audit/events?action=submission.grade&size=200")
                        .getJsonArray("items")
                        .stream()
                        .map(JsonValue::asJsonObject)
                        .filter(event -> event.getString("object").equals(object))
                        .map(event -> event.getJsonObject("after").getString("suite"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aStudentHasNoReceiptOfAScoreThatIsNotShownOrThatAPersonMade() throws Exception {
        String assignment = published("Held back", "student1");
        String submission = graded("student1", assignment, "input(); print(3)\n");
        assertEquals(200, send("student1", "GET", submission + "/receipt", "").statusCode());
        ask(
                "teacher",
                "PUT",
                submission + "/mark/overrides",
                "{\"score\":7,\"reason\":\"A good idea\"}");
        ask("teacher", "PUT", assignment + "/release", "");
        assertEquals(404, send("student1", "GET", submission + "/receipt", "").statusCode());
        assertFalse(ask("student1", "GET", submission + "/grading", "").getBoolean("receipt"));
        assertEquals(200, send("teacher", "GET", submission + "/receipt", "").statusCode());
    }

    @Test
    void thePublicKeysAreKeptInTheDataFolder() throws Exception {
        graded("student3", published("Kept keys", "student3"), "print(1)\n");
        var kept = platform.data().resolve("receipt-keys.json");
        Eventually.holds(() -> Files.exists(kept), () -> "no " + kept);
        assertEquals(
                ask("developer", "GET", "/api/receipt-keys", "").getJsonArray("keys"),
                json(Files.readString(kept)).getJsonArray("keys"));
    }

    @Test
    void anExportedReceiptIsTestedAgainWithoutAServer() throws Exception {
        String assignment = published("Exports", "student1");
        String submission = graded("student1", assignment, "input(); print(3)\n");
        assertEquals(403, send("student1", "GET", submission + "/receipt/bundle", "").statusCode());
        Path bundle = folder.resolve("bundle.zip");
        var answer =
                platform.http()
                        .send(
                                platform.request("teacher", submission + "/receipt/bundle").build(),
                                BodyHandlers.ofFile(bundle));
        assertEquals(200, answer.statusCode());

        assertEnd(0, "same: score 2.5 then, 2.5 now, 2 tests", platform.data(), bundle.toString());
        Path key = folder.resolve("key.json");
        Files.writeString(
                key,
                json(send("student1", "GET", submission + "/receipt", "").body())
                        .getJsonObject("key")
                        .toString());
        assertEnd(
                0,
                "trusted because it is in " + key,
                folder,
                "--key",
                key.toString(),
                bundle.toString());
        assertEnd(3, "no key to trust", folder, bundle.toString());
        Path other = folder.resolve("other.zip");
        Files.write(other, replaced(Files.readAllBytes(bundle), "main.py", "main.pi"));
        assertEnd(3, "Refused: ", platform.data(), other.toString());
        assertEnd(2, "There is no file", platform.data(), folder.resolve("none").toString());
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(from, to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertEnd(int status, String said, Path data, String... arguments)
            throws Exception {
        var line = new ArrayList<>(List.of("regrade-receipt"));
        line.addAll(List.of(arguments));
        try (var command =
                Command.call(
                        folder,
                        Map.of("ECODE_DATA", data.toString()),
                        line.toArray(String[]::new))) {
            assertEquals(status, command.awaitExit(Duration.ofMinutes(2)), command.output());
            assertTrue(command.output().contains(said), command.output());
        }
    }

    @Test
    void aReceiptIsDownloadedBesideItsScore() throws Exception {
        String assignment = published("Receipts in the page", "student2");
        graded("student2", assignment, "print(sum(map(int, input().split())))\n");
        String course = ask("teacher", "GET", assignment, "").getString("course");
        try (var student = chromium.visitor(platform).signIn("student2");
                var teacher = chromium.visitor(platform).signIn("teacher")) {
            var staff = teacher.page();
            staff.navigate("/courses/" + course + assignment.replace("/api", ""));
            staff.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertTrue(
                    staff.waitForDownload(() ->
                                    staff.getByRole(AriaRole.LINK, named("All to test it again"))
                                            .click())
                            .suggestedFilename()
                            .endsWith(".zip"));
            var page = student.page();
            page.setViewportSize(390, 844);
            page.navigate("/courses/" + course + assignment.replace("/api", ""));
            page.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertThat(page.getByText("10 of 10 points")).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, named("All to test it again"))).hasCount(0);
            var download =
                    page.waitForDownload(() ->
                            page.getByRole(AriaRole.LINK, named("Receipt of this score")).click());
            assertTrue(download.suggestedFilename().startsWith("receipt-"));
            assertEquals(
                    "10",
                    json(Files.readString(download.path()))
                            .getJsonObject("receipt")
                            .getJsonObject("score")
                            .getString("value"));
        }
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
