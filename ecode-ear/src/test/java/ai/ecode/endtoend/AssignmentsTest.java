package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Assignments and what is handed in to them.
class AssignmentsTest {

    private static final String RUBRIC =
            "{\"criteria\":[{\"title\":\"Style\",\"levels\":[{\"title\":\"Clear\",\"points\":2},{\"title\":\"Poor\",\"points\":0}]}]}";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    AssignmentsTest(RunningPlatform platform, Chromium chromium) {
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
                                        "{\"title\":\"%s\",\"term\":\"Autumn 2026\",\"timeZone\":\"Europe/Vienna\"}"
                                                .formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String student : students) {
            ask(student, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        return course;
    }

    private String assignment(String course, String more) throws Exception {
        String path =
                "/api/assignments/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        course + "/assignments",
                                        "{\"title\":\"Sum\",\"statement\":\"Print the **sum**.\"%s}"
                                                .formatted(more))
                                .getString("id");
        ask(
                "teacher",
                "PUT",
                path + "/starter",
                "{\"items\":[{\"path\":\"src/main.py\",\"content\":\"# begin here\\n\"}]}");
        return path;
    }

    private String published(String course, String more) throws Exception {
        String path = assignment(course, more);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private String write(String user, String assignment, String text) throws Exception {
        String workspace = ask(user, "POST", assignment + "/workspace", "").getString("id");
        new Api(platform, user)
                .overwrite("/api/workspaces/" + workspace + "/files/src/main.py", text);
        return workspace;
    }

    @Test
    void studentsNeitherSeeADraftNorWhatIsAskedBeforeItOpens() throws Exception {
        String course = course("Drafts", "student1");
        String draft = assignment(course, "");
        String later =
                published(
                        course,
                        ",\"opensAt\":\"%s\"".formatted(Instant.now().plus(1, ChronoUnit.DAYS)));
        assertEquals(404, status("student1", "GET", draft, ""));
        assertEquals(404, status("student1", "POST", draft + "/workspace", ""));
        assertEquals(404, status("student1", "POST", draft + "/submissions", ""));
        var listed = ask("student1", "GET", course + "/assignments", "").getJsonArray("items");
        assertEquals(1, listed.size(), listed::toString);
        assertFalse(listed.getJsonObject(0).containsKey("statement"), listed::toString);
        assertEquals(404, status("student1", "GET", later + "/starter", ""));
        assertEquals(404, status("student1", "POST", later + "/workspace", ""));
        assertEquals(
                2, ask("teacher", "GET", course + "/assignments", "").getJsonArray("items").size());
    }

    @Test
    void aSubmissionIsTheWorkspaceAsItWasAndNeverChanges() throws Exception {
        String assignment = published(course("Snapshots", "student1", "student2"), "");
        String workspace = write("student1", assignment, "print(1)\n");
        assertEquals(
                workspace,
                ask("student1", "POST", assignment + "/workspace", "").getString("id"),
                "opening it again leads to the same workspace");
        JsonObject first = ask("student1", "POST", assignment + "/submissions", "");
        assertEquals(1, first.getInt("attempt"));
        write("student1", assignment, "print(2)\n");
        JsonObject second = ask("student1", "POST", assignment + "/submissions", "");
        assertEquals(2, second.getInt("attempt"));

        String submission = "/api/submissions/" + first.getString("id");
        assertEquals(
                "print(1)\n",
                send("student1", "GET", submission + "/files/src/main.py", "").body());
        assertEquals(
                "print(1)\n", send("teacher", "GET", submission + "/files/src/main.py", "").body());
        assertEquals(400, status("student1", "GET", submission + "/files/..%2Fetc", ""));

        // What others submitted does not exist, neither does it for an administrator.
        assertEquals(404, status("student2", "GET", submission, ""));
        assertEquals(404, status("student2", "GET", submission + "/files/src/main.py", ""));
        assertEquals(404, status("admin", "GET", submission, ""));
        assertEquals(
                0,
                ask("student2", "GET", assignment + "/submissions?user=student1", "")
                        .getInt("total"));
        assertEquals(2, ask("teacher", "GET", assignment + "/submissions", "").getInt("total"));
        assertEquals(
                2,
                ask("teacher", "GET", assignment + "/submissions?user=student1", "")
                        .getInt("total"));
        assertEquals(409, status("teacher", "DELETE", assignment, ""));
        assertEquals(
                409,
                status("teacher", "PUT", assignment + "/publication", "{\"published\":false}"));
    }

    @Test
    void whatAProgramJustWroteIsSubmittedToo() throws Exception {
        String assignment = published(course("Programs", "student3"), "");
        String workspace = write("student3", assignment, "open('made.txt', 'w').write('by it')\n");
        var api = new Api(platform, "student3");
        api.start(workspace);
        api.post(
                "/api/workspaces/" + workspace + "/executions",
                "{\"language\":\"python\",\"main\":\"src/main.py\"}");
        String submission =
                ask("student3", "POST", assignment + "/submissions", "").getString("id");
        assertEquals(
                "by it",
                send("student3", "GET", "/api/submissions/" + submission + "/files/made.txt", "")
                        .body());
        api.stop(workspace);
    }

    @Test
    void asManyAssignmentsAsThereAreCanBeOpenedBesideOnesOwnWorkspaces() throws Exception {
        String course = course("Many", "student3");
        var api = new Api(platform, "student3");
        var before = api.get("/api/quota").getJsonObject("workspaces");
        var opened = new java.util.ArrayList<String>();
        String assignment = "";
        for (int i = 0; i <= before.getInt("limit"); i++) {
            assignment = published(course, "");
            opened.add(ask("student3", "POST", assignment + "/workspace", "").getString("id"));
        }
        assertEquals(before, api.get("/api/quota").getJsonObject("workspaces"));

        // One that is opened anew takes the place of the one in the trash, which is like any other
        // then.
        String last = opened.getLast();
        api.delete("/api/workspaces/" + last);
        opened.add(ask("student3", "POST", assignment + "/workspace", "").getString("id"));
        assertEquals(before, api.get("/api/quota").getJsonObject("workspaces"));
        api.post("/api/workspaces/" + last + "/restore", "");
        assertEquals(
                before.getInt("used") + 1,
                api.get("/api/quota").getJsonObject("workspaces").getInt("used"));
        for (String workspace : opened) {
            api.deleteWorkspace(workspace);
        }
    }

    /// The answer is kept under the address as it was written: under another spelling it is as lost as with a server that died.
    @Test
    void whoLostTheAnswerGetsTheSameSubmissionAgain() throws Exception {
        String assignment = published(course("Lost answers", "student1"), ",\"attempts\":1");
        write("student1", assignment, "pass\n");
        String id = assignment.substring(assignment.lastIndexOf('/') + 1);
        String otherwise = assignment.replace(id, id.toUpperCase(Locale.ROOT));
        HttpResponse<String> first = submit(assignment, "only-once");
        HttpResponse<String> again = submit(otherwise, "only-once");
        assertEquals(201, first.statusCode(), first.body());
        assertEquals(first.body(), again.body());
        assertTrue(again.headers().firstValue("Idempotency-Replayed").isEmpty());
        assertEquals(409, submit(otherwise, "another").statusCode(), "no attempt is left");
    }

    private HttpResponse<String> submit(String assignment, String key) throws Exception {
        return platform.http()
                .send(
                        platform.request("student1", assignment + "/submissions")
                                .header("Idempotency-Key", key)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void attemptsAreCountedAlsoWhenTwoComeAtOnce() throws Exception {
        String assignment = published(course("Attempts", "student1"), ",\"attempts\":2");
        write("student1", assignment, "pass\n");
        List<CompletableFuture<Integer>> all =
                java.util.stream.IntStream.range(0, 6)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(() -> {
                                    try {
                                        return status(
                                                "student1",
                                                "POST",
                                                assignment + "/submissions",
                                                "");
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                }))
                        .toList();
        List<Integer> answers = all.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(201, 201, 409, 409, 409, 409), answers);
    }

    @Test
    void anExtensionOpensForOneAlone() throws Exception {
        String course = course("Extensions", "student1", "student2");
        Instant now = Instant.now();
        String assignment =
                published(
                        course,
                        ",\"dueAt\":\"%s\",\"closesAt\":\"%s\",\"late\":{\"percent\":20,\"unit\":\"day\"}"
                                .formatted(
                                        now.minus(3, ChronoUnit.DAYS),
                                        now.minus(1, ChronoUnit.HOURS)));
        write("student1", assignment, "pass\n");
        write("student2", assignment, "pass\n");
        assertEquals(409, status("student1", "POST", assignment + "/submissions", ""));
        String enrolment =
                ask("teacher", "GET", course + "/enrolments", "").getJsonArray("items").stream()
                        .map(item -> item.asJsonObject())
                        .filter(item -> item.getString("user").equals("student1"))
                        .findFirst()
                        .orElseThrow()
                        .getString("id");
        ask(
                "teacher",
                "PUT",
                assignment + "/extensions/" + enrolment,
                "{\"dueAt\":\"%s\",\"closesAt\":\"%s\",\"reason\":\"Was ill\"}"
                        .formatted(now.minus(25, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS)));
        assertEquals(
                403,
                status(
                        "student1",
                        "PUT",
                        assignment + "/extensions/" + enrolment,
                        "{\"moreAttempts\":1}"));
        JsonObject late = ask("student1", "POST", assignment + "/submissions", "");
        assertEquals(40, late.getInt("lateOff"), "two days have begun since it was due for them");
        assertEquals(409, status("student2", "POST", assignment + "/submissions", ""));
    }

    @Test
    void whoIsLateSpendsTheLateDaysOfTheCourseAndNoDayTwice() throws Exception {
        String course = course("Late days", "student1");
        assertEquals(
                400, status("teacher", "PATCH", course, "{\"lateDays\":366}"), "more than a year");
        assertEquals(403, status("student1", "PATCH", course, "{\"lateDays\":3}"));
        ask("teacher", "PATCH", course, "{\"lateDays\":3}");
        String late =
                ",\"dueAt\":\"%s\",\"late\":{\"percent\":20,\"unit\":\"day\"}"
                        .formatted(Instant.now().minus(25, ChronoUnit.HOURS));
        String first = published(course, late);
        write("student1", first, "pass\n");
        JsonObject before =
                ask("student1", "GET", first + "/standing", "").getJsonObject("lateDays");
        assertEquals(3, before.getInt("left"));
        assertEquals(2, before.getInt("more"), "two days have begun since it was due");
        JsonObject made = ask("student1", "POST", first + "/submissions", "");
        assertEquals(2, made.getInt("lateDays"));
        assertEquals(0, made.getInt("lateOff"));

        // One day is left for two that come at once.
        List<String> others = List.of(published(course, late), published(course, late));
        for (String other : others) {
            write("student1", other, "pass\n");
        }
        List<CompletableFuture<JsonObject>> both =
                others.stream()
                        .map(other ->
                                CompletableFuture.supplyAsync(() -> {
                                    try {
                                        return ask("student1", "POST", other + "/submissions", "");
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                }))
                        .toList();
        assertEquals(
                List.of(20, 40),
                both.stream()
                        .map(CompletableFuture::join)
                        .map(one -> one.getInt("lateOff"))
                        .sorted()
                        .toList());
        assertEquals(
                0,
                ask("student1", "GET", first + "/standing", "")
                        .getJsonObject("lateDays")
                        .getInt("left"));
    }

    @Test
    void whatIsTooLargeIsRefusedAndSaysHowLargeItIs() throws Exception {
        String assignment = published(course("Large", "student2"), "");
        String workspace = write("student2", assignment, "pass\n");
        new Api(platform, "student2")
                .put("/api/workspaces/" + workspace + "/files/large.bin", "x".repeat(17 << 20));
        var refused = send("student2", "POST", assignment + "/submissions", "");
        assertEquals(413, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("17409 KiB"), refused.body());
        assertEquals(0, ask("student2", "GET", assignment + "/submissions", "").getInt("total"));
    }

    @Test
    void whatIsKeptOfAllAttemptsTogetherIsBounded() throws Exception {
        String assignment = published(course("Many", "student2"), "");
        String workspace = write("student2", assignment, "pass\n");
        new Api(platform, "student2")
                .put("/api/workspaces/" + workspace + "/files/large.bin", "x".repeat(15 << 20));
        for (int attempt = 1; attempt <= RunningPlatform.ATTEMPTS_BYTES / (16 << 20); attempt++) {
            ask("student2", "POST", assignment + "/submissions", "");
        }
        var refused = send("student2", "POST", assignment + "/submissions", "");
        assertEquals(429, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("quota-exceeded"), refused.body());
        assertEquals(3, ask("student2", "GET", assignment + "/submissions", "").getInt("total"));
        // Smaller ones go on.
        new Api(platform, "student2")
                .overwrite("/api/workspaces/" + workspace + "/files/large.bin", "x");
        assertEquals(4, ask("student2", "POST", assignment + "/submissions", "").getInt("attempt"));
    }

    @Test
    void aDueDateBeforeTheOpeningIsNamed() throws Exception {
        var refused =
                send(
                        "teacher",
                        "POST",
                        course("Dates") + "/assignments",
                        "{\"title\":\"Back\",\"opensAt\":\"2026-12-02T10:00:00Z\",\"dueAt\":\"2026-12-01T10:00:00Z\"}");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("\"field\":\"dueAt\""), refused.body());
    }

    @Test
    void datesThatNoCourseHasAndTextsThatCannotBeKeptAreTheCallersFault() throws Exception {
        String course = course("Far away");
        for (String far : new String[] {"+999999-01-01T00:00:00Z", "0900-01-01T00:00:00Z"}) {
            var refused =
                    send(
                            "teacher",
                            "POST",
                            course + "/assignments",
                            "{\"title\":\"Far\",\"dueAt\":\"%s\"}".formatted(far));
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("\"field\":\"dueAt\""), refused.body());
        }
        var refused =
                send(
                        "teacher",
                        "POST",
                        course + "/assignments",
                        "{\"title\":\"NUL\",\"statement\":\"a\\u0000b\"}");
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("malformed-request"), refused.body());
    }

    @Test
    void whoChangesAnAssignmentFromAnOldCopyTakesNothingBack() throws Exception {
        String assignment = published(course("Two teachers"), "");
        long read = ask("teacher", "GET", assignment, "").getInt("version");
        String wanted = "{\"title\":\"%s\",\"version\":" + read + "}";
        JsonObject changed = ask("teacher", "PUT", assignment, wanted.formatted("First"));
        assertTrue(changed.getInt("version") > read, changed::toString);
        var refused = send("teacher", "PUT", assignment, wanted.formatted("Second"));
        assertEquals(409, refused.statusCode(), refused.body());
        assertEquals("First", ask("teacher", "GET", assignment, "").getString("title"));
        ask("teacher", "PUT", assignment, "{\"title\":\"Third\"}");

        String suite =
                "{\"language\":\"python\",\"tests\":[{\"name\":\"%s\",\"expected\":\"1\"}]%s}";
        long tests =
                ask("teacher", "PUT", assignment + "/suite", suite.formatted("old", ""))
                        .getInt("version");
        String seen = ",\"version\":" + tests;
        ask("teacher", "PUT", assignment + "/suite", suite.formatted("first", seen));
        refused = send("teacher", "PUT", assignment + "/suite", suite.formatted("second", seen));
        assertEquals(409, refused.statusCode(), refused.body());
        assertEquals(
                "first",
                ask("teacher", "GET", assignment + "/suite", "")
                        .getJsonArray("tests")
                        .getJsonObject(0)
                        .getString("name"));
    }

    @Test
    void whoChangesARubricOrWhatCountsFromAnOldCopyTakesNothingBack() throws Exception {
        String course = course("Two teachers judge");
        String assignment = published(course, "");
        String rubric =
                "{\"criteria\":[{\"title\":\"%s\",\"levels\":[{\"title\":\"Good\",\"points\":1}]}],\"version\":%d}";
        int none = ask("teacher", "GET", assignment + "/rubric", "").getInt("version");
        JsonObject first =
                ask("teacher", "PUT", assignment + "/rubric", rubric.formatted("First", none));
        var refused =
                send("teacher", "PUT", assignment + "/rubric", rubric.formatted("Second", none));
        assertEquals(409, refused.statusCode(), refused.body());
        JsonObject now = ask("teacher", "GET", assignment + "/rubric", "");
        assertEquals(first, now);
        assertEquals("First", now.getJsonArray("criteria").getJsonObject(0).getString("title"));
        ask(
                "teacher",
                "PUT",
                assignment + "/rubric",
                rubric.formatted("Third", now.getInt("version")));

        String plan =
                "{\"missingAsZero\":%s,\"categories\":[{\"title\":\"All\",\"weight\":100,\"dropLowest\":0}],\"version\":%d}";
        String book = course + "/gradebook";
        int simple = ask("teacher", "GET", book, "").getInt("version");
        int changed =
                ask("teacher", "PUT", book + "/plan", plan.formatted(true, simple))
                        .getInt("version");
        refused = send("teacher", "PUT", book + "/plan", plan.formatted(false, simple));
        assertEquals(409, refused.statusCode(), refused.body());
        JsonObject kept = ask("teacher", "GET", book, "");
        assertTrue(kept.getBoolean("missingAsZero"), kept::toString);
        assertEquals(changed, kept.getInt("version"), kept::toString);
        ask("teacher", "PUT", book + "/plan", plan.formatted(false, changed));
    }

    @Test
    void anArchivedCourseTakesNothing() throws Exception {
        String course = course("Archived", "student1");
        String assignment = published(course, "");
        ask("student1", "POST", assignment + "/workspace", "");
        ask("teacher", "PATCH", course, "{\"archived\":true}");
        var refused = send("student1", "POST", assignment + "/submissions", "");
        assertEquals(409, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("archive"), refused.body());
        assertEquals(0, ask("teacher", "GET", assignment + "/submissions", "").getInt("total"));
        ask("teacher", "PATCH", course, "{\"archived\":false}");
        ask("student1", "POST", assignment + "/submissions", "");
    }

    @Test
    void aCopiedCourseHasTheAssignmentsAsDrafts() throws Exception {
        String course = course("Copied");
        ask("teacher", "PATCH", course, "{\"lateDays\":3}");
        String original = published(course, ",\"dueAt\":\"2026-12-01T10:00:00Z\"");
        ask("teacher", "PUT", original + "/rubric", RUBRIC);
        String copy =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        course + "/copies",
                                        "{\"title\":\"Copied\",\"term\":\"Spring 2027\"}")
                                .getString("id");
        JsonObject assignment =
                ask("teacher", "GET", copy + "/assignments", "")
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertFalse(assignment.containsKey("publishedAt"), assignment::toString);
        assertFalse(assignment.containsKey("dueAt"), assignment::toString);
        assertEquals(3, ask("teacher", "GET", copy, "").getInt("lateDays"));
        String rubric = "/api/assignments/" + assignment.getString("id") + "/rubric";
        assertEquals(
                "Style",
                ask("teacher", "GET", rubric, "")
                        .getJsonArray("criteria")
                        .getJsonObject(0)
                        .getString("title"));
        var starter =
                ask(
                        "teacher",
                        "GET",
                        "/api/assignments/" + assignment.getString("id") + "/starter",
                        "");
        assertEquals(
                "src/main.py", starter.getJsonArray("items").getJsonObject(0).getString("path"));
    }

    @Test
    void aTeacherSetsAnAssignmentAndAStudentHandsItIn() throws Exception {
        String course = course("Pages", "student1");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student1")) {
            var page = teacher.page();
            page.navigate(course.replace("/api", ""));
            page.getByRole(AriaRole.BUTTON, named("Create assignment")).click();
            page.getByLabel("Title").fill("Sum ∑");
            page.getByLabel("Statement").fill("Print the **sum** of two numbers.");
            page.getByLabel("Due").fill("2031-01-31T23:59");
            page.getByRole(AriaRole.BUTTON, named("Create").setExact(true)).click();
            assertThat(page.getByRole(AriaRole.HEADING, named("Sum ∑"))).isVisible();
            assertThat(
                            page.locator(
                                    "strong",
                                    new com.microsoft.playwright.Page.LocatorOptions()
                                            .setHasText("sum")))
                    .isVisible();
            assertThat(page.getByText("times in Europe/Vienna")).isVisible();
            page.getByLabel("Add to the starter files")
                    .setInputFiles(
                            new com.microsoft.playwright.options.FilePayload(
                                    "main.py", "text/x-python", "print(3)\n".getBytes()));
            page.getByRole(AriaRole.BUTTON, named("Save the starter files")).click();
            assertThat(page.getByText("The starter files are saved")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Publish")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Make it a draft"))).isVisible();

            var other = student.page();
            other.navigate(course.replace("/api", ""));
            other.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Sum ∑")).click();
            String address = other.url();
            other.getByRole(AriaRole.BUTTON, named("Start working")).click();
            other.waitForURL("**/@student1/**");
            other.navigate(address);
            other.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
            assertThat(other.getByText("You have submitted once.")).isVisible();
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            other.getByRole(AriaRole.BUTTON, named("main.py")).click();
            assertThat(other.getByText("print(3)")).isVisible();
            assertThat(other.getByRole(AriaRole.HEADING, named("Starter files"))).hasCount(0);
            compareAttempts(other);

            page.reload();
            assertThat(page.getByRole(AriaRole.BUTTON, named("Attempt 1 ·"))).isVisible();
        }
    }

    /// A second attempt, in which a file is another and one is new, beside the first.
    private void compareAttempts(com.microsoft.playwright.Page page) throws Exception {
        String assignment = page.url().replaceFirst(".*(/assignments/[^/]+).*", "/api$1");
        var api = new Api(platform, "student1");
        String tree =
                "/api/workspaces/"
                        + ask("student1", "POST", assignment + "/workspace", "").getString("id")
                        + "/files/";
        api.overwrite(tree + "main.py", "a, b = map(int, input().split())\nprint(a + b)\n");
        api.put(tree + "notes.md", "It reads two numbers.\n");
        page.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, named("Attempt 2 ·")).click();
        var compared = page.getByRole(AriaRole.REGION, named("Compare attempt 2"));
        compared.getByLabel("Compare with")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        assertThat(compared)
                .containsText(
                        "From attempt 1 to attempt 2: 1 file changed, 1 file added; 0 the same.");
        compared.getByRole(
                        AriaRole.BUTTON,
                        new com.microsoft.playwright.Locator.GetByRoleOptions().setName("main.py"))
                .click();
        assertThat(compared.locator("del")).hasText("1−Removed: print(3)");
        assertThat(compared.locator("ins").last()).hasText("2+Added: print(a + b)");
        Chromium.checkEverywhere(page, "attempts-compared");
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
