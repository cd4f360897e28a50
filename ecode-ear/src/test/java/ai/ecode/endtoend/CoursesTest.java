package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Courses and who takes part in them.
class CoursesTest {

    private final RunningPlatform platform;
    private final Chromium chromium;

    CoursesTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    private HttpResponse<String> send(
            String user, String method, String path, String type, String body, String... headers)
            throws Exception {
        var request =
                platform.request(user, path)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private JsonObject ask(String user, String method, String path, String body) throws Exception {
        var answer = send(user, method, path, "application/json", body);
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return parse(answer.body());
    }

    private static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private String course(String title) throws Exception {
        return "/api/courses/"
                + ask(
                                "teacher",
                                "POST",
                                "/api/courses",
                                "{\"title\":\"%s\",\"term\":\"Autumn 2026\",\"timeZone\":\"Europe/Vienna\"}"
                                        .formatted(title))
                        .getString("id");
    }

    private String joined(String course, String user) throws Exception {
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        ask(user, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        return code;
    }

    private Map<String, JsonObject> people(String course) throws Exception {
        return ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                .map(item -> item.asJsonObject())
                .collect(Collectors.toMap(e -> e.getString("name"), e -> e));
    }

    @Test
    void aStudentJoinsByTheCodeAndSeesTheCourseButNotTheOthers() throws Exception {
        String course = course("Programming 1");
        assertEquals(404, send("student1", "GET", course, "text/plain", "").statusCode());
        String code = joined(course, "student1");
        JsonObject seen = ask("student1", "GET", course, "");
        assertEquals("student", seen.getString("role"));
        assertFalse(seen.containsKey("invitation"), seen::toString);
        assertEquals(
                403,
                send("student1", "GET", course + "/enrolments", "text/plain", "").statusCode());
        // The code is good for one organization, and ends with the next one.
        String body = "{\"code\":\"%s\"}".formatted(code);
        assertEquals(
                404,
                send("outsider", "POST", "/api/courses/joins", "application/json", body)
                        .statusCode());
        ask("teacher", "POST", course + "/invitation", "");
        assertEquals(
                404,
                send("student2", "POST", "/api/courses/joins", "application/json", body)
                        .statusCode());
    }

    @Test
    void aRosterIsShownBeforeItIsCarriedOut() throws Exception {
        String course = course("Programming 2");
        joined(course, "student1");
        joined(course, "student3");
        String csv =
                """
                email,name,role,section
                student1@demo.example,,,Lab 1
                student2@demo.example,,assistant,
                new@demo.example,Nora Neu,,Lab 2
                """;
        var planned = send("teacher", "POST", course + "/roster?remove=true", "text/csv", csv);
        JsonObject plan = parse(planned.body());
        assertEquals(4, plan.getJsonArray("changes").size(), planned.body());
        assertEquals(3, people(course).size(), "a plan changes nothing");
        String etag = planned.headers().firstValue("ETag").orElseThrow();

        assertEquals(
                428,
                send("teacher", "PUT", course + "/roster?remove=true", "text/csv", csv)
                        .statusCode());
        assertEquals(
                412,
                send("teacher", "PUT", course + "/roster", "text/csv", csv, "If-Match", etag)
                        .statusCode());
        assertEquals(
                200,
                send(
                                "teacher",
                                "PUT",
                                course + "/roster?remove=true",
                                "text/csv",
                                csv,
                                "If-Match",
                                etag)
                        .statusCode());
        var people = people(course);
        var roles =
                people.values().stream()
                        .collect(
                                Collectors.toMap(
                                        e -> e.getString("email"), e -> e.getString("role")));
        assertEquals(
                Map.of(
                        "teacher@demo.example", "teacher",
                        "student1@demo.example", "student",
                        "student2@demo.example", "assistant",
                        "new@demo.example", "student"),
                roles);
        assertEquals("Lab 2", Objects.requireNonNull(people.get("Nora Neu")).getString("section"));
        assertEquals(
                200,
                send("student2", "GET", course + "/enrolments", "text/plain", "").statusCode());
        assertEquals(
                403,
                send("student2", "POST", course + "/invitation", "text/plain", "").statusCode());
        assertEquals(404, send("student3", "GET", course, "text/plain", "").statusCode());
    }

    @Test
    void aRosterWithABadLineChangesNothingAndNamesTheLine() throws Exception {
        String course = course("Programming 3");
        String csv = "email,name\nstudent1@demo.example,One\n,Nobody\nnone,None\n";
        var planned = send("teacher", "POST", course + "/roster", "text/csv", csv);
        List<Integer> lines =
                parse(planned.body()).getJsonArray("faults").stream()
                        .map(fault -> fault.asJsonObject().getInt("line"))
                        .toList();
        assertEquals(List.of(3, 4), lines);
        var refused =
                send(
                        "teacher",
                        "PUT",
                        course + "/roster",
                        "text/csv",
                        csv,
                        "If-Match",
                        planned.headers().firstValue("ETag").orElseThrow());
        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals(3, parse(refused.body()).getInt("line"));
        assertEquals(1, people(course).size());
    }

    @Test
    void aRosterCorrectsTheNameOfWhoHasNeverSignedIn() throws Exception {
        String course = course("Programming 5");
        String line = "email,name\nnew@demo.example,%s\nstudent1@demo.example,Somebody Else\n";
        apply(course, line.formatted("Nora Nue"));
        JsonObject plan = apply(course, line.formatted("Nora Neu"));
        assertEquals(1, plan.getJsonArray("changes").size(), plan::toString);
        JsonObject change = plan.getJsonArray("changes").getJsonObject(0);
        assertEquals("Nora Nue", change.getString("nameBefore"));
        assertEquals("Nora Neu", change.getString("name"));
        assertTrue(people(course).containsKey("Nora Neu"), "the new name");
        assertFalse(people(course).containsKey("Somebody Else"), "an account says its own name");
        JsonObject again = apply(course, "email\nnew@demo.example\n");
        assertEquals(1, again.getInt("same"), "a roster without names takes none away");
    }

    private JsonObject apply(String course, String csv) throws Exception {
        var planned = send("teacher", "POST", course + "/roster", "text/csv", csv);
        String etag = planned.headers().firstValue("ETag").orElseThrow();
        var done = send("teacher", "PUT", course + "/roster", "text/csv", csv, "If-Match", etag);
        assertEquals(200, done.statusCode(), done.body());
        return parse(planned.body());
    }

    @Test
    void theLastTeacherStays() throws Exception {
        String course = course("Programming 4");
        String id = people(course).values().iterator().next().getString("id");
        assertEquals(
                409,
                send("teacher", "DELETE", course + "/enrolments/" + id, "text/plain", "")
                        .statusCode());
        assertEquals(
                409,
                send(
                                "teacher",
                                "PUT",
                                course + "/enrolments/" + id,
                                "application/json",
                                "{\"role\":\"student\"}")
                        .statusCode());
    }

    @Test
    void anArchivedCourseCanBeCopiedButNotChanged() throws Exception {
        String course = course("Programming 5");
        String code = joined(course, "student1");
        ask("teacher", "PATCH", course, "{\"archived\":true}");
        assertEquals(
                409,
                send("teacher", "PATCH", course, "application/json", "{\"title\":\"Else\"}")
                        .statusCode());
        assertEquals(
                404,
                send(
                                "student2",
                                "POST",
                                "/api/courses/joins",
                                "application/json",
                                "{\"code\":\"%s\"}".formatted(code))
                        .statusCode());
        JsonObject copy =
                ask(
                        "teacher",
                        "POST",
                        course + "/copies",
                        "{\"title\":\"Programming 5\",\"term\":\"Spring 2027\"}");
        assertEquals("Europe/Vienna", copy.getString("timeZone"));
        assertEquals(1, people("/api/courses/" + copy.getString("id")).size());
    }

    @Test
    void aTeacherSetsACourseUpInThePageAndAStudentJoins() throws Exception {
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student1")) {
            var page = teacher.page();
            page.navigate("/courses");
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Create course"))
                    .first()
                    .click();
            page.getByLabel("Title").fill("Algorithms ∑");
            page.getByLabel("Term").fill("Autumn 2026");
            page.getByRole(AriaRole.DIALOG, new GetByRoleOptions().setName("Create a course"))
                    .getByRole(
                            AriaRole.BUTTON,
                            new com.microsoft.playwright.Locator.GetByRoleOptions()
                                    .setName("Create"))
                    .click();
            assertThat(
                            page.getByRole(
                                    AriaRole.HEADING,
                                    new GetByRoleOptions().setName("Algorithms ∑")))
                    .isVisible();
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Make a code")).click();
            String code = page.getByTestId("invitation").innerText().strip();

            var other = student.page();
            other.navigate("/courses");
            other.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Join a course"))
                    .first()
                    .click();
            other.getByLabel("Invitation code").fill(code.toLowerCase());
            other.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Join").setExact(true))
                    .click();
            assertThat(
                            other.getByRole(
                                    AriaRole.HEADING,
                                    new GetByRoleOptions().setName("Algorithms ∑")))
                    .isVisible();

            page.getByLabel("Roster file")
                    .setInputFiles(
                            new com.microsoft.playwright.options.FilePayload(
                                    "roster.csv",
                                    "text/csv",
                                    "email,name,section\nlate@demo.example,Lara Late,Lab 7\n,Nobody,\n"
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(page.getByText("Line 3: There is no e-mail address.")).isVisible();
            assertTrue(
                    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Apply"))
                            .isDisabled());
            page.getByLabel("Roster file")
                    .setInputFiles(
                            new com.microsoft.playwright.options.FilePayload(
                                    "roster.csv",
                                    "text/csv",
                                    "email,name,section\nlate@demo.example,Lara Late,Lab 7\n"
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Apply")).click();
            assertThat(page.getByText("Lara Late").first()).isVisible();
            assertThat(page.getByText("Lab 7").first()).isVisible();
        }
    }
}
