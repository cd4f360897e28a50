package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Trying tests out with a teacher's solutions before students are given them.
@Timeout(300)
class RehearsalTest {

    private static final int RUNS = RunningPlatform.REHEARSAL_RUNS;

    private static final String NEVER = "input()\nprint('edge')\n";

    private final RunningPlatform platform;
    private final SignedRequests requests;
    private final Rehearsing teacher;

    RehearsalTest(RunningPlatform platform) {
        this.platform = platform;
        this.requests = new SignedRequests(platform);
        this.teacher = new Rehearsing(platform);
    }

    @Test
    void aTestThatFlipsIsNamedAndBlocksPublishingUntilItIsInQuarantine() throws Exception {
        String assignment = teacher.assignment(teacher.course("Flips"), Rehearsing.coins());
        teacher.add(assignment, "reference", "reference", Rehearsing.TOSSES);
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
        String assignment = teacher.assignment(teacher.course("Mended"), Rehearsing.coins());
        String reference = teacher.add(assignment, "reference", "reference", Rehearsing.TOSSES);
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
}
