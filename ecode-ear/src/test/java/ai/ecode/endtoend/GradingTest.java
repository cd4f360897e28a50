package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Submissions that are tested. What programs try in order to get points they did not earn is tried at the grader itself.
class GradingTest {

    private static final String SUITE =
            """
            {"language":"python","limits":{"cpuMillis":5000},"tests":[
             {"name":"small","stdin":"1 2\\n","expected":"3\\n"},
             {"name":"secret of the teacher","visibility":"hidden","weight":3,"stdin":"20 22\\n","expected":"42-of-the-teacher|42","comparison":"regex"}]}
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    GradingTest(RunningPlatform platform, Chromium chromium) {
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

    private String submit(String user, String assignment, String code) throws Exception {
        return requests.handIn(user, assignment, code);
    }

    @Test
    void aStudentLearnsTheScoreAndNothingOfHiddenTests() throws Exception {
        String assignment = requests.published("Scores", SUITE, "student1", "student2");
        String wrong = submit("student1", assignment, "input(); print(3)\n");
        JsonObject half = requests.graded("student1", wrong);
        assertEquals(2.5, half.getJsonNumber("score").doubleValue());
        assertEquals(1, half.getJsonObject("hidden").getInt("tests"));
        assertEquals(0, half.getJsonObject("hidden").getInt("passed"));

        String right = submit("student1", assignment, "print(sum(map(int, input().split())))\n");
        assertEquals(10, requests.graded("student1", right).getInt("score"));

        // Neither of the three places tells what a hidden test is called, reads or expects.
        String seen =
                send("student1", "GET", wrong + "/grading", "").body()
                        + send("student1", "GET", assignment + "/suite", "").body()
                        + send("student1", "GET", assignment, "").body();
        assertTrue(seen.contains("small"), seen);
        for (String hidden : List.of("secret of the teacher", "20 22", "42-of-the-teacher")) {
            assertFalse(seen.contains(hidden), seen);
        }
        JsonObject all = requests.graded("teacher", wrong);
        assertEquals(2, all.getJsonArray("tests").size());
        assertEquals("3\n", all.getJsonArray("tests").getJsonObject(1).getString("stdout"));
        assertEquals(404, send("student2", "GET", wrong + "/grading", "").statusCode());
        assertEquals(404, send("admin", "GET", wrong + "/grading", "").statusCode());
        assertEquals(0, ask("student2", "GET", assignment + "/gradings", "").getInt("total"));
        assertEquals(2, ask("teacher", "GET", assignment + "/gradings", "").getInt("total"));
        assertEquals(403, send("student1", "PUT", assignment + "/suite", SUITE).statusCode());
    }

    @Test
    void aTestForAfterTheDueDateIsSeenByEachWhenItIsDueForThem() throws Exception {
        String assignment =
                requests.published(
                        "Later",
                        SUITE.replace("\"hidden\"", "\"after-due\""),
                        "student1",
                        "student2");
        due(assignment, 24);
        String later = "secret of the teacher";
        var submissions = new ArrayList<String>();
        for (String student : List.of("student1", "student2")) {
            String submission = submit(student, assignment, "print(42)\n");
            submissions.add(submission);
            assertEquals(
                    1,
                    requests.graded(student, submission).getJsonObject("hidden").getInt("tests"));
            assertFalse(seen(student, assignment, submission).contains(later));
        }
        String course = "/api/courses/" + ask("teacher", "GET", assignment, "").getString("course");
        String enrolment =
                ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                        .map(item -> item.asJsonObject())
                        .filter(item -> item.getString("user").equals("student2"))
                        .findFirst()
                        .orElseThrow()
                        .getString("id");
        ask(
                "teacher",
                "PUT",
                assignment + "/extensions/" + enrolment,
                "{\"dueAt\":\"%s\",\"reason\":\"Was ill\"}"
                        .formatted(Instant.now().plus(48, ChronoUnit.HOURS)));
        due(assignment, -1);

        String receipt = send("student1", "GET", submissions.getFirst() + "/receipt", "").body();
        assertTrue(receipt.contains("sealed") && !receipt.contains(later), receipt);
        assertFalse(requests.graded("student1", submissions.getFirst()).containsKey("hidden"));
        String open = seen("student1", assignment, submissions.getFirst());
        assertEquals(2, open.split(later, -1).length - 1, open);
        String closed = seen("student2", assignment, submissions.getLast());
        assertFalse(closed.contains(later), closed);
    }

    private void due(String assignment, int hours) throws Exception {
        ask(
                "teacher",
                "PUT",
                assignment,
                "{\"title\":\"Sum\",\"dueAt\":\"%s\"}"
                        .formatted(Instant.now().plus(hours, ChronoUnit.HOURS)));
    }

    /// What tells a student of tests, but the receipt.
    private String seen(String student, String assignment, String submission) throws Exception {
        return send(student, "GET", submission + "/grading", "").body()
                + send(student, "GET", assignment + "/suite", "").body();
    }

    @Test
    void whoSubmittedIsToldOfThePlaceInTheQueueAndNobodyElse() throws Exception {
        String assignment = requests.published("Places", SUITE, "student1", "student2");
        try (var own = requests.notifications("student1");
                var other = requests.notifications("student2")) {
            own.awaitMatch(text -> text.contains("unread"));
            other.awaitMatch(text -> text.contains("unread"));
            String submission =
                    submit("student1", assignment, "import time\ntime.sleep(2)\nprint(3)\n")
                            .replace("/api/submissions/", "");
            own.awaitMatch(text -> text.contains(submission) && text.contains("\"running\""));
            own.awaitMatch(text -> text.contains(submission) && text.contains("\"done\""));
            assertTrue(
                    other.texts().stream().noneMatch(text -> text.contains(submission)),
                    () -> other.texts().toString());
        }
    }

    /// The tests as they are said, whatever their version.
    private JsonObject said(String assignment) throws Exception {
        return Json.createObjectBuilder(ask("teacher", "GET", assignment + "/suite", ""))
                .remove("version")
                .build();
    }

    @Test
    void everySubmissionIsGradedOnce() throws Exception {
        String assignment = requests.published("Once", SUITE, "student1", "student2", "student3");
        var all = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            for (String student : List.of("student1", "student2", "student3")) {
                all.add(
                        submit(
                                student,
                                assignment,
                                "print(sum(map(int, input().split())) + %d)\n".formatted(round)));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            JsonObject grading = requests.graded("teacher", all.get(i));
            assertEquals(i < 3 ? 10 : 0, grading.getInt("score"), grading::toString);
            assertEquals(1, grading.getInt("tries"), grading::toString);
        }
        long recorded =
                new Api(platform, "auditor")
                                .get("/api/audit/events?action=submission.grade&size=200")
                                .getJsonArray("items")
                                .stream()
                                .map(event -> event.asJsonObject().getString("object"))
                                .filter(object ->
                                        all.contains(
                                                "/api/submissions/"
                                                        + object.replace("submission:", "")))
                                .count();
        assertEquals(all.size(), recorded);
    }

    @Test
    void aSuiteThatCannotBeUsedIsNamed() throws Exception {
        String assignment = requests.published("Faults", SUITE);
        for (String bad :
                List.of(
                        "{\"language\":\"klingon\",\"tests\":[{\"name\":\"a\",\"expected\":\"\"}]}",
                        "{\"language\":\"python\",\"tests\":[]}",
                        "{\"language\":\"python\",\"tests\":[{\"name\":\"a\",\"expected\":\"(\",\"comparison\":\"regex\"}]}",
                        "{\"language\":\"python\",\"tests\":[{\"name\":\"a\",\"stdin\":\"1\",\"expected\":\"\",\"comparison\":\"compiles\"}]}",
                        "{\"language\":\"sql\",\"tests\":[{\"name\":\"a\",\"expected\":\"\",\"comparison\":\"compiles\"}]}",
                        "{\"language\":\"python\",\"limits\":{\"cpuMillis\":99999999},\"tests\":[{\"name\":\"a\",\"expected\":\"\"}]}",
                        "{\"language\":\"python\",\"tests\":[{\"name\":\"a\",\"expected\":\"\"},{\"name\":\"a\",\"expected\":\"\"}]}")) {
            var refused = send("teacher", "PUT", assignment + "/suite", bad);
            assertEquals(400, refused.statusCode(), bad + refused.body());
        }
        assertEquals(
                2,
                ask("teacher", "GET", assignment + "/suite", "").getJsonArray("tests").size(),
                "the earlier suite stays");
    }

    @Test
    void aTestCanAskForNoMoreThanThatAProgramCompiles() throws Exception {
        String assignment =
                requests.published(
                        "Compiling",
                        """
                        {"language":"python","tests":[
                         {"name":"compiles","expected":"","comparison":"compiles"},
                         {"name":"says three","expected":"3"}]}
                        """,
                        "student1");
        JsonObject half = requests.graded("student1", submit("student1", assignment, "print(4)\n"));
        assertEquals(5, half.getInt("score"), half::toString);
        assertEquals(
                "compiles", half.getJsonArray("tests").getJsonObject(0).getString("comparison"));
        JsonObject none = requests.graded("student1", submit("student1", assignment, "print(3\n"));
        assertEquals(0, none.getInt("score"), none::toString);
        assertTrue(none.getString("compileOutput").contains("SyntaxError"), none::toString);
    }

    @Test
    void aTeacherWritesTestsInThePageAndAStudentSeesWhatCameOut() throws Exception {
        String assignment = requests.published("Tests in the page", SUITE, "student2");
        String course = ask("teacher", "GET", assignment, "").getString("course");
        String address = "/courses/" + course + assignment.replace("/api", "");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student2")) {
            var page = teacher.page();
            page.navigate(address);
            page.getByRole(AriaRole.BUTTON, named("Change the tests")).click();
            page.getByLabel("Expected output").first().fill("three");
            page.getByRole(AriaRole.BUTTON, named("Add unit tests")).click();
            page.getByLabel("Content")
                    .fill("import main\n\ndef test_of_the_page():\n    assert main.x == 4\n");
            page.getByRole(AriaRole.BUTTON, named("Save the tests")).click();
            assertThat(page.getByLabel("Tests in test_main.py")).containsText("test_of_the_page");

            submit("student2", assignment, "print(3)\nx = 5\n");
            var other = student.page();
            other.navigate(address);
            assertThat(other.getByText("Score 0")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertThat(other.getByText("0 of 10 points")).isVisible();
            assertThat(other.getByLabel("What small should write").last()).hasText("three");
            assertThat(other.getByLabel("What small wrote")).hasText("3");
            assertThat(other.getByLabel("Why test_main.py::test_of_the_page failed"))
                    .containsText("5 == 4");
            assertThat(other.getByText("0 of 1 hidden tests passed.")).isVisible();
        }
    }

    private static final String CHECKER =
            """
            import sys
            given, expected, feedback = sys.argv[1:]
            a, b = map(int, sys.stdin.read().split())
            open(feedback + "teammessage.txt", "w").write("The sum is %d." % (a + b))
            open(feedback + "score_multiplier.txt", "w").write("1" if a < b else "0.5")
            sys.exit(42 if a + b == int(open(given).read()) else 43)
            """;

    @Test
    void aProgramOfTheTeachersDecidesWhatAnOutputIsWorth() throws Exception {
        String assignment =
                requests.published(
                        "Checkers",
                        """
                        {"language":"python","tests":[{"name":"two numbers","stdin":"10","expected":""}]}
                        """,
                        "student3");
        String course = "/courses/" + ask("teacher", "GET", assignment, "").getString("course");
        String address = course + assignment.replace("/api", "");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student3")) {
            var page = teacher.page();
            page.navigate(address);
            page.getByRole(AriaRole.BUTTON, named("Change the tests")).click();
            page.getByLabel("Compared as").selectOption("checker");
            assertThat(page.getByLabel("Decided by")).hasValue("checker.py");
            page.getByLabel("Content").fill(CHECKER);
            page.getByRole(AriaRole.BUTTON, named("Save the tests")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Change the tests"))).isVisible();
            assertThat(page.getByText("Decided by")).isVisible();

            JsonObject half =
                    requests.graded("student3", submit("student3", assignment, "print(7, 3)\n"));
            assertEquals(5, half.getInt("score"), half::toString);
            var other = student.page();
            other.navigate(address);
            assertThat(other.getByText("Score 5")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            assertThat(other.getByText("partly right, 50 %")).isVisible();
            assertThat(other.getByLabel("What is said of two numbers")).hasText("The sum is 10.");
            assertFalse(
                    send("student3", "GET", assignment + "/suite", "").body().contains("feedback"));
        }

        // It goes along wherever the assignment goes.
        String blueprint = ask("teacher", "GET", assignment + "/blueprint", "").toString();
        String copy =
                ask("teacher", "POST", "/api" + course + "/assignments/imports", blueprint)
                        .getString("id");
        assertEquals(said(assignment), said("/api/assignments/" + copy));

        // One that is broken is refused, and one that fails keeps a submission waiting.
        String suite = send("teacher", "GET", assignment + "/suite", "").body();
        var refused =
                send(
                        "teacher",
                        "PUT",
                        assignment + "/suite",
                        suite.replace("import sys", "import sys("));
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("\"line\":1"), refused.body());
        String other = submit("student3", assignment, "print('no numbers')\n");
        Eventually.holds(
                () -> ask("teacher", "GET", other + "/grading", "").containsKey("held"),
                () -> send("teacher", "GET", other + "/grading", "").body());
        String held = ask("teacher", "GET", other + "/grading", "").getString("held");
        assertTrue(held.contains("two numbers") && held.contains("ValueError"), held);
        assertFalse(
                ask("student3", "GET", other + "/grading", "").getString("held").contains("Value"));
    }

    @Test
    void aScriptJudgesTheFilesAndTheHiddenPartOfItStaysHidden() throws Exception {
        String assignment =
                requests.published(
                        "Scripts",
                        """
                        {"language":"python","tests":[],"files":[
                         {"path":"script.sh","framework":"script",
                          "content":"n=$(wc -l < $1/main.py)\\necho '{\\"tests\\":[{\\"name\\":\\"short\\",\\"score\\":1,\\"max_score\\":'$n',\\"output\\":\\"'$n' lines\\"},{\\"name\\":\\"secret of the teacher\\",\\"status\\":\\"failed\\"}]}' > $2/results.json",
                          "cases":[{"name":"short"},{"name":"secret of the teacher","visibility":"hidden"}]}]}
                        """,
                        "student1");
        JsonObject seen =
                requests.graded("student1", submit("student1", assignment, "x = 1\ny = 2\n"));
        assertEquals(2.5, seen.getJsonNumber("score").doubleValue(), seen::toString);
        JsonObject test = seen.getJsonArray("tests").getJsonObject(0);
        assertEquals("script.sh::short", test.getString("name"));
        assertEquals("partly", test.getString("outcome"));
        assertEquals(50, test.getInt("percent"));
        assertEquals("2 lines", test.getString("remark"));
        String suite = send("student1", "GET", assignment + "/suite", "").body();
        assertFalse((suite + seen).contains("secret"), suite + seen);
        assertFalse(suite.contains("results.json"), suite);
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }

    private static final String UNIT_TESTS =
            """
            {"language":"python","limits":{"cpuMillis":5000},"tests":[],"files":[
             {"path":"test_main.py","framework":"pytest","weight":2,
              "content":"import pytest\\nfrom main import add\\nfrom data import WANTED\\n\\ndef test_small():\\n    assert add(1, 2) == 3\\n\\ndef test_secret_of_the_teacher():\\n    assert add(20, 22) == WANTED\\n",
              "cases":[{"name":"test_secret_of_the_teacher","visibility":"hidden","weight":3}]},
             {"path":"data.py","content":"WANTED = 42","visibility":"hidden"}]}
            """;

    @Test
    void unitTestsAreRunAndTheHiddenOnesStayHidden() throws Exception {
        String assignment = requests.published("Unit tests", UNIT_TESTS, "student1");
        JsonObject half =
                requests.graded(
                        "student1", submit("student1", assignment, "def add(a, b): return 3\n"));
        assertEquals(4, half.getJsonNumber("score").doubleValue());
        assertEquals(1, half.getJsonObject("hidden").getInt("tests"));
        JsonObject all =
                requests.graded(
                        "student1",
                        submit("student1", assignment, "def add(a, b): return a + b\n"));
        assertEquals(10, all.getInt("score"));
        JsonObject none =
                requests.graded(
                        "student1",
                        submit("student1", assignment, "def add(a, b): return str(a)\n"));
        assertEquals(0, none.getInt("score"));
        JsonObject seen = none.getJsonArray("tests").getJsonObject(0);
        assertEquals("test_main.py::test_small", seen.getString("name"));
        assertEquals("failed", seen.getString("outcome"));
        assertTrue(seen.getString("stderr").contains("'1' == 3"), seen::toString);

        String suite = send("student1", "GET", assignment + "/suite", "").body();
        assertTrue(suite.contains("test_small"), suite);
        assertFalse((suite + none).contains("secret"), suite + none);
        assertFalse(suite.contains("WANTED"), suite);

        var refused =
                send(
                        "teacher",
                        "PUT",
                        assignment + "/suite",
                        UNIT_TESTS.replace("def test_small()", "def test_small("));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("\"line\":5"), refused.body());
        refused =
                send(
                        "teacher",
                        "PUT",
                        assignment + "/suite",
                        UNIT_TESTS.replace("def test_secret", "def test_another"));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("test_secret_of_the_teacher"), refused.body());
    }

    private static final String NODE_TESTS =
            """
            {"language":"javascript","limits":{"cpuMillis":5000},"tests":[],"files":[
             {"path":"main.test.js","framework":"node-test","weight":2,
              "content":"const { test, describe, it } = require('node:test');\\nconst assert = require('node:assert/strict');\\nconst main = require('./main');\\n\\ntest('small', () => assert.equal(main.add(1, 2), 3));\\ndescribe('later', () => {\\n  it('secret', async () => assert.equal(await main.later(42), 42));\\n});\\n",
              "cases":[{"name":"later > secret","visibility":"hidden","weight":3}]}]}
            """;

    @Test
    void testsOfNodeAreRunForJavaScript() throws Exception {
        String assignment = requests.published("Tests of Node.js", NODE_TESTS, "student1");
        JsonObject half =
                requests.graded(
                        "student1",
                        requests.handIn(
                                "student1",
                                assignment,
                                "main.js",
                                "exports.add = (a, b) => a + b;\n"));
        assertEquals(4, half.getJsonNumber("score").doubleValue(), half::toString);
        assertFalse(half.toString().contains("secret"), half::toString);
        JsonObject all =
                requests.graded(
                        "student1",
                        requests.handIn(
                                "student1",
                                assignment,
                                "main.js",
                                "exports.add = (a, b) => a + b;\nexports.later = async (one) => one;\n"));
        assertEquals(10, all.getInt("score"), all::toString);
        assertEquals(
                "main.test.js::small",
                all.getJsonArray("tests").getJsonObject(0).getString("name"));
    }

    @Test
    void aSubmissionWaitsForTestsThatAreAtFault() throws Exception {
        String faulty = UNIT_TESTS.replace("assert add(1, 2) == 3", "import os; os._exit(0)");
        String assignment = requests.published("Tests at fault", faulty, "student1");
        String submission = submit("student1", assignment, "def add(a, b): return a + b\n");
        Eventually.holds(
                () -> ask("teacher", "GET", submission + "/grading", "").containsKey("held"),
                () -> send("teacher", "GET", submission + "/grading", "").body());
        JsonObject waiting = ask("student1", "GET", submission + "/grading", "");
        assertEquals("waiting", waiting.getString("state"));
        assertFalse(waiting.getString("held").contains("test_main.py"), waiting::toString);
        assertTrue(
                ask("teacher", "GET", submission + "/grading", "")
                        .getString("held")
                        .contains("test_main.py"));
        ask("teacher", "PUT", assignment + "/suite", UNIT_TESTS);
        assertEquals(10, requests.graded("student1", submission).getInt("score"));
    }
}
