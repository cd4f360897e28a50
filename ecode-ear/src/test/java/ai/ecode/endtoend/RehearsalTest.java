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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Trying tests out with a teacher's solutions before students are given them.
@Timeout(300)
class RehearsalTest {

    private static final int RUNS = RunningPlatform.REHEARSAL_RUNS;

    /// So many that at least one of them flips, however few runs there are.
    private static final int COINS = 16;

    private static final String TOSSES =
            "import random\nprint('heads' if input() == 'steady' or random.random() < 0.5 else 'tails')\n";
    private static final String NEVER = "input()\nprint('edge')\n";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;
    private final Rehearsing teacher;

    RehearsalTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
        this.teacher = new Rehearsing(platform);
    }

    private static String coins() {
        var names = new String[COINS + 1];
        for (int i = 0; i < COINS; i++) {
            names[i] = "coin " + i;
        }
        names[COINS] = "steady";
        return Rehearsing.suite(names);
    }

    @Test
    void aTestThatFlipsIsNamedAndBlocksPublishingUntilItIsInQuarantine() throws Exception {
        String assignment = teacher.assignment(teacher.course("Flips"), coins());
        teacher.add(assignment, "reference", "reference", TOSSES);
        teacher.add(assignment, "always heads", "wrong", Rehearsing.HEADS);
        assertTrue(
                teacher.refused(assignment).getString("detail").contains("have not been tried out"),
                "it was never tried");
        teacher.triedOut(assignment);

        Set<String> flipping = teacher.flipping(assignment);
        assertFalse(flipping.isEmpty());
        assertFalse(flipping.contains("steady"));
        JsonObject refusal = teacher.refused(assignment);
        String named = refusal.getString("test");
        assertTrue(flipping.contains(named), refusal::toString);
        assertTrue(
                refusal.getString("detail")
                        .startsWith(
                                "“Coins” was not published. The test “%s” does not always say the same"
                                        .formatted(named)),
                refusal::toString);
        assertTrue(
                teacher
                        .known(assignment)
                        .getJsonArray("findings")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .anyMatch(one ->
                                one.getString("kind").equals("wrong-passes")
                                        && one.getString("solution").equals("always heads")),
                () -> "a wrong solution that gets all points is named");

        for (String test : flipping) {
            teacher.quarantine(assignment, test, true);
        }
        teacher.publish(assignment);
        JsonObject deed =
                new Api(platform, "auditor")
                        .get(
                                "/api/audit/events?action=suite.quarantine&object=assignment:"
                                        + assignment.substring(17))
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertEquals("teacher", deed.getString("actor"));
        assertTrue(flipping.stream().anyMatch(deed.toString()::contains), deed::toString);
    }

    @Test
    void whatIsMendedIsTriedOutAgainAndPublished() throws Exception {
        String assignment = teacher.assignment(teacher.course("Mended"), coins());
        String reference = teacher.add(assignment, "reference", "reference", TOSSES);
        teacher.triedOut(assignment);
        Set<String> before = teacher.flipping(assignment);
        teacher.triedOut(assignment);
        assertTrue(
                teacher.flipping(assignment).containsAll(before),
                "what was seen once is not forgotten by trying again");
        assertEquals(
                2 * RUNS,
                teacher.known(assignment)
                        .getJsonArray("solutions")
                        .getJsonObject(0)
                        .getInt("runs"));

        teacher.ask(
                "PUT", reference, Rehearsing.solution("reference", "reference", Rehearsing.HEADS));
        teacher.ask("PUT", assignment + "/suite", Rehearsing.suite("steady", "another"));
        assertTrue(
                teacher.refused(assignment)
                        .getString("detail")
                        .contains("have not been tried out"));
        teacher.triedOut(assignment);
        assertEquals(List.of(), teacher.known(assignment).getJsonArray("findings"));
        teacher.publish(assignment);
        teacher.publish(assignment);
    }

    @Test
    void withoutSolutionsPublishingIsPossible() throws Exception {
        String assignment = teacher.assignment(teacher.course("Free"), Rehearsing.suite("steady"));
        assertEquals(409, teacher.status("teacher", "POST", assignment + "/rehearsals", ""));
        String wrong = teacher.add(assignment, "never", "wrong", NEVER);
        teacher.publish(assignment);
        teacher.ask("PUT", assignment + "/publication", "{\"published\":false}");
        String reference = teacher.add(assignment, "reference", "reference", Rehearsing.HEADS);
        teacher.refused(assignment);
        assertEquals(204, teacher.status("teacher", "DELETE", reference, ""));
        teacher.publish(assignment);
        assertEquals(204, teacher.status("teacher", "DELETE", wrong, ""));
    }

    @Test
    void whatIsNoSolutionIsRefusedAndNothingStored() throws Exception {
        String assignment =
                teacher.assignment(teacher.course("Refused"), Rehearsing.suite("steady"));
        String solutions = assignment + "/solutions";
        teacher.add(assignment, "reference", "reference", Rehearsing.HEADS);
        assertEquals(
                409,
                teacher.status(
                        "teacher",
                        "POST",
                        solutions,
                        Rehearsing.solution("reference", "wrong", NEVER)),
                "its name is taken");
        assertEquals(
                409,
                teacher.status(
                        "teacher",
                        "POST",
                        solutions,
                        Rehearsing.solution("other", "reference", NEVER)),
                "there is a reference");
        assertEquals(
                400,
                teacher.status(
                        "teacher",
                        "POST",
                        solutions,
                        Rehearsing.solution("other", "perfect", NEVER)));
        assertEquals(
                400,
                teacher.status(
                        "teacher", "POST", solutions, Rehearsing.solution(" ", "wrong", NEVER)));
        assertEquals(
                400,
                teacher.status(
                        "teacher",
                        "POST",
                        solutions,
                        "{\"name\":\"empty\",\"kind\":\"wrong\",\"files\":[]}"));
        assertEquals(
                413,
                teacher.status(
                        "teacher",
                        "POST",
                        solutions,
                        Rehearsing.solution("long", "wrong", "#".repeat((1 << 20) + 1))));
        assertEquals(1, teacher.ask("GET", solutions, "").getJsonArray("items").size());
    }

    @Test
    void solutionsGoWithTheirAssignment() throws Exception {
        String course = teacher.course("Copied");
        String assignment = teacher.assignment(course, Rehearsing.suite("steady"));
        String reference = teacher.add(assignment, "reference", "reference", Rehearsing.HEADS);
        teacher.triedOut(assignment);
        String copied =
                teacher.ask("POST", course + "/copies", "{\"title\":\"Copy\",\"term\":\"Next\"}")
                        .getString("id");
        String copy =
                "/api/assignments/"
                        + teacher.ask("GET", "/api/courses/" + copied + "/assignments", "")
                                .getJsonArray("items")
                                .getJsonObject(0)
                                .getString("id");
        JsonObject blueprint = teacher.ask("GET", copy + "/blueprint", "");
        assertEquals(
                Rehearsing.HEADS,
                blueprint
                        .getJsonArray("solutions")
                        .getJsonObject(0)
                        .getJsonArray("files")
                        .getJsonObject(0)
                        .getString("content"),
                blueprint::toString);
        assertEquals(204, teacher.status("teacher", "DELETE", assignment, ""));
        assertEquals(404, teacher.status("teacher", "GET", reference, ""));
        teacher.triedOut(copy);
    }

    @Test
    void aTestInQuarantineIsShownAndCountsNothing() throws Exception {
        String assignment =
                teacher.assignment(
                        teacher.course("Counts", "student1"), Rehearsing.suite("steady", "edge"));
        teacher.quarantine(assignment, "edge", true);
        assertEquals(
                409,
                teacher.status(
                        "teacher",
                        "PUT",
                        assignment + "/suite/quarantine",
                        "{\"test\":\"steady\",\"quarantined\":true}"),
                "no other test counts");
        teacher.publish(assignment);
        String submission =
                requests.handIn(
                        "student1",
                        assignment,
                        "print('heads' if input() == 'steady' else 'edge')\n");
        Eventually.holds(
                () ->
                        requests.ask("student1", "GET", submission + "/grading", "")
                                .getString("state")
                                .equals("done"),
                () -> requests.send("student1", "GET", submission + "/grading", "").body());
        JsonObject grading = requests.ask("student1", "GET", submission + "/grading", "");
        assertEquals(10, grading.getInt("score"), grading::toString);
        assertTrue(grading.toString().contains("wrong-output"), grading::toString);
        JsonObject receipt =
                requests.ask("student1", "GET", submission + "/receipt", "")
                        .getJsonObject("receipt");
        assertEquals(
                List.of(1, 0),
                receipt.getJsonArray("tests").getValuesAs(JsonObject.class).stream()
                        .map(test -> test.getInt("weight"))
                        .toList());
        teacher.quarantine(assignment, "edge", false);
        assertFalse(
                teacher.ask("GET", assignment + "/suite", "").toString().contains("quarantined"));
    }

    @Test
    void itIsForThoseWhoTeach() throws Exception {
        String course = teacher.course("Whose", "student1", "developer");
        String assignment = teacher.assignment(course, Rehearsing.suite("steady"));
        String enrolment =
                teacher
                        .ask("GET", course + "/enrolments", "")
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(one -> one.getString("user").equals("developer"))
                        .findFirst()
                        .orElseThrow()
                        .getString("id");
        teacher.ask("PUT", course + "/enrolments/" + enrolment, "{\"role\":\"assistant\"}");
        String solution = teacher.add(assignment, "reference", "reference", Rehearsing.HEADS);
        String rehearsal = teacher.started(assignment);
        teacher.over(rehearsal);
        String findings = assignment + "/rehearsals/findings";
        String solutions = assignment + "/solutions";
        String wanted = Rehearsing.solution("mine", "wrong", NEVER);
        String test = "{\"test\":\"steady\",\"quarantined\":true}";
        for (String path : List.of(solution, rehearsal, findings, solutions)) {
            assertEquals(200, teacher.status("developer", "GET", path, ""), path);
            for (String stranger : List.of("student1", "outsider", "developer2")) {
                assertEquals(404, teacher.status(stranger, "GET", path, ""), path);
            }
        }
        assertEquals(403, teacher.status("developer", "POST", solutions, wanted));
        assertEquals(403, teacher.status("developer", "PUT", solution, wanted));
        assertEquals(403, teacher.status("developer", "DELETE", solution, ""));
        assertEquals(403, teacher.status("developer", "POST", assignment + "/rehearsals", ""));
        assertEquals(403, teacher.status("developer", "POST", rehearsal + "/cancel", ""));
        assertEquals(
                403, teacher.status("developer", "PUT", assignment + "/suite/quarantine", test));
        teacher.publish(assignment);
        assertEquals(403, teacher.status("student1", "GET", solutions, ""));
        assertEquals(403, teacher.status("student1", "POST", assignment + "/rehearsals", ""));
        assertEquals(
                403, teacher.status("student1", "PUT", assignment + "/suite/quarantine", test));
        assertEquals(404, teacher.status("outsider", "POST", assignment + "/rehearsals", ""));
        assertEquals(404, teacher.status("student1", "POST", rehearsal + "/cancel", ""));
        assertEquals(
                409, teacher.status("teacher", "POST", rehearsal + "/cancel", ""), "it is over");
    }

    @Test
    void aTeacherTriesTheTestsOutOnThePage() throws Exception {
        String course = teacher.course("By hand");
        String assignment = teacher.assignment(course, coins());
        try (var visitor = chromium.visitor(platform).signIn("teacher")) {
            Page page =
                    visitor.open(
                                    "/courses/%s/assignments/%s"
                                            .formatted(
                                                    course.substring(13), assignment.substring(17)))
                            .page();
            assertThat(page.getByText("Trying the tests out before students get them")).isVisible();
            addByHand(page, "reference", TOSSES);
            var solutions = page.getByRole(AriaRole.GRID, named("Solutions"));
            assertThat(solutions.getByText("the reference")).isVisible();
            assertThat(page.getByText("It cannot be published yet")).isVisible();
            addByHand(page, "always heads", Rehearsing.HEADS);
            assertThat(solutions.getByText("always heads")).isVisible();

            button(page, "Try the tests out").click();
            assertThat(page.getByText("each solution %d times.".formatted(RUNS))).isVisible();
            var findings = page.getByRole(AriaRole.GRID, named("Findings"));
            assertThat(findings.getByText("It gets all points")).isVisible();
            assertThat(findings.getByText("Does not always say the same").first()).isVisible();
            assertThat(page.getByText("Mend it and try the tests out again")).isVisible();
            Chromium.checkEverywhere(page, "rehearsal");

            button(page, "Publish").click();
            assertThat(page.getByText("“Coins” was not published.")).isVisible();
            visitor.forgive();
            for (String test : teacher.flipping(assignment)) {
                button(page, "Put %s into quarantine".formatted(test)).click();
                assertThat(button(page, "Take %s out of quarantine".formatted(test))).isVisible();
            }
            assertThat(page.getByText("in quarantine: it counts nothing").first()).isVisible();
            assertThat(page.getByText("It cannot be published yet")).isHidden();
            Chromium.checkEverywhere(page, "rehearsal-quarantine");
            button(page, "Publish").click();
            assertThat(button(page, "Make it a draft")).isVisible();
        }
    }

    private static void addByHand(Page page, String name, String code) {
        button(page, "Add a solution").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill(name);
        dialog.getByLabel("Content of main.py").fill(code);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(dialog).isHidden();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
