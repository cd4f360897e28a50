package ai.ecode.web.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {

    @ParameterizedTest
    @CsvSource({
        "/preview/id/80/~PASS/a/b, /preview/id/80/~…/a/b",
        "/preview/id/80/+PASS, /preview/id/80/+…",
        "/ws/preview/id/80/~PASS/, /ws/preview/id/80/~…/",
        "/preview/id/80/~short/a, /preview/id/80/~short/a",
        "/api/workspaces/PASS, /api/workspaces/PASS",
    })
    void aPassInAPathIsNotWritten(String path, String written) {
        String pass = "aB3_-".repeat(9).substring(0, 43);
        assertEquals(
                written.replace("PASS", pass), RequestLog.withoutPass(path.replace("PASS", pass)));
    }
}
