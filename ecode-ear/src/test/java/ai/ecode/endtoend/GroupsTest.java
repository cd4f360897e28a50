package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Students who work on an assignment together: one workspace, one submission, a score for each of them.
class GroupsTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[{"name":"greets","input":"","expected":"hello","comparison":"tolerant"}]}
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    GroupsTest(RunningPlatform platform, Chromium chromium) {
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

    private int status(String user, String method, String path, String body) throws Exception {
        return send(user, method, path, body).statusCode();
    }

    private String course(String title, String... students) throws Exception {
        String course =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\",\"timeZone\":\"UTC\"}"
                                                .formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String student : students) {
            ask(student, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        return course;
    }

    private String published(String course, String more) throws Exception {
        String path =
                "/api/assignments/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        course + "/assignments",
                                        "{\"title\":\"Together\",\"statement\":\"Greet.\"%s}"
                                                .formatted(more))
                                .getString("id");
        ask("teacher", "PUT", path + "/suite", SUITE);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private String enrolment(String course, String user) throws Exception {
        return ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("user", "").equals(user))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private JsonObject formed(String course, String assignment, String name, String... students)
            throws Exception {
        return ask("teacher", "POST", assignment + "/groups", wanted(course, name, students));
    }

    private String wanted(String course, String name, String... students) throws Exception {
        var members = new StringBuilder();
        for (String student : students) {
            members.append(members.isEmpty() ? "" : ",")
                    .append('"')
                    .append(enrolment(course, student))
                    .append('"');
        }
        return "{\"name\":\"%s\",\"members\":[%s]}".formatted(name, members);
    }

    private String open(String user, String assignment) throws Exception {
        return ask(user, "POST", assignment + "/workspace", "").getString("id");
    }

    private void write(String user, String workspace, String text) throws Exception {
        new Api(platform, user).overwrite("/api/workspaces/" + workspace + "/files/main.py", text);
    }

    @Test
    void whatOneSubmitsCountsForAllOfTheGroup() throws Exception {
        String course = course("One for all", "student1", "student2", "student3");
        String assignment = published(course, ",\"points\":10,\"attempts\":2");
        formed(course, assignment, "Pair", "student1", "student2");
        String workspace = open("student1", assignment);
        assertEquals(workspace, open("student2", assignment));
        assertFalse(workspace.equals(open("student3", assignment)));
        write("student2", workspace, "print('hello')\n");

        JsonObject made = ask("student2", "POST", assignment + "/submissions", "");
        assertEquals("Pair", made.getString("group"));
        String submission = "/api/submissions/" + made.getString("id");
        for (String member : new String[] {"student1", "student2"}) {
            assertEquals(
                    "print('hello')\n",
                    send(member, "GET", submission + "/files/main.py", "").body());
            Eventually.holds(
                    () ->
                            ask(member, "GET", submission + "/grading", "")
                                    .getString("state")
                                    .equals("done"),
                    () -> send(member, "GET", submission + "/grading", "").body());
            assertEquals(10, ask(member, "GET", submission + "/grading", "").getInt("score"));
            assertEquals(1, ask(member, "GET", assignment + "/submissions", "").getInt("total"));
            assertEquals(1, ask(member, "GET", assignment + "/gradings", "").getInt("total"));
            assertEquals(1, ask(member, "GET", assignment + "/standing", "").getInt("used"));
            assertEquals(
                    1,
                    ask("teacher", "GET", assignment + "/submissions?user=" + member, "")
                            .getInt("total"));
        }
        assertEquals(404, status("student3", "GET", submission, ""));
        assertEquals(0, ask("student3", "GET", assignment + "/submissions", "").getInt("total"));
        assertEquals(0, ask("student3", "GET", assignment + "/gradings", "").getInt("total"));

        assertEquals(
                2,
                ask("student1", "POST", assignment + "/submissions", "").getInt("attempt"),
                "attempts are the group's");
        assertEquals(409, status("student2", "POST", assignment + "/submissions", ""));

        // A grader gets the group's last one, once.
        JsonObject queue = ask("teacher", "GET", assignment + "/queue", "");
        assertEquals(1, queue.getInt("waiting"), queue::toString);
        ask("teacher", "PUT", assignment + "/release", "");
        JsonObject book = ask("teacher", "GET", course + "/gradebook", "");
        for (String member : new String[] {"student1", "student2"}) {
            JsonObject row =
                    book.getJsonArray("items").stream()
                            .map(JsonObject.class::cast)
                            .filter(one -> one.getString("user", "").equals(member))
                            .findFirst()
                            .orElseThrow();
            assertEquals(
                    10,
                    row.getJsonArray("cells").getJsonObject(0).getJsonNumber("score").intValue(),
                    book::toString);
            assertEquals(200, status(member, "GET", submission + "/mark/released", ""));
        }
        assertEquals(404, status("student3", "GET", submission + "/mark/released", ""));
    }

    @Test
    void whatOneHasMoreTimeForTheGroupHas() throws Exception {
        String course = course("More time", "student1", "student2");
        String over =
                ",\"dueAt\":\"%1$s\",\"closesAt\":\"%1$s\""
                        .formatted(Instant.now().minus(1, ChronoUnit.HOURS));
        String assignment = published(course, over);
        formed(course, assignment, "Late", "student1", "student2");
        open("student2", assignment);
        assertEquals(409, status("student2", "POST", assignment + "/submissions", ""));
        assertEquals("missing", cell(course, "student2"));
        Instant later = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        ask(
                "teacher",
                "PUT",
                assignment + "/extensions/" + enrolment(course, "student1"),
                "{\"dueAt\":\"%s\"}".formatted(later));
        assertEquals(
                later.toString(),
                ask("student2", "GET", assignment + "/standing", "").getString("dueAt"));
        assertEquals("not-due", cell(course, "student1"));
        assertEquals("not-due", cell(course, "student2"));
        assertEquals(0, ask("student2", "POST", assignment + "/submissions", "").getInt("lateOff"));
    }

    /// The state of a student's only one in the grade book.
    private String cell(String course, String student) throws Exception {
        return ask("teacher", "GET", course + "/gradebook", "").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("user", "").equals(student))
                .findFirst()
                .orElseThrow()
                .getJsonArray("cells")
                .getJsonObject(0)
                .getString("state");
    }

    @Test
    void eachOfAGroupIsToldOfThePlaceInTheQueue() throws Exception {
        String course = course("Told", "student1", "student2", "student3");
        String assignment = published(course, "");
        formed(course, assignment, "Pair", "student1", "student2");
        String workspace = open("student1", assignment);
        write("student1", workspace, "import time\ntime.sleep(2)\nprint('hello')\n");
        open("student2", assignment);
        try (var first = requests.notifications("student1");
                var second = requests.notifications("student2");
                var stranger = requests.notifications("student3")) {
            for (var one : List.of(first, second, stranger)) {
                one.awaitMatch(text -> text.contains("unread"));
            }
            String submission =
                    ask("student2", "POST", assignment + "/submissions", "").getString("id");
            for (var one : List.of(first, second)) {
                one.awaitMatch(text -> text.contains(submission) && text.contains("\"running\""));
                one.awaitMatch(text -> text.contains(submission) && text.contains("\"done\""));
            }
            assertTrue(stranger.texts().stream().noneMatch(text -> text.contains(submission)));
        }
    }

    @Test
    void whatAGroupWasGivenStaysWithItWhenOneLeaves() throws Exception {
        String course = course("More for all", "student1", "student2", "student3");
        Instant now = Instant.now();
        String assignment =
                published(course, ",\"closesAt\":\"%s\"".formatted(now.minus(1, ChronoUnit.HOURS)));
        String group = formed(course, assignment, "Pair", "student1", "student2").getString("id");
        String empty = formed(course, assignment, "Nobody").getString("id");
        String more =
                "{\"closesAt\":\"%s\",\"reason\":\"Fire drill\"}"
                        .formatted(now.plus(1, ChronoUnit.HOURS));
        String extensions = assignment + "/extensions";
        assertEquals(403, status("student1", "PUT", extensions + "/groups/" + group, more));
        assertEquals(409, status("teacher", "PUT", extensions + "/groups/" + empty, more));
        assertEquals(
                2, ask("teacher", "PUT", extensions + "/groups/" + group, more).getInt("total"));
        assertEquals(2, ask("teacher", "GET", extensions, "").getInt("total"));

        assertEquals(
                204,
                status(
                        "teacher",
                        "DELETE",
                        course + "/enrolments/" + enrolment(course, "student1"),
                        ""));
        open("student2", assignment);
        ask("student2", "POST", assignment + "/submissions", "");
        open("student3", assignment);
        assertEquals(409, status("student3", "POST", assignment + "/submissions", ""));
    }

    @Test
    void lateDaysAreSpentByAllOfTheGroup() throws Exception {
        String course = course("Days", "student1", "student2");
        ask("teacher", "PATCH", course, "{\"lateDays\":3}");
        String late =
                ",\"dueAt\":\"%s\",\"late\":{\"percent\":20,\"unit\":\"day\"}"
                        .formatted(Instant.now().minus(25, ChronoUnit.HOURS));
        String alone = published(course, late);
        open("student1", alone);
        assertEquals(2, ask("student1", "POST", alone + "/submissions", "").getInt("lateDays"));
        String together = published(course, late);
        formed(course, together, "Pair", "student1", "student2");
        open("student2", together);
        JsonObject made = ask("student2", "POST", together + "/submissions", "");
        assertEquals(1, made.getInt("lateDays"), "student1 has no more than one left");
        assertEquals(20, made.getInt("lateOff"));
        assertEquals(0, left("student2", together), "as a group");
        assertEquals(0, left("student1", alone));
        assertEquals(2, left("student2", alone));
    }

    private int left(String student, String assignment) throws Exception {
        return ask(student, "GET", assignment + "/standing", "")
                .getJsonObject("lateDays")
                .getInt("left");
    }

    @Test
    void whoLeavesAGroupLeavesItsWorkspaceAndKeepsWhatWasSubmitted() throws Exception {
        String course = course("Leaving", "student1", "student2", "student3");
        String assignment = published(course, "");
        JsonObject group = formed(course, assignment, "Trio", "student1", "student2", "student3");
        String path = assignment + "/groups/" + group.getString("id");
        String workspace = open("student1", assignment);
        open("student2", assignment);
        write("student1", workspace, "print('hello')\n");
        String submission =
                "/api/submissions/"
                        + ask("student1", "POST", assignment + "/submissions", "").getString("id");

        var refused = send("teacher", "PUT", path, wanted(course, "Trio", "student2", "student3"));
        assertEquals(409, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("opened it first"), refused.body());
        assertEquals(200, status("student2", "GET", "/api/workspaces/" + workspace, ""));
        ask("teacher", "PUT", path, wanted(course, "Trio", "student1", "student3"));
        assertEquals(404, status("student2", "GET", "/api/workspaces/" + workspace, ""));
        assertEquals(200, status("student2", "GET", submission, ""));
        assertFalse(workspace.equals(open("student2", assignment)));
        assertEquals(workspace, open("student3", assignment));

        assertEquals(204, status("teacher", "DELETE", path, ""));
        assertEquals(404, status("student3", "GET", "/api/workspaces/" + workspace, ""));
        assertEquals(200, status("student1", "GET", "/api/workspaces/" + workspace, ""));
        assertEquals(200, status("student3", "GET", submission, ""));
    }

    @Test
    void whoLeavesTheCourseLeavesItsGroupsWorkspace() throws Exception {
        String course = course("Gone", "student1", "student2", "student3");
        String assignment = published(course, "");
        formed(course, assignment, "Trio", "student1", "student2", "student3");
        String workspace = "/api/workspaces/" + open("student1", assignment);
        open("student2", assignment);
        open("student3", assignment);
        assertEquals(200, status("student2", "GET", workspace, ""));

        String leaving = course + "/enrolments/" + enrolment(course, "student2");
        assertEquals(204, status("teacher", "DELETE", leaving, ""));
        assertEquals(404, status("student2", "GET", workspace, ""));
        assertEquals(200, status("student3", "GET", workspace, ""));

        replaceRoster(course, "email,name\nstudent1@demo.example,\n");
        assertEquals(404, status("student3", "GET", workspace, ""));
        assertEquals(200, status("student1", "GET", workspace, ""));
    }

    @Test
    void theOneInWhoseWorkspaceTheOthersWorkStaysWithThem() throws Exception {
        String course = course("Held", "student1", "student2", "student3");
        String assignment = published(course, "");
        formed(course, assignment, "Trio", "student1", "student2", "student3");
        String workspace = "/api/workspaces/" + open("student1", assignment);
        open("student2", assignment);
        open("student3", assignment);
        String owner = course + "/enrolments/" + enrolment(course, "student1");
        var refused = send("teacher", "DELETE", owner, "");
        assertEquals(409, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("“Trio”"), refused.body());
        assertEquals(409, status("teacher", "PUT", owner, "{\"role\":\"assistant\"}"));
        String others = "email\nstudent2@demo.example\nstudent3@demo.example\n";
        assertEquals(409, roster(course, others).statusCode());
        assertEquals(200, status("student2", "GET", workspace, ""));
        ask("student2", "POST", assignment + "/submissions", "");

        // Who runs the course is in no group of it.
        ask(
                "teacher",
                "PUT",
                course + "/enrolments/" + enrolment(course, "student2"),
                "{\"role\":\"assistant\"}");
        assertEquals(404, status("student2", "GET", workspace, ""));
        JsonObject groups = ask("teacher", "GET", assignment + "/groups", "");
        assertEquals(
                2,
                groups.getJsonArray("items").getJsonObject(0).getJsonArray("members").size(),
                groups::toString);

        replaceRoster(course, "email\n");
        assertEquals(404, status("student3", "GET", workspace, ""));
        assertEquals(200, status("student1", "GET", workspace, ""));
    }

    @Test
    void nobodyHandsInWhatTheyDidNotWorkOn() throws Exception {
        String course = course("Later", "student1", "student2");
        String assignment = published(course, "");
        String first = open("student1", assignment);
        String second = open("student2", assignment);
        formed(course, assignment, "Pair", "student1", "student2");
        var refused = send("student2", "POST", assignment + "/submissions", "");
        assertEquals(409, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("another workspace"), refused.body());
        assertEquals(404, status("student2", "GET", "/api/workspaces/" + first, ""));
        assertEquals(first, open("student2", assignment));
        assertEquals(200, status("student2", "GET", "/api/workspaces/" + second, ""));
        assertEquals(1, ask("student2", "POST", assignment + "/submissions", "").getInt("attempt"));
    }

    private void replaceRoster(String course, String csv) throws Exception {
        var applied = roster(course, csv);
        assertEquals(200, applied.statusCode(), applied.body());
    }

    /// The answer to applying it, students who are not on it are removed.
    private HttpResponse<String> roster(String course, String csv) throws Exception {
        String path = course + "/roster?remove=true";
        var roster = platform.request("teacher", path).header("Content-Type", "text/csv");
        var planned =
                platform.http()
                        .send(
                                roster.POST(BodyPublishers.ofString(csv)).build(),
                                BodyHandlers.ofString());
        assertEquals(200, planned.statusCode(), planned.body());
        String etag = planned.headers().firstValue("ETag").orElseThrow();
        return platform.http()
                .send(
                        roster.header("If-Match", etag).PUT(BodyPublishers.ofString(csv)).build(),
                        BodyHandlers.ofString());
    }

    @Test
    void aStudentIsInOneGroupAndOnlyTeachersSayInWhich() throws Exception {
        String course = course("Rules", "student1", "student2", "student3");
        String other = course("Elsewhere", "student1");
        String assignment = published(course, "");
        formed(course, assignment, "First", "student1");
        var twice =
                send(
                        "teacher",
                        "POST",
                        assignment + "/groups",
                        wanted(course, "Second", "student1", "student2"));
        assertEquals(409, twice.statusCode(), twice.body());
        assertTrue(twice.body().contains("is in the group “First”"), twice.body());
        assertEquals(
                409,
                status("teacher", "POST", assignment + "/groups", wanted(course, "FIRST")),
                "the name is taken, whatever its case");
        assertEquals(
                404,
                status(
                        "teacher",
                        "POST",
                        assignment + "/groups",
                        wanted(other, "Strangers", "student1")));
        assertEquals(
                400,
                status(
                        "teacher",
                        "POST",
                        assignment + "/groups",
                        wanted(course, "Staff", "teacher")));
        assertEquals(
                404,
                status(
                        "teacher",
                        "POST",
                        assignment + "/groups",
                        "{\"name\":\"Odd\",\"members\":[\"../1\"]}"));
        assertEquals(
                403, status("student1", "POST", assignment + "/groups", wanted(course, "Mine")));
        assertEquals(404, status("developer", "GET", assignment + "/groups", ""));
        assertEquals(0, ask("student2", "GET", assignment + "/groups", "").getInt("total"));
        assertEquals(1, ask("student1", "GET", assignment + "/groups", "").getInt("total"));

        JsonObject rest =
                ask("teacher", "POST", assignment + "/groups/distribution", "{\"size\":2}");
        assertEquals(1, rest.getInt("total"), "two were left");
        assertEquals(2, rest.getJsonArray("items").getJsonObject(0).getJsonArray("members").size());
        assertEquals(
                409,
                status("teacher", "POST", assignment + "/groups/distribution", "{\"size\":2}"));
    }

    @Test
    void aTeacherFormsAGroupAndItsStudentsSeeWithWhomTheyWork() throws Exception {
        String course = course("Group page", "student1", "student2", "student3");
        String assignment = published(course, "");
        String address = course.replace("/api", "") + assignment.replace("/api", "");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student1")) {
            Page page = teacher.open(address).page();
            page.getByRole(AriaRole.BUTTON, named("Form a group")).click();
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Name").fill("Night owls");
            var students = dialog.getByRole(AriaRole.CHECKBOX);
            assertThat(students).hasCount(3);
            dialog.getByLabel("Find students").fill("student2");
            assertThat(students).hasCount(1);
            students.first().check();
            dialog.getByLabel("Find students").fill("");
            dialog.getByRole(
                            AriaRole.CHECKBOX,
                            new Locator.GetByRoleOptions().setName(Pattern.compile("student1@")))
                    .check();
            Chromium.checkEverywhere(page, "group-form");
            dialog.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Form").setExact(true))
                    .click();
            var groups = page.getByRole(AriaRole.GRID, named("Groups"));
            assertThat(groups).containsText("Night owls");
            Chromium.checkEverywhere(page, "groups");

            Page seen = student.open(address).page();
            assertThat(seen.getByText("You work in Night owls with")).isVisible();
            assertThat(seen.getByRole(AriaRole.BUTTON, named("Form a group"))).hasCount(0);
            Chromium.checkEverywhere(seen, "group-of-a-student");

            page.getByRole(AriaRole.BUTTON, named("Dissolve Night owls")).click();
            page.getByRole(AriaRole.DIALOG)
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Dissolve").setExact(true))
                    .click();
            assertThat(page.getByText("There are no groups: everybody works alone.")).isVisible();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
