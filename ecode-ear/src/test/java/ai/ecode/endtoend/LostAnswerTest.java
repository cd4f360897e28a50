package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whoever lost the answer asks again with the same key, also when the server died.
class LostAnswerTest {

    private static final String SLOWLY =
            """
            {"language":"bash","files":[{"path":"main.sh","content":"sleep 4; echo done"}]}
            """;

    private final RunningPlatform platform;

    LostAnswerTest(RunningPlatform platform) {
        this.platform = platform;
    }

    private HttpRequest request(String key) {
        return platform.request("developer", "/api/execute")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(SLOWLY))
                .build();
    }

    private HttpResponse<String> ask(String key) throws Exception {
        return platform.http().send(request(key), BodyHandlers.ofString());
    }

    /// Of a request that is being worked on.
    private String begun() throws Exception {
        for (int i = 0; i < 20; i++) {
            String key = "lost-with-the-server-" + i;
            var _ = platform.http().sendAsync(request(key), BodyHandlers.ofString());
            // Whichever of the two came first, the other one is told so, or has waited for its end.
            if (ask(key).statusCode() == 409) {
                return key;
            }
        }
        throw new AssertionError("Nothing was being worked on");
    }

    @Test
    void aRequestThatDiedWithItsServerMayBeMadeAgainAtOnce() throws Exception {
        String key = begun();
        platform.liberty().kill();
        platform.liberty().start();
        platform.liberty().awaitReady(Duration.ofMinutes(5));
        HttpResponse<String> again = ask(key);
        assertEquals(200, again.statusCode(), again.body());
        assertTrue(again.body().contains("done"), again.body());
        assertEquals(again.body(), ask(key).body(), "and is answered alike from then on");
    }
}
