package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Keys come and go; what they signed stays what it is.
class ReceiptKeysTest {

    private static final String SUITE =
            """
            {"language":"python","tests":[{"name":"says three","expected":"3\\n"}]}
            """;

    private static final String ANOTHER = "another key of this installation that is long enough";

    private final RunningPlatform platform;
    private final SignedRequests requests;

    ReceiptKeysTest(RunningPlatform platform) {
        this.platform = platform;
        this.requests = new SignedRequests(platform);
    }

    private String usual() throws Exception {
        return Files.readString(platform.data().resolve("secrets/encryption-key")).strip();
    }

    private void restart(String key, String former, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("ECODE_ENCRYPTION_KEY", key);
        settings.put("ECODE_ENCRYPTION_FORMER_KEYS", former);
        platform.restartServer(settings);
    }

    @AfterEach
    void asUsual() {
        platform.restoreServer();
    }

    private ReceiptFile receipt(String submission) throws Exception {
        return new ReceiptFile(requests.send("teacher", "GET", submission + "/receipt", "").body());
    }

    private String graded(String assignment) throws Exception {
        String submission = requests.handIn("student1", assignment, "print(3)\n");
        assertEquals(10, requests.graded("student1", submission).getInt("score"));
        return submission;
    }

    private String keys() throws Exception {
        return requests.send("student2", "GET", "/api/receipt-keys", "").body();
    }

    @Test
    void whatFormerKeysSignedIsVerifiedForEver() throws Exception {
        String assignment = requests.published("Keys of receipts", SUITE, "student1");
        String first = graded(assignment);
        ReceiptFile before = receipt(first);

        restart(ANOTHER, usual(), Map.of());
        ReceiptFile resealed = receipt(graded(assignment));
        assertEquals(before.key(), resealed.key(), "the same key, kept under another");
        assertTrue(resealed.isSignedByOneOf(keys()));

        restart(usual(), ANOTHER, Map.of("ECODE_RECEIPTS_KEYS_SINCE", Instant.now().toString()));
        String later = graded(assignment);
        ReceiptFile after = receipt(later);
        assertNotEquals(before.key(), after.key(), "one that is younger");
        assertTrue(after.isSignedByOneOf(keys()));
        assertEquals(before, receipt(first), "what was signed stays");
        assertTrue(before.isSignedByOneOf(keys()));

        platform.restoreServer();
        assertEquals(after.key(), receipt(graded(assignment)).key(), "the youngest signs");
        assertTrue(before.isSignedByOneOf(keys()));
        assertTrue(
                before.isSignedByOneOf(
                        Files.readString(platform.data().resolve("receipt-keys.json"))));
    }
}
