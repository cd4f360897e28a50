package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The job that tries tests out: it gives way, can be cancelled, and outlives the server.
@Timeout(300)
class RehearsalJobTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RUNS = RunningPlatform.REHEARSAL_RUNS;
    private static final String SLOWLY = "import time; time.sleep(1)\n" + Rehearsing.HEADS;

    private final RunningPlatform platform;
    private final SignedRequests requests;
    private final Rehearsing teacher;

    RehearsalJobTest(RunningPlatform platform) {
        this.platform = platform;
        this.requests = new SignedRequests(platform);
        this.teacher = new Rehearsing(platform);
    }

    @Test
    void eachRunCountsOnceWhateverDiesAndItCanBeCancelled() throws Exception {
        String assignment =
                teacher.assignment(
                        teacher.course("Killed"), Rehearsing.suite("one", "two", "three"));
        String reference = teacher.add(assignment, "reference", "reference", SLOWLY);
        for (int i = 0; i < 6; i++) {
            teacher.add(assignment, "wrong " + i, "wrong", SLOWLY + "# %d\n".formatted(i));
        }
        String cancelled = teacher.started(assignment);
        assertEquals(409, teacher.status("teacher", "POST", assignment + "/rehearsals", ""));
        assertEquals(409, teacher.status("teacher", "DELETE", reference, ""), "it is being tried");
        assertEquals(
                "cancelled", teacher.ask("POST", cancelled + "/cancel", "").getString("state"));
        assertEquals(
                "cancelled", teacher.ask("POST", cancelled + "/cancel", "").getString("state"));
        teacher.ask(
                "PUT",
                reference,
                Rehearsing.solution("reference", "reference", SLOWLY + "# again\n"));

        String rehearsal = teacher.started(assignment);
        Eventually.holds(
                () -> teacher.ask("GET", rehearsal, "").getInt("done") >= 2,
                () -> teacher.ask("GET", rehearsal, "").toString());
        platform.liberty().kill();
        platform.liberty().start();
        platform.liberty().awaitReady(PATIENCE);
        JsonObject end = teacher.over(rehearsal);
        assertEquals("done", end.getString("state"), end::toString);
        assertEquals(7 * RUNS, end.getInt("done"), end::toString);
        JsonObject first = teacher.known(assignment).getJsonArray("solutions").getJsonObject(0);
        assertEquals("reference", first.getString("name"));
        for (JsonObject test : first.getJsonArray("tests").getValuesAs(JsonObject.class)) {
            assertEquals(RUNS, test.getInt("runs"), first::toString);
        }
    }

    @Test
    void submissionsOfStudentsGoFirst() throws Exception {
        String course = teacher.course("First", "student2");
        String taught = teacher.assignment(course, Rehearsing.suite("steady"));
        teacher.publish(taught);
        String assignment = teacher.assignment(course, Rehearsing.suite("steady"));
        teacher.add(assignment, "reference", "reference", Rehearsing.HEADS);
        String waiting =
                requests.handIn(
                        "student2", taught, "import time; time.sleep(4)\n" + Rehearsing.HEADS);
        String rehearsal = teacher.started(assignment);
        boolean graded;
        do {
            JsonObject now = teacher.ask("GET", rehearsal, "");
            graded =
                    requests.ask("student2", "GET", waiting + "/grading", "")
                            .getString("state")
                            .equals("done");
            assertTrue(graded || now.getInt("done") == 0, now::toString);
        } while (!graded);
        assertEquals("done", teacher.over(rehearsal).getString("state"));
    }
}
