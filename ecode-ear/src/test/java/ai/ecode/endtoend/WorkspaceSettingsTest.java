package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Variables and secrets reach the programs of their workspace, and secrets nobody else; what was used is told.
class WorkspaceSettingsTest {

    private static final String USER = "developer2";
    private static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api api;
    private TestWorkspace workspace;

    WorkspaceSettingsTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    void aRunningWorkspace() throws Exception {
        api.deleteAllWorkspaces();
        workspace = TestWorkspace.create(platform, USER, "blank");
        workspace.start();
        assertEquals(201, set("API_TOKEN", SECRET, true));
        assertEquals(201, set("LOG_LEVEL", "debug", false));
    }

    @AfterEach
    void leave() throws Exception {
        workspace.close();
    }

    @Test
    void programsHaveTheSecretAndNobodySeesIt() throws Exception {
        assertEquals(201, workspace.put("length.sh", "echo ${#API_TOKEN}").statusCode());
        JsonObject counted = run("{\"language\":\"bash\",\"main\":\"length.sh\"}");
        assertEquals(SECRET.length() + "\n", counted.getString("stdout"));

        assertEquals(
                201,
                workspace
                        .put(
                                "tell.sh",
                                "echo \"out $API_TOKEN $LOG_LEVEL\"; echo \"err $API_TOKEN\" >&2")
                        .statusCode());
        JsonObject told = run("{\"language\":\"bash\",\"main\":\"tell.sh\"}");
        assertEquals("out *** debug\n", told.getString("stdout"));
        assertEquals("err ***\n", told.getString("stderr"));

        try (var terminal = workspace.terminal()) {
            terminal.type("printenv API_TOKEN LOG_LEVEL; sleep 1000 & echo started-$((6 * 7))\r");
            terminal.await("started-42");
            assertTrue(terminal.output().contains("***"), terminal.output());
            assertTrue(terminal.output().contains("debug"), terminal.output());
            assertFalse(terminal.output().contains(SECRET), "the terminal shows it");
            assertEquals(List.of(), commandLinesWith(SECRET));
        }
        assertFalse(workspace.get("/variables").body().contains(SECRET));
        assertEquals(
                0,
                count(
                        "select count(*) from workspace_variables where value = ?"
                                + " or position(convert_to(?, 'UTF8') in sealed) > 0",
                        SECRET,
                        SECRET));
        assertEquals(
                0,
                count(
                        "select count(*) from audit_events where state_after like ? or state_before like ?",
                        "%" + SECRET + "%",
                        "%" + SECRET + "%"));
        assertEquals(List.of(), filesWith(SECRET, platform.data().resolve("logs")));
        workspace.stop();
        assertEquals(
                0,
                count(
                        "select count(*) from terminal_tails where position(convert_to(?, 'UTF8') in output) > 0",
                        SECRET));
        assertEquals(
                0,
                count(
                        "select count(*) from terminal_recordings where position(convert_to(?, 'UTF8') in lines) > 0",
                        SECRET));
    }

    @Test
    void aSecretSetWhileATerminalIsOpenIsMaskedInItToo() throws Exception {
        try (var terminal = workspace.terminal()) {
            terminal.type("echo ready-$((6 * 7))\r");
            terminal.await("ready-42");
            String later = "later-" + UUID.randomUUID();
            assertEquals(201, set("LATER", later, true));
            Eventually.holds(
                    () -> {
                        terminal.type(
                                "echo '%s' '%s' | tr -d \"' \"\r"
                                        .formatted(later.substring(0, 9), later.substring(9)));
                        return terminal.output().contains("***");
                    },
                    () -> "It is not masked: " + terminal.output());
        }
    }

    @Test
    void aProgramThatEndsLeavesItsUse() throws Exception {
        assertEquals(
                201,
                workspace
                        .put("busy.sh", "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done")
                        .statusCode());
        JsonObject outcome = run("{\"language\":\"bash\",\"main\":\"busy.sh\"}");
        workspace.run("true");
        workspace.stop();

        JsonObject used = TestWorkspace.parse(workspace.get("/usage")).getJsonObject("total");
        assertEquals(1, used.getInt("runs"), used::toString);
        assertTrue(used.getInt("terminals") >= 1, used::toString);
        long ofRun = outcome.getJsonObject("usage").getInt("cpuMillis");
        assertTrue(used.getInt("cpuMillis") >= ofRun, used + " is less than the run's " + ofRun);
        assertTrue(used.getInt("runningSeconds") >= 1, used::toString);
        assertTrue(used.getInt("memoryMibSeconds") >= 1, used::toString);
        long recorded =
                count(
                        "select cpu_millis from usage_records where kind = 'RUN' and within and subject = ?::uuid",
                        outcome.getString("id"));
        assertEquals(ofRun, recorded);
    }

    @Test
    void aRunApartIsChargedToWhoeverStartedIt() throws Exception {
        JsonObject before = api.get("/api/me/usage").getJsonObject("total");
        JsonObject outcome =
                api.post("/api/execute", "{\"language\":\"bash\",\"code\":\"echo hi\"}");
        JsonObject after = api.get("/api/me/usage").getJsonObject("total");
        assertEquals(before.getInt("runs") + 1, after.getInt("runs"));
        assertEquals(
                1,
                count(
                        "select count(*) from usage_records where kind = 'RUN' and not within and workspace is null"
                                + " and subject = ?::uuid",
                        outcome.getString("id")));
    }

    @Test
    void thePageSetsVariablesAndShowsWhatWasUsed() throws Exception {
        workspace.stop();
        try (var visitor = chromium.visitor(platform).signIn(USER)) {
            Page page = visitor.open("/@" + USER + "/test/settings").page();
            assertThat(page.getByText("debug")).isVisible();
            assertThat(page.getByText("Together")).isVisible();
            for (int width : new int[] {1440, 390}) {
                for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    page.setViewportSize(width, 900);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    Chromium.keepScreenshot(
                            page,
                            "workspace-settings-%d-%s"
                                    .formatted(width, scheme.name().toLowerCase()));
                    assertEquals(
                            true,
                            page.evaluate(
                                    "() => document.documentElement.scrollWidth <= innerWidth"));
                }
            }
            page.getByRole(AriaRole.BUTTON, named("Add variable")).click();
            page.getByLabel("Name").fill("NEW_SECRET");
            page.getByLabel("Value").fill("typed here");
            page.getByRole(AriaRole.CHECKBOX, named("Secret")).check();
            Chromium.keepScreenshot(page, "workspace-settings-add-390-light");
            page.keyboard().press("Shift+Tab");
            page.getByRole(AriaRole.BUTTON, named("Add").setExact(true)).click();
            assertThat(page.getByText("NEW_SECRET is set")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Remove LOG_LEVEL")).click();
            page.getByRole(AriaRole.BUTTON, named("Remove").setExact(true)).click();
            assertThat(page.getByText("LOG_LEVEL is removed")).isVisible();
        }
        String left = workspace.get("/variables").body();
        assertTrue(left.contains("NEW_SECRET") && !left.contains("typed here"), left);
        assertFalse(left.contains("LOG_LEVEL"), left);
    }

    private int set(String name, String value, boolean secret)
            throws IOException, InterruptedException {
        var body =
                jakarta.json.Json.createObjectBuilder().add("value", value).add("secret", secret);
        return workspace
                .ask(
                        "PUT",
                        "/variables/" + name,
                        java.net.http.HttpRequest.BodyPublishers.ofString(body.build().toString()),
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private JsonObject run(String program) throws Exception {
        return TestWorkspace.parse(workspace.postJson("/executions", program));
    }

    private long count(String query, String... parameters) throws SQLException {
        try (var database = platform.postgres().connect("ecode");
                var statement = database.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<String> commandLinesWith(String text) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .map(folder -> read(folder.resolve("cmdline")))
                    .filter(line -> line.contains(text))
                    .toList();
        }
    }

    private static List<Path> filesWith(String text, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList();
        }
    }

    /// Empty when it is gone.
    private static String read(Path file) {
        try {
            return new String(
                    Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
