package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// What is much too large is refused in words, and nothing of it is kept; nothing else is lost.
class BadClassroomInputTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[{"name":"says three","expected":"3\\n"}]}
            """;

    private static final String LONG_NAME = "n".repeat(4_997) + ".py";

    private final RunningPlatform platform;
    private final SignedRequests requests;

    BadClassroomInputTest(RunningPlatform platform) {
        this.platform = platform;
        this.requests = new SignedRequests(platform);
    }

    private static void assertRefused(HttpResponse<String> refused, String why) {
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains(why), refused.body());
        assertTrue(refused.body().length() < 2_000, "it is not told all over again");
    }

    @Test
    void aNameOf5000BytesIsRefusedWhereverItStandsAndNothingElseIsHalfApplied() throws Exception {
        String assignment = requests.published("Long names", SUITE, "student1");
        String starter =
                "{\"items\":[{\"path\":\"main.py\",\"content\":\"# begin\\n\"},{\"path\":\"%s\",\"content\":\"\"}]}";
        requests.ask("teacher", "PUT", assignment + "/starter", starter.formatted("other.py"));
        String before = requests.send("teacher", "GET", assignment + "/starter", "").body();
        assertRefused(
                requests.send(
                        "teacher",
                        "PUT",
                        assignment + "/starter",
                        starter.replace("begin", "changed").formatted(LONG_NAME)),
                "longer than 4096 bytes");
        assertEquals(before, requests.send("teacher", "GET", assignment + "/starter", "").body());

        String suite = requests.send("teacher", "GET", assignment + "/suite", "").body();
        assertRefused(
                requests.send(
                        "teacher",
                        "PUT",
                        assignment + "/suite",
                        SUITE.strip().replaceAll("}$", "")
                                + ",\"files\":[{\"path\":\"%s\",\"content\":\"\"}]}"
                                        .formatted(LONG_NAME)),
                "The path of a file of tests has at most");
        assertEquals(suite, requests.send("teacher", "GET", assignment + "/suite", "").body());

        String workspace =
                "/api/workspaces/"
                        + requests.ask("student1", "POST", assignment + "/workspace", "")
                                .getString("id");
        assertRefused(
                requests.send("student1", "PUT", workspace + "/files/" + LONG_NAME, "pass"),
                "longer than 4096 bytes");
        assertEquals(
                "# begin\n",
                requests.send("student1", "GET", workspace + "/files/main.py", "").body());
        new Api(platform, "student1").deleteWorkspace(workspace.substring(16));
    }

    @Test
    void aSubmissionOf200MegabytesIsRefusedAndTheWorkStays() throws Exception {
        String assignment = requests.published("Large work", SUITE, "student2");
        String id = requests.ask("student2", "POST", assignment + "/workspace", "").getString("id");
        var api = new Api(platform, "student2");
        String files = "/api/workspaces/" + id + "/files/";
        for (int part = 1; part <= 5; part++) {
            api.put(files + "part" + part, "x".repeat(40 << 20));
        }
        var refused = requests.send("student2", "POST", assignment + "/submissions", "");
        assertEquals(413, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("204800 KiB"), refused.body());
        assertEquals(
                0,
                requests.ask("student2", "GET", assignment + "/submissions", "").getInt("total"));
        assertEquals(
                40 << 20, requests.send("student2", "GET", files + "part5", "").body().length());
        api.deleteWorkspace(id);
    }
}
