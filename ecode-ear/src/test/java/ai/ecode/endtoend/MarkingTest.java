package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people make of scores, and what students see of it.
class MarkingTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[
             {"name":"small","stdin":"1 2\\n","expected":"3\\n"},
             {"name":"large","stdin":"20 22\\n","expected":"42\\n"},
             {"name":"kept from students","visibility":"hidden","weight":2,"stdin":"5 5\\n","expected":"10\\n"}]}
            """;
    private static final String ADDS = "print(sum(map(int, input().split())))\n";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    MarkingTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    private int status(String user, String method, String path, String body) throws Exception {
        return requests.send(user, method, path, body).statusCode();
    }

    private JsonObject ask(String user, String method, String path, String body) throws Exception {
        return requests.ask(user, method, path, body);
    }

    private String course(String title) throws Exception {
        return "/api/courses/"
                + ask(
                                "teacher",
                                "POST",
                                "/api/courses",
                                "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                        .getString("id");
    }

    private void join(String course, String... people) throws Exception {
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String one : people) {
            ask(one, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
    }

    private void makeAssistant(String course, String user) throws Exception {
        String enrolment =
                ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                        .map(item -> item.asJsonObject())
                        .filter(item -> item.getString("user").equals(user))
                        .findFirst()
                        .orElseThrow()
                        .getString("id");
        ask("teacher", "PUT", course + "/enrolments/" + enrolment, "{\"role\":\"assistant\"}");
    }

    private String assignment(String course, String wanted) throws Exception {
        String path =
                "/api/assignments/"
                        + ask("teacher", "POST", course + "/assignments", wanted).getString("id");
        ask("teacher", "PUT", path + "/suite", SUITE);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private String graded(String user, String assignment, String code) throws Exception {
        String submission = requests.handIn(user, assignment, code);
        Eventually.holds(
                () ->
                        ask(user, "GET", submission + "/grading", "")
                                .getString("state")
                                .equals("done"),
                () -> requests.send(user, "GET", submission + "/grading", "").body());
        return submission;
    }

    @Test
    void aStudentSeesExactlyWhatIsReleased() throws Exception {
        String course = course("Marks");
        join(course, "student1", "student2", "developer");
        makeAssistant(course, "developer");
        String assignment = assignment(course, "{\"title\":\"Held\",\"release\":\"held\"}");
        String submission = graded("student1", assignment, "input(); print(3)\n");

        JsonObject before = ask("student1", "GET", submission + "/grading", "");
        assertFalse(before.containsKey("score"), before::toString);
        assertEquals(0, before.getJsonArray("tests").size());
        assertFalse(before.containsKey("hidden"), before::toString);
        assertFalse(
                ask("student1", "GET", assignment + "/gradings", "")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .containsKey("score"));
        assertEquals(403, status("student1", "GET", submission + "/mark", ""));
        assertEquals(404, status("student1", "GET", submission + "/mark/released", ""));
        assertEquals(404, status("student2", "GET", submission + "/mark", ""));
        assertEquals(2.5, score(ask("developer", "GET", submission + "/mark", "")));

        String override = "{\"test\":\"large\",\"percent\":50,\"reason\":\"Nearly\"}";
        assertEquals(403, status("student1", "PUT", submission + "/mark/overrides", override));
        JsonObject mark = ask("developer", "PUT", submission + "/mark/overrides", override);
        assertEquals(3.75, score(mark));
        assertEquals(2.5, mark.getJsonNumber("automatic").doubleValue());
        assertEquals(403, status("developer", "PUT", assignment + "/release", ""));
        assertEquals(404, status("student1", "GET", submission + "/mark/released", ""));

        JsonObject released = ask("teacher", "PUT", assignment + "/release", "");
        assertEquals(1, released.getInt("shown"), released::toString);
        assertEquals(0, released.getInt("news"), released::toString);
        JsonObject shown = ask("student1", "GET", submission + "/mark/released", "");
        assertEquals(3.75, score(shown));
        assertEquals(
                List.of("small", "large"),
                shown.getJsonArray("tests").stream()
                        .map(test -> test.asJsonObject().getString("name"))
                        .toList());
        assertFalse(shown.toString().contains("kept from students"), shown::toString);
        JsonObject after = ask("student1", "GET", submission + "/grading", "");
        assertEquals(3.75, score(after));
        assertEquals(2, after.getJsonArray("tests").size());
        assertTrue(
                ask("student1", "GET", "/api/notifications", "")
                        .toString()
                        .contains("Your score for “Held” is there"));

        String whole = "{\"score\":9.5,\"reason\":\"Explained it to me\"}";
        assertEquals(9.5, score(ask("teacher", "PUT", submission + "/mark/overrides", whole)));
        assertEquals(3.75, score(ask("student1", "GET", submission + "/mark/released", "")));
        assertEquals(3.75, score(ask("student1", "GET", submission + "/grading", "")));
        assertEquals(1, ask("teacher", "GET", assignment + "/release", "").getInt("news"));
        ask("teacher", "PUT", assignment + "/release", "");
        assertEquals(9.5, score(ask("student1", "GET", submission + "/mark/released", "")));

        ask("teacher", "DELETE", assignment + "/release", "");
        assertEquals(404, status("student1", "GET", submission + "/mark/released", ""));
        assertFalse(ask("student1", "GET", submission + "/grading", "").containsKey("score"));
        theLedgerSaysWhatItWasAndIs(submission);
        assertEquals(
                List.of("9.5 null", "3.75 9.5", "null 3.75"),
                new Api(platform, "auditor")
                                .get(
                                        "/api/audit/events?size=50&object=submission:"
                                                + submission.replace("/api/submissions/", ""))
                                .getJsonArray("items")
                                .stream()
                                .map(JsonValue::asJsonObject)
                                .filter(one ->
                                        one.getString("action").equals("score.release")
                                                || one.getString("action").equals("score.withdraw"))
                                .map(one -> released(one, "before") + " " + released(one, "after"))
                                .toList());
    }

    private static String released(JsonObject deed, String when) {
        return deed.containsKey(when) ? deed.getJsonObject(when).getString("score") : "null";
    }

    private static double score(JsonObject mark) {
        return mark.getJsonNumber("score").doubleValue();
    }

    private void theLedgerSaysWhatItWasAndIs(String submission) throws Exception {
        String object = submission.replace("/api/submissions/", "submission:");
        List<JsonObject> deeds =
                new Api(platform, "auditor")
                                .get("/api/audit/events?action=score.override&size=200")
                                .getJsonArray("items")
                                .stream()
                                .map(event -> event.asJsonObject())
                                .filter(event -> event.getString("object").equals(object))
                                .toList();
        assertEquals(2, deeds.size());
        JsonObject first = deeds.getLast();
        assertEquals("developer", first.getString("actor"));
        assertEquals(0, first.getJsonObject("before").getInt("percent"));
        assertEquals(50, first.getJsonObject("after").getInt("percent"));
        assertEquals("Nearly", first.getJsonObject("after").getString("reason"));
        assertEquals("2.5000", deeds.getFirst().getJsonObject("before").getString("score"));
    }

    @Test
    void whatIsSaidOfLinesAndByTheRubricIsSeenWhenItIsReleased() throws Exception {
        String course = course("Rubrics");
        join(course, "student1", "developer");
        makeAssistant(course, "developer");
        String assignment = assignment(course, "{\"title\":\"Sum\"}");
        String wanted =
                "{\"criteria\":[{\"title\":\"Names\",\"levels\":[{\"title\":\"Clear\",\"points\":2},{\"title\":\"Some\",\"points\":0.5}]}]}";
        assertEquals(403, status("developer", "PUT", assignment + "/rubric", wanted));
        JsonObject criterion =
                ask("teacher", "PUT", assignment + "/rubric", wanted)
                        .getJsonArray("criteria")
                        .getJsonObject(0);
        assertEquals(
                "Names",
                ask("student1", "GET", assignment + "/rubric", "")
                        .getJsonArray("criteria")
                        .getJsonObject(0)
                        .getString("title"));
        String submission = graded("student1", assignment, ADDS);
        JsonObject unjudged = ask("developer", "GET", submission + "/mark", "");
        assertFalse(unjudged.containsKey("score"), unjudged::toString);
        assertEquals(12, unjudged.getInt("points"));

        String some = criterion.getJsonArray("levels").getJsonObject(1).getString("id");
        String judged = submission + "/mark/criteria/" + criterion.getString("id");
        String level = "{\"level\":\"%s\",\"note\":\"What is two?\"}".formatted(some);
        assertEquals(10.5, score(ask("developer", "PUT", judged, level)));
        assertEquals(
                400,
                status(
                        "developer",
                        "PUT",
                        judged,
                        "{\"level\":\"%s\"}".formatted(criterion.getString("id"))));
        assertEquals(
                409,
                status("teacher", "PUT", assignment + "/rubric", "{\"criteria\":[]}"),
                "a submission was judged by it");
        assertFalse(ask("developer", "DELETE", judged, "").containsKey("score"));
        assertEquals(404, status("developer", "DELETE", judged, ""));
        assertEquals(10.5, score(ask("developer", "PUT", judged, level)));

        String comments = submission + "/mark/comments";
        String said =
                "{\"path\":\"main.py\",\"line\":%d,\"text\":\"<b>What if</b> there is none?\"}";
        assertEquals(400, status("developer", "POST", comments, said.formatted(3)));
        assertEquals(
                404,
                status("developer", "POST", comments, said.formatted(1).replace("main", "none")));
        assertEquals(403, status("student1", "POST", comments, said.formatted(1)));
        ask("developer", "POST", comments, said.formatted(1));
        ask("developer", "POST", comments, "{\"text\":\"Well done\"}");
        assertEquals(404, status("student1", "GET", submission + "/mark/released", ""));

        ask("teacher", "PUT", assignment + "/release", "");
        JsonObject shown = ask("student1", "GET", submission + "/mark/released", "");
        assertEquals(10.5, score(shown));
        assertEquals(
                12,
                ask("student1", "GET", submission + "/grading", "").getInt("points"),
                "with those of the rubric");
        JsonObject names = shown.getJsonArray("criteria").getJsonObject(0);
        assertEquals("Some", names.getString("level"));
        assertEquals("What is two?", names.getString("note"));
        assertEquals(2, shown.getJsonArray("comments").size());
        assertEquals(
                1, shown.getJsonArray("comments").getJsonObject(0).getInt("line"), shown::toString);

        theyAreSeenInThePage(course, assignment);
    }

    private void theyAreSeenInThePage(String course, String assignment) throws Exception {
        String address = (course + assignment.replace("/api", "")).replace("/api", "");
        try (var assistant = chromium.visitor(platform).signIn("developer");
                var student = chromium.visitor(platform).signIn("student1")) {
            var page = assistant.page();
            page.navigate(address);
            page.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).last().click();
            page.getByRole(AriaRole.BUTTON, named("main.py").setExact(true)).click();
            page.getByRole(AriaRole.BUTTON, named("Comment on line 1 of main.py")).click();
            page.getByLabel("What you say of line 1 of main.py").fill("Not released yet");
            page.getByRole(AriaRole.BUTTON, named("Comment").setExact(true)).click();
            assertThat(page.locator("span[dir=auto]:text-is('Not released yet')")).isVisible();

            var other = student.page();
            other.navigate(address);
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertThat(other.getByText("Your score is 10.5 of 12 points")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("main.py").setExact(true)).click();
            assertThat(other.getByText("<b>What if</b> there is none?")).isVisible();
            assertThat(other.getByText("Not released yet")).hasCount(0);
        }
    }

    @Test
    void noTwoJudgeTheSameSubmissionAndEachWaitsItsTurn() throws Exception {
        String course = course("Queue");
        join(course, "student1", "student2", "developer");
        makeAssistant(course, "developer");
        String assignment = assignment(course, "{\"title\":\"Sum\"}");
        String first = graded("student1", assignment, ADDS);
        String second = graded("student2", assignment, ADDS);
        String newest = graded("student1", assignment, ADDS);
        String queue = assignment + "/queue";
        assertEquals(403, status("student1", "POST", queue, ""));
        assertEquals(2, ask("teacher", "GET", queue, "").getInt("waiting"), "of each the last");

        assertEquals(second, held(ask("teacher", "POST", queue, "")));
        assertEquals(second, held(ask("teacher", "POST", queue, "")), "the same until it is done");
        assertEquals(newest, held(ask("developer", "POST", queue, "")));
        var refused =
                requests.send(
                        "developer",
                        "PUT",
                        second + "/mark/overrides",
                        "{\"score\":1,\"reason\":\"Mine\"}");
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("teacher is judging this"), refused.body());
        assertEquals(409, status("developer", "PUT", second + "/mark/review", turn("hold")));

        assertEquals(204, status("teacher", "PUT", second + "/mark/review", turn("finish")));
        assertFalse(ask("teacher", "POST", queue, "").containsKey("mine"), "nothing waits");
        assertEquals(204, status("developer", "PUT", newest + "/mark/review", turn("give-back")));
        JsonObject left = ask("teacher", "GET", queue, "");
        assertEquals(1, left.getInt("waiting"), left::toString);
        assertEquals(1, left.getInt("done"), left::toString);
        assertEquals(400, status("teacher", "PUT", first + "/mark/review", turn("rest")));

        assertEquals(204, status("teacher", "PUT", second + "/mark/review", turn("hold")));
        JsonObject reopened =
                new Api(platform, "auditor")
                        .get(
                                "/api/audit/events?action=submission.reopen&object=submission:"
                                        + second.replace("/api/submissions/", ""))
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertEquals("teacher", reopened.getJsonObject("before").getString("doneBy"));
    }

    private static String turn(String turn) {
        return "{\"turn\":\"%s\"}".formatted(turn);
    }

    private static String held(JsonObject queue) {
        return "/api/submissions/" + queue.getJsonObject("mine").getString("submission");
    }

    @Test
    void aStudentObjectsToAReleasedScoreAndIsAnswered() throws Exception {
        String course = course("Complaints");
        join(course, "student1", "student2");
        String assignment = assignment(course, "{\"title\":\"Objected\"}");
        String submission = graded("student1", assignment, "print(3)\n");
        String complaints = assignment + "/complaints";
        String text =
                "{\"submission\":\"%s\",\"text\":\"It adds\"}"
                        .formatted(submission.replace("/api/submissions/", ""));
        assertEquals(409, status("student1", "POST", complaints, text), "nothing is released");
        ask("teacher", "PUT", assignment + "/release", "");
        assertEquals(404, status("student2", "POST", complaints, text));
        String complaint =
                complaints + "/" + ask("student1", "POST", complaints, text).getString("id");
        assertEquals(409, status("student1", "POST", complaints, text), "one at a time");
        assertTrue(
                ask("teacher", "GET", "/api/notifications", "")
                        .toString()
                        .contains("objects to a score for “Objected”"));
        assertEquals(0, ask("student2", "GET", complaints, "").getInt("total"));

        String answer = "{\"text\":\"It does not add 20 and 22\"}";
        assertEquals(404, status("student2", "PUT", complaint + "/answer", answer));
        assertEquals(403, status("student1", "PUT", complaint + "/answer", answer));
        ask("teacher", "PUT", complaint + "/answer", answer);
        assertEquals(409, status("teacher", "PUT", complaint + "/answer", answer));
        JsonObject seen =
                ask("student1", "GET", complaints, "").getJsonArray("items").getJsonObject(0);
        assertEquals("It does not add 20 and 22", seen.getString("answer"));
        assertTrue(
                ask("student1", "GET", "/api/notifications", "")
                        .toString()
                        .contains("answered what you said of your score for “Objected”"));
    }

    @Test
    void noAssistantJudgesTheirOwnWork() throws Exception {
        String course = course("Own work");
        join(course, "student1", "student2");
        String assignment = assignment(course, "{\"title\":\"Sum\"}");
        String own = graded("student1", assignment, ADDS);
        String other = graded("student2", assignment, ADDS);
        ask("teacher", "PUT", assignment + "/release", "");
        ask(
                "student1",
                "POST",
                assignment + "/complaints",
                "{\"submission\":\"%s\",\"text\":\"More\"}"
                        .formatted(own.substring(own.lastIndexOf('/') + 1)));
        String complaint =
                assignment
                        + "/complaints/"
                        + ask("teacher", "GET", assignment + "/complaints", "")
                                .getJsonArray("items")
                                .getJsonObject(0)
                                .getString("id");
        makeAssistant(course, "student1");
        String more = "{\"score\":9,\"reason\":\"Nearly\"}";
        var refused = requests.send("student1", "PUT", own + "/mark/overrides", more);
        assertEquals(403, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("your own work"), refused.body());
        assertEquals(
                403, status("student1", "PUT", complaint + "/answer", "{\"text\":\"Granted\"}"));
        ask("student1", "PUT", other + "/mark/overrides", more);
        ask("teacher", "PUT", own + "/mark/overrides", more);

        ask("teacher", "PATCH", course, "{\"archived\":true}");
        assertEquals(
                409,
                status(
                        "student2",
                        "POST",
                        assignment + "/complaints",
                        "{\"submission\":\"%s\",\"text\":\"Late\"}"
                                .formatted(other.substring(other.lastIndexOf('/') + 1))));
    }

    @Test
    void anOverrideThatCannotBeIsRefusedAndChangesNothing() throws Exception {
        String course = course("Refusals");
        join(course, "student1");
        String assignment = assignment(course, "{\"title\":\"Sum\"}");
        String submission = graded("student1", assignment, ADDS);
        for (var bad :
                List.of(
                        List.of("test", "{\"test\":\"none\",\"percent\":1,\"reason\":\"x\"}"),
                        List.of("score", "{\"score\":10.5,\"reason\":\"x\"}"),
                        List.of("percent", "{\"test\":\"small\",\"percent\":101,\"reason\":\"x\"}"),
                        List.of("reason", "{\"score\":1,\"reason\":\" \"}"))) {
            var refused =
                    requests.send("teacher", "PUT", submission + "/mark/overrides", bad.get(1));
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("\"field\":\"" + bad.get(0) + "\""), refused.body());
        }
        JsonObject mark = ask("teacher", "GET", submission + "/mark", "");
        assertEquals(10, score(mark));
        assertFalse(mark.containsKey("override"), mark::toString);

        // Nobody has more than all of the points, also when there are fewer later.
        ask("teacher", "PUT", submission + "/mark/overrides", "{\"score\":9,\"reason\":\"x\"}");
        ask("teacher", "PUT", assignment, "{\"title\":\"Sum\",\"points\":5}");
        assertEquals(5, score(ask("teacher", "GET", submission + "/mark", "")));
    }

    /// The whole way, in the pages alone but for the tests and the file to begin with.
    @Test
    void aTeacherOverridesATestReleasesItAndTheStudentSeesIt() throws Exception {
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student3")) {
            var page = teacher.page();
            var other = student.page();
            String address = aCourseWithAnAssignmentIsMade(page);
            String path = "/api/assignments/" + address.substring(address.lastIndexOf('/') + 1);
            ask("teacher", "PUT", path + "/suite", SUITE.replace("\"10\\n\"", "\"11\\n\""));
            ask(
                    "teacher",
                    "PUT",
                    path + "/starter",
                    "{\"items\":[{\"path\":\"main.py\",\"content\":\"# your program\\n\"}]}");
            page.getByRole(AriaRole.BUTTON, named("Publish")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Make it a draft"))).isVisible();

            theStudentJoins(other, invitationTo(page, address));
            other.getByRole(AriaRole.LINK, named("Sum of two")).click();
            other.getByRole(AriaRole.BUTTON, named("Start working")).click();
            write(other, path, "input(); print(3)\n");
            thePublicTestsAreRun(other, "Failed");
            other.navigate(address);
            submit(other);
            assertThat(other.getByText("Score 2.5")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertThat(other.getByLabel("What large wrote")).hasText("3");
            other.getByRole(AriaRole.LINK, named("Open your workspace")).click();
            write(other, path, ADDS);
            thePublicTestsAreRun(other, "Passed");
            other.navigate(address);
            submit(other);
            assertThat(other.getByText("Score 5")).isVisible();

            page.navigate(address);
            page.getByRole(AriaRole.BUTTON, named("Attempt 2 ·")).click();
            page.getByRole(AriaRole.BUTTON, named("Override kept from students")).click();
            page.getByLabel("Percent", new Page.GetByLabelOptions().setExact(true)).fill("100");
            page.getByLabel("Reason").fill("The test was wrong");
            within(page, "Override “kept from students”", "Override").click();
            assertThat(page.getByText("Counts 10 of 10 points")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Release the scores")).click();
            assertThat(page.getByText("2 of 2 are released")).isVisible();

            other.reload();
            assertThat(other.getByText("Score 10")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("Attempt 2 ·")).click();
            assertThat(other.getByText("Your score is 10 of 10 points")).isVisible();
        }
        try (var auditor = chromium.visitor(platform).signIn("auditor")) {
            var page = auditor.page();
            page.navigate("/admin/audit?action=score.override");
            page.getByRole(AriaRole.ROW).nth(1).click();
            assertThat(page.getByText("The test was wrong")).isVisible();
        }
    }

    private static String aCourseWithAnAssignmentIsMade(Page page) {
        page.navigate("/courses");
        page.getByRole(AriaRole.BUTTON, named("Create course")).first().click();
        page.getByLabel("Title").fill("From the first day to the score");
        page.getByLabel("Term").fill("Now");
        within(page, "Create a course", "Create").click();
        page.getByRole(AriaRole.BUTTON, named("Create assignment")).first().click();
        page.getByLabel("Title").fill("Sum of two");
        within(page, "Create an assignment", "Create").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Sum of two"))).isVisible();
        return page.url();
    }

    private static String invitationTo(Page page, String assignment) {
        page.navigate(assignment.replaceAll("/assignments/.*", ""));
        page.getByRole(AriaRole.BUTTON, named("Make a code")).click();
        return page.getByTestId("invitation").innerText().strip();
    }

    private static void theStudentJoins(Page page, String code) {
        page.navigate("/courses");
        page.getByRole(AriaRole.BUTTON, named("Join a course")).first().click();
        page.getByLabel("Invitation code").fill(code);
        page.getByRole(AriaRole.BUTTON, named("Join").setExact(true)).click();
    }

    private void write(Page page, String assignment, String code) throws Exception {
        var workbench = Workbench.on(page);
        workbench.openFile("main.py");
        workbench.replaceText(code);
        String file =
                "/api/workspaces/"
                        + ask("student3", "POST", assignment + "/workspace", "").getString("id")
                        + "/files/main.py";
        Eventually.holds(
                () -> requests.send("student3", "GET", file, "").body().equals(code),
                () -> requests.send("student3", "GET", file, "").body());
    }

    private static void thePublicTestsAreRun(Page page, String large) {
        var tests = TestingView.open(page);
        assertThat(tests.test("large")).isVisible();
        assertThat(tests.test("kept from students")).hasCount(0);
        tests.runAll();
        tests.awaitOutcome("large", large);
        tests.awaitOutcome("small", "Passed");
    }

    private static void submit(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
    }

    private static Locator within(Page page, String dialog, String button) {
        return page.getByRole(AriaRole.DIALOG, named(dialog))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
