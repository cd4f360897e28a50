package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who is tested next, and what becomes of what a dead worker had.
class GradingQueueTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[{"name":"says three","expected":"3"}]}
            """;

    private static final String OCCUPYING = "import time; time.sleep(12)\nprint(3)\n";
    private static final String SLOWLY = "import time; time.sleep(4)\nprint(3)\n";

    private final RunningPlatform platform;
    private final SignedRequests requests;

    GradingQueueTest(RunningPlatform platform) {
        this.platform = platform;
        this.requests = new SignedRequests(platform);
    }

    private String assignment(String title) throws Exception {
        return requests.published(title, SUITE, "student1", "student2", "student3");
    }

    /// What is to be tested is written before workers are occupied.
    private void write(String user, String assignment, String code) throws Exception {
        String workspace =
                requests.ask(user, "POST", assignment + "/workspace", "").getString("id");
        new Api(platform, user).overwrite("/api/workspaces/" + workspace + "/files/main.py", code);
    }

    private String submit(String user, String assignment) throws Exception {
        return "/api/submissions/"
                + requests.ask(user, "POST", assignment + "/submissions", "").getString("id");
    }

    /// Gives every worker something to do, each for an assignment of its own.
    private void occupyWorkers() throws Exception {
        var assignments = new ArrayList<String>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            assignments.add(assignment("Occupied " + i));
            write("student3", assignments.get(i), OCCUPYING);
        }
        var occupying = new ArrayList<String>();
        for (String one : assignments) {
            occupying.add(submit("student3", one));
        }
        for (String one : occupying) {
            Eventually.holds(
                    () -> state("student3", one).equals("running"), () -> state("student3", one));
        }
    }

    private String state(String user, String submission) throws Exception {
        return requests.ask(user, "GET", submission + "/grading", "").getString("state");
    }

    private OffsetDateTime startedAt(String submission) throws SQLException {
        try (var connection = platform.postgres().connect("ecode");
                var query =
                        connection.prepareStatement(
                                "select started_at from gradings where submission = ?")) {
            query.setObject(1, id(submission));
            try (var rows = query.executeQuery()) {
                assertTrue(rows.next());
                return rows.getObject(1, OffsetDateTime.class);
            }
        }
    }

    private static UUID id(String submission) {
        return UUID.fromString(submission.replace("/api/submissions/", ""));
    }

    @Test
    void whoHasNothingRunningGoesBeforeWhoHas() throws Exception {
        List<String> assignments =
                List.of(assignment("Fair 1"), assignment("Fair 2"), assignment("Fair 3"));
        for (String one : assignments) {
            write("student1", one, SLOWLY);
        }
        write("student2", assignments.getFirst(), SLOWLY);
        occupyWorkers();
        var many = new ArrayList<String>();
        for (String one : assignments) {
            many.add(submit("student1", one));
        }
        String single = submit("student2", assignments.getFirst());
        for (String one : many) {
            assertEquals("waiting", state("student1", one), "all workers are occupied");
        }
        requests.graded("student2", single);
        for (String one : many) {
            requests.graded("student1", one);
        }
        OffsetDateTime its = startedAt(single);
        assertTrue(its.isBefore(startedAt(many.get(1))));
        assertTrue(its.isBefore(startedAt(many.get(2))));
    }

    @Test
    void theNewestTakesThePlaceOfOnesOwnThatStillWaits() throws Exception {
        String assignment = assignment("Newest");
        String other = assignment("Beside");
        write("student1", assignment, "print(1)\n");
        write("student2", other, SLOWLY);
        occupyWorkers();
        String first = submit("student1", assignment);
        String between = submit("student2", other);
        write("student1", assignment, "print(3)\n");
        String newest = submit("student1", assignment);
        assertEquals("waiting", state("student1", first), "all workers are occupied");
        assertEquals(10, requests.graded("student1", newest).getInt("score"));
        assertEquals(0, requests.graded("student1", first).getInt("score"));
        requests.graded("student2", between);
        assertTrue(startedAt(newest).isBefore(startedAt(first)));
        assertTrue(
                !startedAt(newest).isAfter(startedAt(between)),
                "it has the place of the first one, which came before");
    }

    @Test
    void aFaultOfThePlatformIsTriedAgainAndNeverAZero() throws Exception {
        String program = "print(3) # %s\n".formatted(UUID.randomUUID());
        String assignment = assignment("Fault");
        write("student1", assignment, program);
        damage(program);
        String submission = submit("student1", assignment);
        Eventually.holds(() -> tries(submission) == 2, () -> state("student1", submission));
        var meanwhile = requests.ask("student1", "GET", submission + "/grading", "");
        assertTrue(
                List.of("waiting", "running").contains(meanwhile.getString("state")),
                meanwhile::toString);
        assertFalse(meanwhile.containsKey("score"), meanwhile::toString);
        damage(program);
        var graded = requests.graded("student1", submission);
        assertEquals(10, graded.getInt("score"), graded::toString);
        assertTrue(graded.getInt("tries") > 2, graded::toString);
    }

    /// Turns every bit of what is stored around; a second time that makes it whole again.
    private void damage(String content) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(content.getBytes(StandardCharsets.UTF_8));
        try (var connection = platform.postgres().connect("ecode");
                var chunks =
                        connection.prepareStatement(
                                "select c.blob, c.bytes from blob_chunks c join blobs b on b.id = c.blob where b.sha256 = ?");
                var change =
                        connection.prepareStatement(
                                "update blob_chunks set bytes = ? where blob = ?")) {
            chunks.setBytes(1, hash);
            try (var rows = chunks.executeQuery()) {
                assertTrue(rows.next(), "it is stored");
                byte[] bytes = rows.getBytes(2);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) ~bytes[i];
                }
                change.setBytes(1, bytes);
                change.setLong(2, rows.getLong(1));
                assertEquals(1, change.executeUpdate());
            }
        }
    }

    private int tries(String submission) throws SQLException {
        try (var connection = platform.postgres().connect("ecode");
                var query =
                        connection.prepareStatement(
                                "select tries from gradings where submission = ?")) {
            query.setObject(1, id(submission));
            try (var rows = query.executeQuery()) {
                assertTrue(rows.next());
                return rows.getInt(1);
            }
        }
    }

    @Test
    void whatADeadWorkerHadIsTakenAgainAndGradedOnce() throws Exception {
        String submission = requests.handIn("student1", assignment("Dead"), "print(3)\n");
        requests.graded("student1", submission);
        try (var connection = platform.postgres().connect("ecode");
                var results =
                        connection.prepareStatement(
                                "delete from test_results where submission = ?");
                var row =
                        connection.prepareStatement(
                                "update gradings set state = 'RUNNING', score = null, lease = gen_random_uuid(), worker = 'dead',"
                                        + " alive_at = now() - interval '1 hour' where submission = ?")) {
            connection.setAutoCommit(false);
            results.setObject(1, id(submission));
            row.setObject(1, id(submission));
            assertEquals(1, results.executeUpdate());
            assertEquals(1, row.executeUpdate());
            connection.commit();
        }
        var again = requests.graded("student1", submission);
        assertEquals(10, again.getInt("score"), again::toString);
        assertEquals(2, again.getInt("tries"), again::toString);
        assertEquals(1, again.getJsonArray("tests").size(), again::toString);
    }
}
