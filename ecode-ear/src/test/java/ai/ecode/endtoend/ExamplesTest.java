package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The assignments that come with the platform: each is imported, solved, and solved wrongly.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class ExamplesTest {

    private static final Path EXAMPLES =
            Path.of("../ecode-web/src/main/resources/ai/ecode/web/grading/examples");
    private static final String STUDENT = "student1";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;
    private String course = "";

    ExamplesTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    @BeforeAll
    void aCourse() throws Exception {
        course = newCourse("Examples");
        String code =
                requests.ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        requests.ask(STUDENT, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
    }

    private String newCourse(String title) throws Exception {
        String body = "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title);
        return "/api/courses/"
                + requests.ask("teacher", "POST", "/api/courses", body).getString("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python-word-count",
                "java-balanced-brackets",
                "javascript-bank-statement",
                "cpp-shortest-path",
                "sql-class-averages"
            })
    void itsSolutionGetsAllPointsAndAWrongOneDoesNot(String example) throws Exception {
        String assignment = imported(course, example);
        assertItsTestsCanBeReliedOn(assignment);
        requests.ask("teacher", "PUT", assignment + "/publication", "{\"published\":true}");
        JsonObject standing = requests.ask(STUDENT, "POST", assignment + "/workspace", "");
        String workspace = "/api/workspaces/" + standing.getString("id");
        assertEquals(10, score(workspace, assignment, EXAMPLES.resolve(example + "/reference")));
        try (var wrong = Files.list(EXAMPLES.resolve(example + "/wrong"))) {
            for (Path one : wrong.toList()) {
                double score = score(workspace, assignment, one);
                assertTrue(score > 0 && score < 10, () -> one + " gets " + score);
            }
        }
        new Api(platform, STUDENT).delete(workspace);
    }

    /// It comes with solutions, with which its tests are tried out.
    private void assertItsTestsCanBeReliedOn(String assignment) throws Exception {
        String rehearsal =
                "/api/rehearsals/"
                        + requests.ask("teacher", "POST", assignment + "/rehearsals", "")
                                .getString("id");
        Eventually.holds(
                () ->
                        !requests.ask("teacher", "GET", rehearsal, "")
                                .getString("state")
                                .equals("running"),
                () -> requests.send("teacher", "GET", rehearsal, "").body());
        assertEquals(
                "done",
                requests.ask("teacher", "GET", rehearsal, "").getString("state"),
                () -> rehearsal);
        JsonObject known = requests.ask("teacher", "GET", assignment + "/rehearsals/findings", "");
        assertEquals(3, known.getJsonArray("solutions").size(), known::toString);
        assertEquals(List.of(), known.getJsonArray("findings"), known::toString);
    }

    private String imported(String into, String example) throws Exception {
        String blueprint =
                requests.ask("teacher", "GET", "/api/assignment-examples/" + example, "")
                        .toString();
        return "/api/assignments/"
                + requests.ask("teacher", "POST", into + "/assignments/imports", blueprint)
                        .getString("id");
    }

    private double score(String workspace, String assignment, Path solution) throws Exception {
        try (var files = Files.list(solution)) {
            for (Path file : files.toList()) {
                new Api(platform, STUDENT)
                        .overwrite(
                                workspace + "/files/" + file.getFileName(), Files.readString(file));
            }
        }
        String grading =
                "/api/submissions/"
                        + requests.ask(STUDENT, "POST", assignment + "/submissions", "")
                                .getString("id")
                        + "/grading";
        Eventually.holds(
                () -> requests.ask(STUDENT, "GET", grading, "").getString("state").equals("done"),
                () -> requests.send(STUDENT, "GET", grading, "").body());
        return requests.ask(STUDENT, "GET", grading, "").getJsonNumber("score").doubleValue();
    }

    @Test
    void whatIsExportedCanBeImportedAndIsTheSame() throws Exception {
        String assignment = imported(course, "sql-class-averages");
        String blueprint = requests.ask("teacher", "GET", assignment + "/blueprint", "").toString();
        String other = newCourse("Elsewhere");
        String again =
                "/api/assignments/"
                        + requests.ask("teacher", "POST", other + "/assignments/imports", blueprint)
                                .getString("id");
        assertEquals(
                blueprint, requests.ask("teacher", "GET", again + "/blueprint", "").toString());
        assertEquals(404, requests.send(STUDENT, "GET", again + "/blueprint", "").statusCode());
        assertEquals(
                403, requests.send(STUDENT, "GET", "/api/assignment-examples", "").statusCode());
    }

    @Test
    void whatIsWrongInOneTestMakesNothing() throws Exception {
        String empty = newCourse("Nothing");
        JsonObject bad =
                Json.createObjectBuilder(
                                requests.ask(
                                        "teacher",
                                        "GET",
                                        "/api/assignment-examples/python-word-count",
                                        ""))
                        .add("suite", suiteIn("klingon"))
                        .build();
        var refused =
                requests.send("teacher", "POST", empty + "/assignments/imports", bad.toString());
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("klingon"), refused::body);
        assertEquals(0, requests.ask("teacher", "GET", empty + "/assignments", "").getInt("total"));
    }

    private static JsonObject suiteIn(String language) {
        return Json.createObjectBuilder()
                .add("language", language)
                .add(
                        "tests",
                        Json.createArrayBuilder(
                                List.of(
                                        Json.createObjectBuilder()
                                                .add("name", "one")
                                                .add("expected", "1")
                                                .build())))
                .build();
    }

    @Test
    void aTeacherBeginsWithAnExample() throws Exception {
        try (var visitor = chromium.visitor(platform).signIn("teacher")) {
            var page = visitor.open(newCourse("By hand").replace("/api", "")).page();
            page.getByRole(AriaRole.BUTTON, named("From an example")).click();
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Shortest path").check();
            assertEquals(List.of(), Chromium.seriousFindings(page));
            Chromium.keepScreenshot(page, "examples-1440-light");
            dialog.getByRole(
                            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make a draft"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING, named("Shortest path"))).isVisible();
            assertThat(page.getByText("A large open field")).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, named("Export"))).isVisible();
        }
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
