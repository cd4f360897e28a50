package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What the page of an assignment does where a person or the network is not careful.
class AssignmentPageTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[{"name":"two lines","stdin":"","expected":"one\\ntwo\\n","comparison":"exact"}]}
            """;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    AssignmentPageTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }

    private String page(String assignment) throws Exception {
        return "/courses/"
                + requests.ask("teacher", "GET", assignment, "").getString("course")
                + assignment.replace("/api", "");
    }

    @Test
    void whoLostTheAnswerPressesSubmitAgainAndHandsInOnce() throws Exception {
        String assignment = requests.published("Lost on the way", SUITE, "student1");
        requests.ask("student1", "POST", assignment + "/workspace", "");
        try (var student = chromium.visitor(platform).signIn("student1")) {
            Page page = student.page();
            Set<String> keys = new ConcurrentSkipListSet<>();
            var asked = new AtomicInteger();
            page.route(
                    "**" + assignment + "/submissions",
                    route -> {
                        if (!route.request().method().equals("POST")) {
                            route.resume();
                            return;
                        }
                        keys.add(String.valueOf(route.request().headerValue("idempotency-key")));
                        if (asked.incrementAndGet() == 1) {
                            // The server does it, and the answer is lost.
                            route.fetch();
                            route.abort();
                        } else {
                            route.resume();
                        }
                    });
            page.navigate(page(assignment));
            page.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
            assertThat(page.getByText("It is not known whether it was submitted")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
            assertThat(page.getByText("Attempt 1 was received")).isVisible();
            student.forgive();
            assertEquals(2, asked.get());
            assertEquals(1, keys.size(), keys::toString);
            assertEquals(
                    1,
                    requests.ask("student1", "GET", assignment + "/submissions", "")
                            .getInt("total"));

            page.getByRole(AriaRole.BUTTON, named("Submit").setExact(true)).click();
            assertThat(page.getByText("Attempt 2 was received")).isVisible();
            assertEquals(2, keys.size(), keys::toString);
        }
    }

    @Test
    void halfADateIsNoAbsentOneAndTheOtherDatesStayToTheSecond() throws Exception {
        String assignment = requests.published("Dates", SUITE, "student1");
        String due = "2031-01-31T22:59:59Z";
        requests.ask(
                "teacher",
                "PUT",
                assignment,
                "{\"title\":\"Dates\",\"opensAt\":\"2026-01-01T00:00:00Z\",\"dueAt\":\"%s\"}"
                        .formatted(due));
        try (var teacher = chromium.visitor(platform).signIn("teacher")) {
            Page page = teacher.page();
            page.navigate(page(assignment));
            page.getByRole(AriaRole.BUTTON, named("Change").setExact(true)).click();
            Locator closes = page.getByLabel("Closes");
            closes.focus();
            page.keyboard().type("02");
            page.getByRole(AriaRole.BUTTON, named("Change").setExact(true)).click();
            assertThat(closes).isFocused();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            closes.fill("2031-02-28T12:00");
            page.getByLabel("Title").fill("Dates of the course");
            page.getByRole(AriaRole.BUTTON, named("Change").setExact(true)).click();
            assertThat(page.getByRole(AriaRole.HEADING, named("Dates of the course"))).isVisible();
            JsonObject saved = requests.ask("teacher", "GET", assignment, "");
            assertEquals(due, saved.getString("dueAt"), saved::toString);
            assertEquals("2031-02-28T12:00:00Z", saved.getString("closesAt"), saved::toString);
        }
    }

    @Test
    void aToleranceIsTypedAndWhatDiffersIsShown() throws Exception {
        String assignment = requests.published("Typed", SUITE, "student1");
        try (var teacher = chromium.visitor(platform).signIn("teacher");
                var student = chromium.visitor(platform).signIn("student1")) {
            Page page = teacher.page();
            page.navigate(page(assignment));
            page.getByRole(AriaRole.BUTTON, named("Change the tests")).click();
            page.getByLabel("Compared as").selectOption("numeric");
            Locator tolerance = page.getByLabel("Tolerance");
            tolerance.clear();
            tolerance.pressSequentially("0.05");
            page.getByLabel("Arguments").fill("--name\nAda Lovelace");
            page.getByLabel("Kibibytes that each test may write").fill("64");
            Locator seconds = page.getByLabel("Seconds that a test may take from start to end");
            seconds.fill("7.5");
            seconds.scrollIntoViewIfNeeded();
            Chromium.checkEverywhere(page, "limits-of-tests");
            page.getByRole(AriaRole.BUTTON, named("Save the tests")).click();
            assertThat(seconds).isFocused();
            assertThat(page.getByText("Give a number from 40 up.").first()).isVisible();
            seconds.fill("45.5");
            page.getByRole(AriaRole.BUTTON, named("Save the tests")).click();
            assertThat(page.getByLabel("Arguments of two lines")).containsText("Ada Lovelace");
            JsonObject suite = requests.ask("teacher", "GET", assignment + "/suite", "");
            JsonObject test = suite.getJsonArray("tests").getJsonObject(0);
            assertEquals(0.05, test.getJsonNumber("tolerance").doubleValue());
            assertEquals(2, test.getJsonArray("args").size(), test::toString);
            assertEquals(64 << 10, suite.getJsonObject("limits").getInt("outputBytes"));
            assertEquals(45_500, suite.getJsonObject("limits").getInt("wallMillis"));

            requests.graded(
                    "student1",
                    requests.handIn(
                            "student1",
                            assignment,
                            "import sys\nprint('one')\nprint(sys.argv[2])\n"));
            Page other = student.page();
            other.navigate(page(assignment));
            other.getByRole(AriaRole.BUTTON, named("Attempt 1 ·")).click();
            Locator difference = other.getByLabel("Difference of two lines");
            assertThat(difference.locator("del")).containsText("two");
            assertThat(difference.locator("ins")).containsText("Ada Lovelace");
            difference.scrollIntoViewIfNeeded();
            Chromium.checkEverywhere(other, "submission-difference");

            page.reload();
            page.getByLabel("Submissions of").selectOption("student1");
            assertThat(page.getByRole(AriaRole.BUTTON, named("Attempt 1 ·"))).isVisible();
            page.getByLabel("Submissions of").scrollIntoViewIfNeeded();
            Chromium.checkEverywhere(page, "submissions-of-one");
        }
    }
}
