package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What all the work of a course comes to, for those who run it and for students.
class GradeBookTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[
             {"name":"small","stdin":"1 2\\n","expected":"3\\n"},
             {"name":"large","stdin":"20 22\\n","expected":"42\\n"},
             {"name":"hidden","visibility":"hidden","weight":2,"stdin":"5 5\\n","expected":"10\\n"}]}
            """;
    private static final String ADDS = "print(sum(map(int, input().split())))\n";
    private static final String THREE = "input(); print(3)\n";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    GradeBookTest(RunningPlatform platform, Chromium chromium) {
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

    /// With these students, and developer as its assistant.
    private String course(String title, String... students) throws Exception {
        String course =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String one : students) {
            ask(one, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        ask("developer", "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        ask(
                "teacher",
                "PUT",
                course + "/enrolments/" + enrolment(course, "developer"),
                "{\"role\":\"assistant\"}");
        return course;
    }

    private String enrolment(String course, String user) throws Exception {
        return ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                .map(item -> item.asJsonObject())
                .filter(item -> item.getString("user").equals(user))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private String assignment(String course, String wanted) throws Exception {
        String path =
                "/api/assignments/"
                        + ask("teacher", "POST", course + "/assignments", wanted).getString("id");
        ask("teacher", "PUT", path + "/suite", SUITE);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
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

    private JsonObject book(String user, String course) throws Exception {
        return ask(user, "GET", course + "/gradebook", "");
    }

    private static JsonObject row(JsonObject book, String user) {
        return book.getJsonArray("items").stream()
                .map(item -> item.asJsonObject())
                .filter(item -> item.getString("user").equals(user))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject cell(JsonObject book, String user, String column) {
        int index =
                IntStream.range(0, book.getJsonArray("columns").size())
                        .filter(i ->
                                book.getJsonArray("columns")
                                        .getJsonObject(i)
                                        .getString("id")
                                        .equals(column))
                        .findFirst()
                        .orElseThrow();
        return row(book, user).getJsonArray("cells").getJsonObject(index);
    }

    private static BigDecimal number(JsonObject of, String what) {
        return of.getJsonNumber(what).bigDecimalValue().stripTrailingZeros();
    }

    private static BigDecimal total(JsonObject book, String user) {
        return number(row(book, user).getJsonObject("result"), "percent");
    }

    private static BigDecimal of(String number) {
        return new BigDecimal(number).stripTrailingZeros();
    }

    private String item(String course, String title, int points, String category) throws Exception {
        return ask(
                        "teacher",
                        "POST",
                        course + "/gradebook/items",
                        "{\"title\":\"%s\",\"points\":%d,\"category\":\"%s\"}"
                                .formatted(title, points, category))
                .getString("id");
    }

    private static String firstCategory(JsonObject of) {
        return of.getJsonArray("categories").getJsonObject(0).getString("id");
    }

    private int say(String user, String course, String column, String whose, String said)
            throws Exception {
        return status(
                user,
                "PUT",
                course + "/gradebook/cells/" + column + "/" + enrolment(course, whose),
                said);
    }

    /// The grade book adds up what tests said in the database; a mark does so test by test. Both have to agree, whatever people
    /// said of tests, of the whole, and by the rubric.
    @Test
    void aCellIsTheMarkOfTheSubmissionThatCounts() throws Exception {
        String course = course("Cells", "student1", "student2");
        String mean = assignment(course, "{\"title\":\"Mean\",\"counting\":\"mean\"}");
        String last =
                assignment(
                        course,
                        "{\"title\":\"Last\",\"points\":7,\"counting\":\"last\",\"dueAt\":\"2020-01-01T00:00:00Z\",\"late\":{\"percent\":10,\"unit\":\"day\",\"graceMinutes\":0}}");
        graded("student1", mean, THREE);
        String second = graded("student1", mean, ADDS);
        JsonObject book = book("developer", course);
        assertEquals(of("6.25"), number(cell(book, "student1", id(mean)), "score"));
        assertEquals(2, cell(book, "student1", id(mean)).getInt("attempts"));
        assertEquals("not-due", cell(book, "student2", id(mean)).getString("state"));
        assertEquals("missing", cell(book, "student2", id(last)).getString("state"));
        assertFalse(cell(book, "student2", id(last)).getBoolean("counts"));

        ask(
                "developer",
                "PUT",
                second + "/mark/overrides",
                "{\"test\":\"large\",\"percent\":37,\"reason\":\"Nearly\"}");
        assertAgree(course, mean, "student1", List.of(of("2.5"), markOf(second)));

        JsonObject criterion =
                ask(
                                "teacher",
                                "PUT",
                                mean + "/rubric",
                                "{\"criteria\":[{\"title\":\"Names\",\"levels\":[{\"title\":\"Clear\",\"points\":2.5}]}]}")
                        .getJsonArray("criteria")
                        .getJsonObject(0);
        assertEquals(
                "ungraded",
                cell(book("teacher", course), "student1", id(mean)).getString("state"),
                "nothing is judged by the rubric");
        ask(
                "developer",
                "PUT",
                second + "/mark/criteria/" + criterion.getString("id"),
                "{\"level\":\"%s\"}"
                        .formatted(
                                criterion.getJsonArray("levels").getJsonObject(0).getString("id")));
        assertAgree(course, mean, "student1", List.of(markOf(second)));
        assertEquals(
                of("12.5"), number(cell(book("teacher", course), "student1", id(mean)), "points"));

        String late = graded("student2", last, THREE);
        assertAgree(course, last, "student2", List.of(markOf(late)));
        assertTrue(cell(book("teacher", course), "student2", id(last)).getBoolean("late"));
        ask(
                "teacher",
                "PUT",
                late + "/mark/overrides",
                "{\"score\":3.3333,\"reason\":\"Explained\"}");
        assertAgree(course, last, "student2", List.of(of("3.3333")));
    }

    private BigDecimal markOf(String submission) throws Exception {
        return number(ask("teacher", "GET", submission + "/mark", ""), "score");
    }

    private void assertAgree(String course, String assignment, String user, List<BigDecimal> marks)
            throws Exception {
        BigDecimal mean =
                marks.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(marks.size()), 4, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        assertEquals(mean, number(cell(book("teacher", course), user, id(assignment)), "score"));
    }

    @Test
    void totalsFollowWeightsDropsExcusesAndWhatIsMissing() throws Exception {
        String course = course("Totals", "student1", "student2");
        String simple = firstCategory(book("teacher", course));
        String quiz = item(course, "Quiz", 10, simple);
        String lab = item(course, "Lab", 10, simple);
        String oral = item(course, "Oral", 20, simple);
        String plan =
                "{\"missingAsZero\":%s,\"categories\":[{\"id\":\"%s\",\"title\":\"Homework\",\"weight\":50,\"dropLowest\":%d},{\"id\":\"7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b11\",\"title\":\"Exams\",\"weight\":30}],\"places\":[{\"column\":\"%s\",\"category\":\"7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b11\"}]}";
        String path = course + "/gradebook/plan";
        assertEquals(403, status("developer", "PUT", path, plan.formatted(false, simple, 0, oral)));
        assertEquals(
                of("80"),
                number(
                        ask("teacher", "PUT", path, plan.formatted(false, simple, 0, oral)),
                        "weights"));

        assertEquals(200, say("developer", course, quiz, "student1", scored("9")));
        assertEquals(200, say("developer", course, lab, "student1", scored("4.5")));
        JsonObject book = book("teacher", course);
        assertEquals(of("67.5"), total(book, "student1"), "exams are left out: nothing counts yet");
        assertEquals(of("50"), number(row(book, "student1").getJsonObject("result"), "of"));
        assertFalse(row(book, "student2").getJsonObject("result").containsKey("percent"));

        assertEquals(200, say("teacher", course, oral, "student1", scored("20")));
        book = book("teacher", course);
        JsonObject result = row(book, "student1").getJsonObject("result");
        assertEquals(of("63.75"), number(result, "reached"));
        assertEquals(of("80"), number(result, "of"), "never made 100");
        assertEquals(of("79.69"), number(result, "percent"));

        ask("teacher", "PUT", path, plan.formatted(false, simple, 1, oral));
        book = book("teacher", course);
        assertTrue(cell(book, "student1", lab).getBoolean("dropped"));
        assertEquals(of("93.75"), total(book, "student1"));

        assertEquals(403, say("developer", course, oral, "student1", ruled("excused", "Was ill")));
        assertEquals(400, say("teacher", course, oral, "student1", ruled("excused", " ")));
        assertEquals(200, say("teacher", course, oral, "student1", ruled("excused", "Was ill")));
        book = book("teacher", course);
        assertEquals("excused", cell(book, "student1", oral).getString("state"));
        assertEquals(of("90"), total(book, "student1"));
        assertEquals(200, say("teacher", course, oral, "student1", ruled("missing", "Copied")));
        assertEquals(of("56.25"), total(book("teacher", course), "student1"));
        String oralOf1 = course + "/gradebook/cells/" + oral + "/" + enrolment(course, "student1");
        assertEquals(403, status("developer", "DELETE", oralOf1, ""), "a teacher ruled it");
        ask("teacher", "DELETE", oralOf1, "");
        assertEquals(of("93.75"), total(book("teacher", course), "student1"));
        theLedgerSaysWhatItWasAndIs(oral);

        assertEquals(400, say("teacher", course, quiz, "student2", scored("10.5")));
        assertEquals(400, say("teacher", course, quiz, "student2", scored("-1")));
        assertEquals(404, say("teacher", course, simple, "student2", scored("1")));
        assertEquals(
                400,
                status(
                        "teacher",
                        "PUT",
                        path,
                        plan.formatted(false, simple, 1, oral).replace(":50", ":-1")));
        assertEquals(
                409,
                status(
                        "teacher",
                        "PUT",
                        course + "/gradebook/items/" + quiz,
                        "{\"title\":\"Quiz\",\"points\":5,\"category\":\"%s\"}".formatted(simple)));
        JsonObject sorted = ask("teacher", "GET", course + "/gradebook?sort=total,desc&size=1", "");
        assertEquals(2, sorted.getInt("total"));
        row(sorted, "student1");
        assertEquals(400, status("teacher", "GET", course + "/gradebook?sort=shoe", ""));

        ask("teacher", "PATCH", course, "{\"archived\":true}");
        assertEquals(409, say("teacher", course, quiz, "student1", scored("1")));
        assertEquals(409, status("teacher", "PUT", path, plan.formatted(false, simple, 0, oral)));
        assertEquals(of("93.75"), total(book("teacher", course), "student1"));
        assertFalse(book("teacher", course).getBoolean("mayChange"));
    }

    private static String scored(String score) {
        return "{\"state\":\"scored\",\"score\":%s}".formatted(score);
    }

    private static String ruled(String state, String reason) {
        return "{\"state\":\"%s\",\"reason\":\"%s\"}".formatted(state, reason);
    }

    private void theLedgerSaysWhatItWasAndIs(String item) throws Exception {
        List<JsonObject> deeds =
                new Api(platform, "auditor")
                                .get("/api/audit/events?action=gradecell.rule&size=200")
                                .getJsonArray("items")
                                .stream()
                                .map(event -> event.asJsonObject())
                                .filter(event ->
                                        event.getString("object").equals("gradeitem:" + item))
                                .toList();
        assertEquals(2, deeds.size());
        assertEquals("excused", deeds.getFirst().getJsonObject("before").getString("state"));
        assertEquals("missing", deeds.getFirst().getJsonObject("after").getString("state"));
        assertEquals("Copied", deeds.getFirst().getJsonObject("after").getString("reason"));
    }

    @Test
    void aStudentSeesWhatIsReleasedAndNothingElse() throws Exception {
        String course = course("Released", "student1", "student2");
        String assignment =
                assignment(
                        course, "{\"title\":\"Held\",\"release\":\"held\",\"counting\":\"best\"}");
        String submission = graded("student1", assignment, THREE);
        String oral = item(course, "Oral", 20, firstCategory(book("teacher", course)));
        assertEquals(200, say("developer", course, oral, "student1", scored("13")));
        assertEquals(200, say("developer", course, oral, "student2", scored("11")));

        JsonObject before = book("student1", course);
        assertEquals("own", before.getString("scope"));
        assertEquals(1, before.getJsonArray("columns").size(), "an item that is not released");
        assertEquals(1, before.getJsonArray("items").size());
        assertEquals("ungraded", cell(before, "student1", id(assignment)).getString("state"));
        assertFalse(before.toString().contains("2.5"), before::toString);
        assertFalse(row(before, "student1").getJsonObject("result").containsKey("percent"));
        assertEquals(of("51.67"), total(book("teacher", course), "student1"));
        assertEquals(404, status("student3", "GET", course + "/gradebook", ""));

        ask("teacher", "PUT", assignment + "/release", "");
        assertEquals(of("25"), total(book("student1", course), "student1"));
        assertEquals(
                403,
                status("developer", "PUT", course + "/gradebook/items/" + oral + "/release", ""));
        ask("teacher", "PUT", course + "/gradebook/items/" + oral + "/release", "");
        JsonObject after = book("student1", course);
        assertEquals(of("13"), number(cell(after, "student1", oral), "score"));
        assertEquals(of("51.67"), total(after, "student1"));
        assertFalse(after.toString().contains("\"score\":11"), after::toString);

        assertEquals(200, say("developer", course, oral, "student1", scored("19")));
        ask(
                "teacher",
                "PUT",
                submission + "/mark/overrides",
                "{\"score\":9,\"reason\":\"Explained\"}");
        assertEquals(after, book("student1", course), "exactly as it was released");
        JsonObject staff = book("teacher", course);
        assertEquals(of("19"), number(cell(staff, "student1", oral), "score"));
        assertEquals(of("13"), number(cell(staff, "student1", oral), "released"));
        assertEquals(
                of("51.67"), number(row(staff, "student1").getJsonObject("released"), "percent"));

        assertEquals(
                200,
                say("teacher", course, oral, "student1", ruled("excused", "A private reason")));
        JsonObject excused = book("student1", course);
        assertEquals("excused", cell(excused, "student1", oral).getString("state"));
        assertFalse(excused.toString().contains("private"), excused::toString);
        ask("teacher", "DELETE", course + "/gradebook/items/" + oral + "/release", "");
        assertEquals(1, book("student1", course).getJsonArray("columns").size());
    }

    @Test
    void aCopiedCourseCountsTheSame() throws Exception {
        String course = course("Original", "student1");
        String assignment = assignment(course, "{\"title\":\"Sum\"}");
        String simple = firstCategory(book("teacher", course));
        item(course, "Oral", 20, simple);
        ask(
                "teacher",
                "PUT",
                course + "/gradebook/plan",
                "{\"missingAsZero\":true,\"categories\":[{\"id\":\"%s\",\"title\":\"First\",\"weight\":40},{\"id\":\"7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b12\",\"title\":\"Second\",\"weight\":60,\"dropLowest\":2}],\"places\":[{\"column\":\"%s\",\"category\":\"7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b12\"}]}"
                        .formatted(simple, id(assignment)));
        String copy =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        course + "/copies",
                                        "{\"title\":\"Copy\",\"term\":\"Next\"}")
                                .getString("id");
        String copied =
                ask("teacher", "GET", copy + "/assignments", "")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id");
        ask(
                "teacher",
                "PUT",
                "/api/assignments/" + copied + "/publication",
                "{\"published\":true}");
        JsonObject book = book("teacher", copy);
        assertTrue(book.getBoolean("missingAsZero"));
        assertEquals(
                "7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b12",
                book.getJsonArray("columns").getJsonObject(0).getString("category"));
        assertEquals("Oral", book.getJsonArray("columns").getJsonObject(1).getString("title"));
        assertEquals(0, book.getInt("total"));
    }

    private HttpResponse<String> csv(
            String user, String method, String path, String body, String etag) throws Exception {
        var request =
                platform.request(user, path)
                        .header("Content-Type", "text/csv")
                        .header("Accept", method.equals("GET") ? "text/csv" : "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    @Test
    void whatIsExportedIsImportedAfterItWasLookedAt() throws Exception {
        String course = course("Files", "student1", "student2");
        String assignment = assignment(course, "{\"title\":\"Sum, of two\"}");
        graded("student1", assignment, THREE);
        String formula = item(course, "=1+1", 20, firstCategory(book("teacher", course)));
        assertEquals(200, say("teacher", course, formula, "student1", scored("17.25")));
        assertEquals(200, say("teacher", course, formula, "student2", ruled("excused", "Ill")));
        String book = course + "/gradebook";

        var exported = csv("developer", "GET", book, "", "");
        assertEquals(200, exported.statusCode());
        assertTrue(
                exported.headers().firstValue("Content-Type").orElseThrow().startsWith("text/csv"));
        assertEquals(exported.body(), csv("teacher", "GET", book + "?format=csv", "", "").body());
        assertEquals(
                List.of(
                        "email,user,name,section,\"Sum, of two (10 points)\",'=1+1 (20 points),total in percent",
                        "student1@demo.example,student1,Sam Student,,2.5,17.25,65.83",
                        "student2@demo.example,student2,Sofia Student,,,excused,"),
                exported.body().lines().toList());
        assertEquals(403, csv("student1", "GET", book, "", "").statusCode());

        JsonObject same = json(csv("teacher", "POST", book, exported.body(), ""));
        assertEquals(0, same.getInt("total"), same::toString);
        assertEquals(3, same.getInt("same"), same::toString);
        assertEquals(
                "total in percent", same.getJsonArray("passedOver").getString(0), same::toString);

        String bad =
                "user;email;=1+1;Sum, of two;Oral (5 points)\nstudent1;;21;9;4\n;nobody@demo.example;1;;\nstudent2;;good;;5\nstudent2;;1;;\n";
        JsonObject faults = json(csv("teacher", "POST", book, bad, ""));
        assertEquals(
                List.of("2 =1+1", "2 Sum, of two", "3 email", "4 =1+1", "5 user"),
                faults.getJsonArray("faults").stream()
                        .map(one -> one.asJsonObject())
                        .map(one -> one.getInt("line") + " " + one.getString("field"))
                        .toList());
        assertEquals(400, csv("teacher", "PUT", book, bad, "\"any\"").statusCode());

        String good =
                "user;email;=1+1 (20 points);Oral (5 points)\nstudent1;;18,5;4\n;student2@demo.example;12;missing\n";
        assertEquals(403, csv("developer", "POST", book, good, "").statusCode());
        var looked = csv("teacher", "POST", book, good, "");
        JsonObject plan = json(looked);
        assertEquals(4, plan.getInt("total"), plan::toString);
        assertEquals("Oral", plan.getJsonArray("columns").getJsonObject(0).getString("title"));
        assertEquals("excused", plan.getJsonArray("changes").getJsonObject(2).getString("before"));
        assertEquals(2, book("teacher", course).getJsonArray("columns").size(), "only looked at");
        String etag = looked.headers().firstValue("ETag").orElseThrow();
        assertEquals(428, csv("teacher", "PUT", book, good, "").statusCode());
        assertEquals(200, say("teacher", course, formula, "student1", scored("17.5")));
        assertEquals(412, csv("teacher", "PUT", book, good, etag).statusCode());
        assertEquals(2, book("teacher", course).getJsonArray("columns").size(), "all or nothing");
        etag = csv("teacher", "POST", book, good, "").headers().firstValue("ETag").orElseThrow();
        assertEquals(200, csv("teacher", "PUT", book, good, etag).statusCode());
        JsonObject after = book("teacher", course);
        assertEquals(of("18.5"), number(cell(after, "student1", formula), "score"));
        assertEquals(of("12"), number(cell(after, "student2", formula), "score"));
        String oral = after.getJsonArray("columns").getJsonObject(2).getString("id");
        assertEquals(of("4"), number(cell(after, "student1", oral), "score"));
        assertEquals("missing", cell(after, "student2", oral).getString("state"));
    }

    @Test
    void progressIsEverybodysForTheStaffAndOnesOwnForAStudent() throws Exception {
        String course = course("Progress", "student1", "student2");
        String sum = assignment(course, "{\"title\":\"Sum\",\"dueAt\":\"2020-01-01T00:00:00Z\"}");
        assignment(course, "{\"title\":\"Later\",\"opensAt\":\"2099-01-01T00:00:00Z\"}");
        String open = assignment(course, "{\"title\":\"Open\"}");
        graded("student1", sum, ADDS);
        String begun = ask("student1", "POST", open + "/workspace", "").getString("id");

        JsonObject all = ask("developer", "GET", course + "/progress", "");
        assertEquals(2, all.getInt("total"));
        JsonObject one = row(all, "student1");
        assertEquals(List.of("handed-in", "begun", "upcoming"), states(one));
        assertEquals(1, one.getInt("begun"));
        assertEquals(1, one.getInt("handedIn"));
        assertTrue(one.containsKey("lastActiveAt"));
        assertEquals(List.of("missing", "open", "upcoming"), states(row(all, "student2")));
        assertEquals(1, row(all, "student2").getInt("missing"));

        JsonObject own = ask("student2", "GET", course + "/progress", "");
        assertEquals(1, own.getInt("total"));
        assertEquals(List.of("missing", "open", "upcoming"), states(row(own, "student2")));
        assertFalse(own.toString().contains("student1"), own::toString);

        JsonObject statistics = ask("developer", "GET", course + "/gradebook/statistics", "");
        assertEquals(2, statistics.getJsonArray("items").size(), statistics::toString);
        assertEquals(
                of("100"), number(statistics.getJsonArray("items").getJsonObject(0), "median"));
        assertEquals(403, status("student2", "GET", course + "/gradebook/statistics", ""));
        assertEquals(204, status("student1", "DELETE", "/api/workspaces/" + begun, ""));
    }

    /// In the order of their titles.
    private static List<String> states(JsonObject row) {
        return row.getJsonArray("assignments").stream()
                .map(one -> one.asJsonObject())
                .sorted(
                        Comparator.comparing(one ->
                                List.of("Sum", "Open", "Later").indexOf(one.getString("title"))))
                .map(one -> one.getString("state"))
                .toList();
    }

    /// The whole way, in the pages.
    @Test
    void aTeacherWeighsDropsAndExcusesAndTheStudentSeesWhatIsReleased() throws Exception {
        String course = course("Pages", "student1", "student2");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student1")) {
            var page = teacher.page();
            page.navigate(course.replace("/api", ""));
            page.getByRole(AriaRole.LINK, named("Grade book")).click();
            column(page, "Quiz", "10");
            column(page, "Lab", "10");
            weigh(page);
            type(page, "Quiz", "Sam Student", "9");
            type(page, "Lab", "Sam Student", "2");
            assertThat(page.getByRole(AriaRole.BUTTON, named("Total of Sam Student: 90 %")))
                    .isVisible();
            assertThat(
                            page.getByRole(
                                    AriaRole.BUTTON,
                                    named("Lab of Sam Student: 2 of 10 points, dropped")))
                    .isVisible();
            page.getByRole(AriaRole.BUTTON, named("Total of Sam Student: 90 %")).click();
            assertThat(page.getByText("9 of 10, 1 dropped")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Close").setExact(true)).click();

            page.getByRole(AriaRole.BUTTON, named("Quiz of Sam Student")).click();
            page.getByRole(AriaRole.RADIO, named("Excused")).check();
            page.getByRole(AriaRole.TEXTBOX, named("Reason")).fill("Was ill");
            page.getByRole(AriaRole.BUTTON, named("Save")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Total of Sam Student: 20 %")))
                    .isVisible();

            page.getByLabel("File with scores")
                    .setInputFiles(
                            new FilePayload(
                                    "scores.csv",
                                    "text/csv",
                                    "user,Lab,Oral (20 points)\nstudent1,3,10\nnobody,1,1\n"
                                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(page.getByText("Line 3, user: No student of the course is “nobody”."))
                    .isVisible();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Import"))).isDisabled();
            page.getByLabel("File with scores")
                    .setInputFiles(
                            new FilePayload(
                                    "scores.csv",
                                    "text/csv",
                                    "user,Lab,Oral (20 points)\nstudent1,3,20\n"
                                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(page.getByText("2 cells would change.")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Import")).click();
            assertThat(
                            page.getByRole(
                                    AriaRole.BUTTON,
                                    named("Lab of Sam Student: 3 of 10 points, dropped")))
                    .isVisible();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Total of Sam Student: 100 %")))
                    .isVisible();

            var other = student.page();
            other.navigate(course.replace("/api", ""));
            other.getByRole(AriaRole.LINK, named("My progress")).click();
            assertThat(other.getByText("Your total so far: –")).isVisible();
            assertThat(other.getByText("Lab", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);

            page.getByRole(AriaRole.BUTTON, named("Open Lab")).click();
            page.getByRole(AriaRole.BUTTON, named("Release the scores")).click();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            other.reload();
            assertThat(other.getByText("Your total so far: 30 %")).isVisible();
            assertThat(other.getByText("3 of 10 points").first()).isVisible();
            assertThat(other.getByText("Quiz", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
        }
    }

    private static void column(Page page, String title, String points) {
        page.getByRole(AriaRole.BUTTON, named("Add a column")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Title")).fill(title);
        page.getByRole(AriaRole.SPINBUTTON, named("Points")).fill(points);
        page.getByRole(AriaRole.BUTTON, named("Add").setExact(true)).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Open " + title))).isVisible();
    }

    private static void weigh(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Weights")).click();
        page.getByLabel("Drop the lowest").fill("1");
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    private static void type(Page page, String title, String name, String score) {
        page.getByRole(AriaRole.BUTTON, named(title + " of " + name)).click();
        page.getByRole(AriaRole.SPINBUTTON, named("Points")).fill(score);
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(
                        page.getByRole(
                                AriaRole.BUTTON,
                                named("%s of %s: %s of".formatted(title, name, score))))
                .isVisible();
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
