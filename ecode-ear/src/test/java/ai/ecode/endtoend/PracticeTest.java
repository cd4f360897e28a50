package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Trying out what one writes for an assignment with the tests that one may see.
class PracticeTest {

    private static final String SUITE =
            """
            {"language":"python","limits":{"cpuMillis":60000},"tests":[
             {"name":"small","weight":2,"stdin":"1 2\\n","expected":"3\\n"},
             {"name":"large","weight":0,"stdin":"20 22\\n","expected":"42\\n"},
             {"name":"secret of the teacher","visibility":"hidden","stdin":"5 5\\n","expected":"10-of-the-teacher|10","comparison":"regex"}]}
            """;

    private static final String ADDS = "print(sum(map(int, input().split())))\n";
    private static final String THREE = "input(); print(3)\n";
    private static final String ENDLESS = "while True: pass\n";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    PracticeTest(RunningPlatform platform, Chromium chromium) {
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

    /// An assignment with these tests in a course of its own, and one who works on it.
    private record Work(String course, String assignment, String workspace, String address) {

        String practice() {
            return assignment + "/practice";
        }

        String wanted() {
            return "{\"workspace\":\"%s\"}".formatted(workspace);
        }

        String file() {
            return "/api/workspaces/" + workspace + "/files/main.py";
        }
    }

    private Work work(String title, String suite, String student, String... others)
            throws Exception {
        String course =
                "/api/courses/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                                .getString("id");
        String code = ask("teacher", "POST", course + "/invitation", "").getString("invitation");
        for (String one : others) {
            ask(one, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        ask(student, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        String path =
                "/api/assignments/"
                        + ask(
                                        "teacher",
                                        "POST",
                                        course + "/assignments",
                                        "{\"title\":\"%s\"}".formatted(title))
                                .getString("id");
        ask("teacher", "PUT", path + "/suite", suite);
        ask("teacher", "PUT", path + "/publication", "{\"published\":true}");
        JsonObject place = ask(student, "POST", path + "/workspace", "");
        return new Work(
                course,
                path,
                place.getString("id"),
                "/@" + student + "/" + place.getString("slug"));
    }

    private EventStream practise(String user, Work work, String wanted) throws Exception {
        return EventStream.post(platform, user, work.practice(), wanted);
    }

    private List<EventStream.Event> practised(String user, Work work, String wanted)
            throws Exception {
        try (EventStream stream = practise(user, work, wanted)) {
            return stream.toEnd();
        }
    }

    private static List<String> outcomes(List<EventStream.Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("result"))
                .map(event ->
                        event.data().getString("name") + " " + event.data().getString("outcome"))
                .toList();
    }

    @Test
    void nothingIsTestedInAnArchivedCourse() throws Exception {
        Work work = work("Put away", SUITE, "student1");
        ask("teacher", "PATCH", work.course(), "{\"archived\":true}");
        var refused = send("student1", "POST", work.practice(), work.wanted());
        assertEquals(409, refused.statusCode(), refused.body());
        assertTrue(detail(refused).contains("archive"), refused.body());
    }

    @Test
    void thePublicTestsRunAndHiddenOnesAreNeitherRunNorNamed() throws Exception {
        Work work = work("Public alone", SUITE, "student1");
        new Api(platform, "student1").overwrite(work.file(), THREE);
        List<EventStream.Event> events = practised("student1", work, work.wanted());
        assertEquals("started", events.getFirst().name());
        assertEquals("done", events.getLast().name(), events::toString);
        assertEquals(List.of("small passed", "large wrong-output"), outcomes(events));
        JsonObject large =
                events.stream()
                        .filter(event -> event.name().equals("result"))
                        .toList()
                        .getLast()
                        .data();
        assertEquals("42\n", large.getString("expected"));
        assertEquals("3\n", large.getString("stdout"));
        assertEquals("20 22\n", large.getString("stdin"));

        assertEquals(
                List.of("large wrong-output"),
                outcomes(
                        practised(
                                "student1",
                                work,
                                work.wanted().replace("}", ",\"tests\":[\"large\"]}"))));

        var hidden =
                send(
                        "student1",
                        "POST",
                        work.practice(),
                        work.wanted().replace("}", ",\"tests\":[\"secret of the teacher\"]}"));
        var missing =
                send(
                        "student1",
                        "POST",
                        work.practice(),
                        work.wanted().replace("}", ",\"tests\":[\"there is none such\"]}"));
        assertEquals(409, hidden.statusCode());
        assertEquals(409, missing.statusCode());
        assertEquals(
                detail(hidden).replace("secret of the teacher", "there is none such"),
                detail(missing),
                "it is not told which names there are");

        String seen = events + send("student1", "GET", work.practice(), "").body();
        for (String secret : List.of("secret", "5 5", "10-of-the-teacher")) {
            assertFalse(seen.contains(secret), seen);
        }
    }

    private static String detail(HttpResponse<String> problem) {
        return TestWorkspace.parse(problem).getString("detail");
    }

    @Test
    void itIsNoAttemptAndNoScore() throws Exception {
        Work work = work("Nothing is kept", SUITE, "student1");
        new Api(platform, "student1").overwrite(work.file(), ADDS);
        assertEquals(
                List.of("small passed", "large passed"),
                outcomes(practised("student1", work, work.wanted())));
        for (String list : List.of("/submissions", "/gradings")) {
            assertEquals(0, ask("student1", "GET", work.assignment() + list, "").getInt("total"));
            assertEquals(0, ask("teacher", "GET", work.assignment() + list, "").getInt("total"));
        }
        assertEquals(0, ask("student1", "GET", work.assignment() + "/standing", "").getInt("used"));
        String object = work.assignment().replace("/api/assignments/", "assignment:");
        JsonObject deed =
                new Api(platform, "auditor")
                                .get("/api/audit/events?action=assignment.practise&size=200")
                                .getJsonArray("items")
                                .stream()
                                .map(event -> event.asJsonObject())
                                .filter(event -> event.getString("object").equals(object))
                                .findFirst()
                                .orElseThrow();
        assertEquals("student1", deed.getString("actor"));
        JsonObject after = deed.getJsonObject("after");
        assertEquals(2, after.getInt("tests"));
        assertEquals(work.workspace(), after.getString("workspace"));
        assertEquals(2, after.size(), "not what came of it");
    }

    @Test
    void onlyWhoWorksOnTheAssignmentInThatWorkspaceMay() throws Exception {
        Work work = work("Others", SUITE, "student1", "student2");
        String lookup = "/api/assignments?workspace=" + work.workspace();
        for (String stranger : List.of("student3", "outsider", "developer")) {
            assertEquals(404, send(stranger, "GET", work.practice(), "").statusCode());
            assertEquals(404, send(stranger, "POST", work.practice(), work.wanted()).statusCode());
            assertEquals(404, send(stranger, "DELETE", work.practice(), "").statusCode());
            assertEquals(404, send(stranger, "GET", lookup, "").statusCode());
        }
        // In the course, not in the workspace.
        for (String other : List.of("student2", "teacher")) {
            assertEquals(404, send(other, "POST", work.practice(), work.wanted()).statusCode());
            assertEquals(404, send(other, "GET", lookup, "").statusCode());
        }
        assertEquals(1, ask("student1", "GET", lookup, "").getInt("total"));
        assertEquals(400, send("student1", "GET", "/api/assignments", "").statusCode());

        // In the workspace, not in the course.
        String members = "/api/workspaces/" + work.workspace() + "/members";
        ask("student1", "PUT", members, "{\"user\":\"student3\",\"role\":\"editor\"}");
        assertEquals(0, ask("student3", "GET", lookup, "").getInt("total"));
        assertEquals(404, send("student3", "POST", work.practice(), work.wanted()).statusCode());
        // In both: who looks on runs nothing, who edits does.
        ask("student1", "PUT", members, "{\"user\":\"student2\",\"role\":\"viewer\"}");
        assertEquals(1, ask("student2", "GET", lookup, "").getInt("total"));
        assertEquals(403, send("student2", "POST", work.practice(), work.wanted()).statusCode());
        ask("student1", "PUT", members, "{\"user\":\"student2\",\"role\":\"editor\"}");
        new Api(platform, "student1").overwrite(work.file(), ADDS);
        assertEquals(
                List.of("small passed", "large passed"),
                outcomes(practised("student2", work, work.wanted())));

        // Another workspace of one's own is for something else.
        String other = new Api(platform, "student1").createWorkspace("Other", "blank");
        try {
            assertEquals(
                    0,
                    ask("student1", "GET", "/api/assignments?workspace=" + other, "")
                            .getInt("total"));
            var refused =
                    send(
                            "student1",
                            "POST",
                            work.practice(),
                            "{\"workspace\":\"%s\"}".formatted(other));
            assertEquals(409, refused.statusCode(), refused.body());
        } finally {
            new Api(platform, "student1").deleteWorkspace(other);
        }
    }

    @Test
    void aPersonHasOneRunAtATimeAndCancelsIt() throws Exception {
        Work work = work("One at a time", SUITE, "student1");
        new Api(platform, "student1").overwrite(work.file(), ENDLESS);
        try (EventStream first = practise("student1", work, work.wanted())) {
            first.until("running");
            var second = send("student1", "POST", work.practice(), work.wanted());
            assertEquals(409, second.statusCode(), second.body());
            assertTrue(detail(second).contains("running already"), second.body());
            assertEquals(204, send("student1", "DELETE", work.practice(), "").statusCode());
            List<EventStream.Event> rest = first.toEnd();
            assertEquals("cancelled", rest.getLast().name(), rest::toString);
            assertEquals(List.of(), outcomes(rest));
        }
        new Api(platform, "student1").overwrite(work.file(), ADDS);
        assertEquals(
                List.of("small passed", "large passed"),
                outcomes(practised("student1", work, work.wanted())));
    }

    @Test
    void whoLeavesEndsTheRun() throws Exception {
        Work work = work("Left", SUITE, "student1");
        new Api(platform, "student1").overwrite(work.file(), ENDLESS);
        try (EventStream left = practise("student1", work, work.wanted())) {
            left.until("running");
        }
        new Api(platform, "student1").overwrite(work.file(), ADDS);
        // Long before the program would have used up its minute of processor time.
        Eventually.holds(
                () -> send("student1", "POST", work.practice(), work.wanted()).statusCode() == 200,
                () -> send("student1", "POST", work.practice(), work.wanted()).body());
    }

    @Test
    void nothingRunsWhenTheAssignmentIsClosed() throws Exception {
        Work work = work("Closed", SUITE, "student1");
        ask(
                "teacher",
                "PUT",
                work.assignment(),
                "{\"title\":\"Closed\",\"closesAt\":\"2026-01-01T00:00:00Z\"}");
        assertEquals(
                "2026-01-01T00:00:00Z",
                ask("student1", "GET", work.practice(), "").getString("closedAt"));
        var refused = send("student1", "POST", work.practice(), work.wanted());
        assertEquals(409, refused.statusCode());
        assertTrue(detail(refused).startsWith("The assignment is closed"), refused.body());
    }

    @Test
    void aStudentRunsThemInTheTestingView() throws Exception {
        Work work = work("Add two numbers", SUITE, "student1");
        new Api(platform, "student1").overwrite(work.file(), THREE);
        try (var visitor = chromium.visitor(platform).signIn("student1")) {
            Page page = visitor.page();
            visitor.open(work.address());
            var workbench = Workbench.on(page);
            var tests = TestingView.open(page);
            assertThat(tests.test("small")).isVisible();
            assertThat(tests.test("large")).isVisible();
            assertThat(page.getByText("secret of the teacher")).hasCount(0);

            tests.runAll();
            tests.awaitOutcome("large", "Failed");
            tests.awaitOutcome("small", "Passed");
            // A workbench that is still busy with its start does not open them by itself.
            workbench.command("Focus on Test Results View");
            if (!tests.showFailure("wrong output (does not count)")) {
                visitor.forgive();
            }
            assertThat(tests.expected()).containsText("42");
            assertThat(tests.actual()).containsText("3");
            workbench.keepScreenshots("testing-view");

            page.getByRole(AriaRole.TAB, named("Explorer")).click();
            workbench.openFile("main.py");
            workbench.replaceText(ADDS);
            tests = TestingView.open(page);
            tests.run("large");
            tests.awaitOutcome("large", "Passed");
            tests.runAll();
            tests.awaitOutcome("small", "Passed");

            page.reload();
            Workbench.on(page);
            tests = TestingView.open(page);
            assertThat(tests.test("large")).isVisible();
            tests.runAll();
            tests.awaitOutcome("large", "Passed");

            ask(
                    "teacher",
                    "PUT",
                    work.assignment(),
                    "{\"title\":\"Add two numbers\",\"closesAt\":\"2026-01-01T00:00:00Z\"}");
            tests.refresh();
            assertThat(tests.test("Closed since")).isVisible();
        }
    }

    @Test
    void elsewhereThereIsNoTestingView() throws Exception {
        var student = new Api(platform, "student1");
        String other = student.createWorkspace("No assignment", "blank");
        try (var visitor = chromium.visitor(platform).signIn("student1")) {
            visitor.open("/@student1/no-assignment");
            Workbench.on(visitor.page());
            assertThat(visitor.page().getByRole(AriaRole.TAB, named("Explorer"))).isVisible();
            assertThat(visitor.page().getByRole(AriaRole.TAB, named("Testing"))).hasCount(0);
        } finally {
            student.deleteWorkspace(other);
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
