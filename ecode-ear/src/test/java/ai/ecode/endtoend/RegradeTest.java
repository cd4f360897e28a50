package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Testing all submissions to an assignment again.
class RegradeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> STUDENTS = List.of("student1", "student2", "student3");
    private static final String ADDS = "print(sum(map(int, input().split())))\n";
    private static final String SLOWLY = "import time; time.sleep(1)\n" + ADDS;
    private static final String GUESSES = "input(); print(3)\n";

    /// The second test expects what is wrong.
    private static final String FAULTY = suite("43");

    private static final String MENDED = suite("42");

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    RegradeTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    private static String suite(String expected) {
        return """
        {"language":"python","tests":[
         {"name":"small","stdin":"1 2\\n","expected":"3\\n"},
         {"name":"large","stdin":"20 22\\n","expected":"%s\\n"}]}
        """
                .formatted(expected);
    }

    private JsonObject ask(String user, String method, String path) throws Exception {
        return requests.ask(user, method, path, "");
    }

    private int status(String user, String method, String path) throws Exception {
        return requests.send(user, method, path, "").statusCode();
    }

    private String course(String title) throws Exception {
        String course =
                "/api/courses/"
                        + requests.ask(
                                        "teacher",
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation").getString("invitation");
        for (String one : STUDENTS) {
            requests.ask(one, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        return course;
    }

    private String assignment(String course) throws Exception {
        String path =
                "/api/assignments/"
                        + requests.ask(
                                        "teacher",
                                        "POST",
                                        course + "/assignments",
                                        "{\"title\":\"Sums\"}")
                                .getString("id");
        requests.ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private void test(String assignment, String suite) throws Exception {
        requests.ask("teacher", "PUT", assignment + "/suite", suite);
    }

    private String submit(String user, String assignment, String code) throws Exception {
        return requests.handIn(user, assignment, code);
    }

    private String graded(String user, String assignment, String code) throws Exception {
        String submission = submit(user, assignment, code);
        Eventually.holds(
                () -> isGraded(user, submission),
                () -> requests.send(user, "GET", submission + "/grading", "").body());
        return submission;
    }

    private boolean isGraded(String user, String submission) throws Exception {
        return ask(user, "GET", submission + "/grading").getString("state").equals("done");
    }

    private void override(String submission, String what) throws Exception {
        requests.ask(
                "teacher",
                "PUT",
                submission + "/mark/overrides",
                "{%s,\"reason\":\"Looked at\"}".formatted(what));
    }

    private double score(String submission) throws Exception {
        return ask("teacher", "GET", submission + "/grading").getJsonNumber("score").doubleValue();
    }

    private String started(String assignment) throws Exception {
        return "/api/regrades/" + ask("teacher", "POST", assignment + "/regrades").getString("id");
    }

    private JsonObject ready(String regrade) throws Exception {
        Eventually.holds(
                () -> ask("teacher", "GET", regrade).getString("state").equals("ready"),
                () -> ask("teacher", "GET", regrade).toString());
        return ask("teacher", "GET", regrade);
    }

    private long deeds(String action, String submission) throws Exception {
        return new Api(platform, "auditor")
                .get(
                        "/api/audit/events?action=%s&object=submission:%s"
                                .formatted(action, submission.substring(17)))
                .getJsonArray("items")
                .size();
    }

    @Test
    void aWholeCourseIsTestedAgainAndAsksBeforeScoresChange() throws Exception {
        String course = course("All again");
        assertEquals(409, status("teacher", "POST", course + "/regrades"));
        String first = assignment(course);
        String second = assignment(course);
        assignment(course);
        test(first, FAULTY);
        test(second, FAULTY);
        String right = graded("student1", first, ADDS);
        String wrong = graded("student2", second, GUESSES);
        String other = graded("student3", second, ADDS);
        test(first, MENDED);
        test(second, MENDED);
        assertEquals(403, status("student1", "POST", course + "/regrades"));
        assertEquals(403, status("student1", "GET", course + "/regrades"));

        try (var visitor = chromium.visitor(platform).signIn("teacher")) {
            Page page = visitor.open(course.substring(4)).page();
            button(page, "Test everything again").click();
            assertThat(
                            page.getByText(
                                    "The only one was tested. 1 submission changes: 1 better, 0 worse."))
                    .isVisible();
            assertThat(
                            page.getByText(
                                    "All 2 were tested. 1 submission changes: 1 better, 0 worse."))
                    .isVisible();
            assertEquals(
                    409,
                    status("teacher", "POST", course + "/regrades"),
                    "both are to be decided about first");
            button(page, "Show what changes in Sums").first().click();
            assertThat(page.getByText("large: wrong output → passed")).isVisible();
            Chromium.checkEverywhere(page, "course-regrade");
            assertEquals(5, score(right), "nothing is taken over yet");

            button(page, "Take all new scores over").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByText("2 assignments: 2 scores get better, 0 worse.")
                    .waitFor();
            button(page, "Take them over").click();
            assertThat(page.getByText("The new scores were taken over")).hasCount(2);
        }
        assertEquals(10, score(right));
        assertEquals(10, score(other));
        assertEquals(5, score(wrong));
    }

    @Test
    void aTeacherSeesWhatChangesBeforeItDoes() throws Exception {
        String course = course("Again");
        String assignment = assignment(course);
        String early = submit("student3", assignment, ADDS);
        test(assignment, FAULTY);
        String right = graded("student1", assignment, ADDS);
        String wrong = graded("student2", assignment, GUESSES);
        assertEquals(5, score(right));
        assertEquals(5, score(wrong));
        assertEquals(404, status("teacher", "GET", early + "/grading"));
        override(right, "\"test\":\"large\",\"percent\":40");
        override(right, "\"score\":8.5");
        test(assignment, MENDED);

        try (var visitor = chromium.visitor(platform).signIn("teacher")) {
            String address =
                    "/courses/%s/assignments/%s"
                            .formatted(course.substring(13), assignment.substring(17));
            Page page = visitor.open(address).page();
            button(page, "Test all submissions again").click();
            assertThat(
                            page.getByText(
                                    "All 3 were tested. 2 submissions change: 2 better, 0 worse."))
                    .isVisible();
            var changes = page.getByRole(AriaRole.GRID, named("What changes"));
            assertThat(
                            page.getByText(
                                    "1 of them has a score set by a person: it goes on to count."))
                    .isVisible();
            assertThat(changes.getByText("8.5 was set by a person and stays")).isVisible();
            assertThat(changes.getByText("large: wrong output → passed; what a person set stays"))
                    .isVisible();
            assertThat(changes.getByText("small: new → passed")).isVisible();
            Chromium.checkEverywhere(page, "regrade");
            assertEquals(5, score(right), "nothing is taken over yet");
            assertEquals(404, status("teacher", "GET", early + "/grading"));

            button(page, "Take the new scores over").click();
            page.getByRole(AriaRole.DIALOG).getByText("2 scores get better, 0 worse.").waitFor();
            button(page, "Take them over").click();
            assertThat(page.getByText("The new scores were taken over")).isVisible();
            assertThat(button(page, "Test all submissions again")).isVisible();
        }
        assertEquals(10, score(right));
        assertEquals(5, score(wrong));
        assertEquals(10, score(early));
        assertEquals(10, ask("student1", "GET", right + "/grading").getInt("score"));
        assertEquals(
                8.5, ask("teacher", "GET", right + "/mark").getJsonNumber("score").doubleValue());
        assertEquals(
                "10",
                ask("student1", "GET", right + "/receipt")
                        .getJsonObject("receipt")
                        .getJsonObject("score")
                        .getString("value"));
        JsonObject deed =
                new Api(platform, "auditor")
                        .get(
                                "/api/audit/events?action=submission.regrade&object=submission:"
                                        + right.substring(17))
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertEquals("teacher", deed.getString("actor"));
        assertEquals("5.0000", deed.getJsonObject("before").getString("score"));
        assertEquals("10.0000", deed.getJsonObject("after").getString("score"));
    }

    @Test
    void whatWasTestedWithOtherTestsKeepsItsScore() throws Exception {
        String assignment = assignment(course("There and back"));
        test(assignment, MENDED);
        String first = graded("student1", assignment, ADDS);
        String second = graded("student2", assignment, ADDS);
        // While a student waits for theirs, it does not begin.
        submit("student3", assignment, SLOWLY);
        String regrade = started(assignment);
        ask("teacher", "POST", regrade + "/pause");
        test(assignment, FAULTY);
        ask("teacher", "POST", regrade + "/resume");
        JsonObject done = ready(regrade);
        assertEquals(2, done.getInt("untested"), done::toString);
        assertEquals(409, status("teacher", "POST", regrade + "/retry"), "other tests");
        test(assignment, MENDED);
        assertEquals("running", ask("teacher", "POST", regrade + "/retry").getString("state"));
        assertEquals(0, ready(regrade).getInt("untested"));
        assertEquals(409, status("teacher", "POST", regrade + "/retry"), "all were tested");
        requests.ask("teacher", "PUT", assignment, "{\"title\":\"Sums\",\"points\":20}");
        assertEquals(409, status("teacher", "POST", regrade + "/apply"), "other points");
        assertEquals(
                10,
                ask("student1", "GET", first + "/grading").getInt("points"),
                "what it was worth when it was tested");
        requests.ask("teacher", "PUT", assignment, "{\"title\":\"Sums\"}");
        ask("teacher", "POST", regrade + "/apply");
        assertEquals(10, score(first), done::toString);
        assertEquals(10, score(second), done::toString);
    }

    @Test
    void itIsOnesOwnCourseAndOneAtATime() throws Exception {
        String assignment = assignment(course("Whose"));
        assertEquals(409, status("teacher", "POST", assignment + "/regrades"), "no tests");
        test(assignment, FAULTY);
        assertEquals(409, status("teacher", "POST", assignment + "/regrades"), "no submissions");
        String submission = graded("student1", assignment, ADDS);
        assertEquals(403, status("student1", "POST", assignment + "/regrades"));
        assertEquals(404, status("outsider", "POST", assignment + "/regrades"));
        test(assignment, MENDED);
        String regrade = started(assignment);
        assertEquals(409, status("teacher", "POST", assignment + "/regrades"), "one is open");
        ready(regrade);
        for (String stranger : List.of("student1", "outsider", "admin")) {
            assertEquals(404, status(stranger, "GET", regrade));
            assertEquals(404, status(stranger, "GET", regrade + "/changes"));
            assertEquals(404, status(stranger, "POST", regrade + "/apply"));
        }
        assertEquals(409, status("teacher", "POST", regrade + "/pause"));

        test(assignment, FAULTY);
        assertEquals(409, status("teacher", "POST", regrade + "/apply"), "other tests");
        assertEquals("cancelled", ask("teacher", "POST", regrade + "/cancel").getString("state"));
        assertEquals("cancelled", ask("teacher", "POST", regrade + "/cancel").getString("state"));
        assertEquals(409, status("teacher", "POST", regrade + "/apply"));
        assertEquals(5, score(submission));
        assertEquals(0, deeds("submission.regrade", submission));

        String again = started(assignment);
        assertEquals(0, ready(again).getInt("changed"));
        assertEquals("applied", ask("teacher", "POST", again + "/apply").getString("state"));
        assertEquals(409, status("teacher", "POST", again + "/cancel"));
        assertEquals(5, score(submission));
    }

    @Test
    void submissionsOfStudentsGoFirst() throws Exception {
        String assignment = assignment(course("First"));
        test(assignment, MENDED);
        graded("student1", assignment, ADDS);
        String waiting = submit("student2", assignment, SLOWLY);
        String regrade = started(assignment);
        boolean graded;
        do {
            JsonObject now = ask("teacher", "GET", regrade);
            graded = isGraded("student2", waiting);
            assertTrue(graded || now.getInt("tested") == 0, now::toString);
        } while (!graded);
        assertEquals(
                1, ready(regrade).getInt("tested"), "who was being tested is not tested again");
    }

    @Test
    void eachIsTestedOnceWhateverDies() throws Exception {
        String assignment = assignment(course("Killed"));
        var all = new ArrayList<String>();
        for (int attempt = 0; attempt < 4; attempt++) {
            for (String student : STUDENTS) {
                all.add(submit(student, assignment, SLOWLY + "# " + attempt + "\n"));
            }
        }
        test(assignment, MENDED);
        String regrade = started(assignment);
        awaitTested(regrade, 1);
        ask("teacher", "POST", regrade + "/pause");
        ask("teacher", "POST", regrade + "/pause");
        assertEquals("running", ask("teacher", "POST", regrade + "/resume").getString("state"));
        awaitTested(regrade, 4);
        platform.liberty().kill();
        platform.liberty().start();
        platform.liberty().awaitReady(PATIENCE);
        JsonObject end = ready(regrade);
        assertEquals(all.size(), end.getInt("tested"), end::toString);
        assertEquals(0, end.getInt("untested"), end::toString);
        assertEquals(all.size(), end.getInt("better"), end::toString);
        ask("teacher", "POST", regrade + "/apply");
        assertEquals(409, status("teacher", "POST", regrade + "/apply"));
        for (String submission : all) {
            assertEquals(10, score(submission));
            assertEquals(1, deeds("submission.regrade", submission), submission);
        }
    }

    private void awaitTested(String regrade, int least) throws Exception {
        Eventually.holds(
                () -> ask("teacher", "GET", regrade).getInt("tested") >= least,
                () -> ask("teacher", "GET", regrade).toString());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
