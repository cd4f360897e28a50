package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.platform.PlatformException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir Path data;

    @Test
    void asecondOneIsToldWhereTheFirstRuns() throws IOException {
        try (var _ = RunLock.take(settings("21090"))) {
            var refusal =
                    assertThrows(PlatformException.class, () -> RunLock.take(settings("21091")));
            assertEquals(Reason.ALREADY_RUNNING, refusal.reason());
            assertTrue(
                    refusal.getMessage().contains("http://localhost:21090"), refusal.getMessage());
        }
    }

    @Test
    void whatACrashedOneLeftIsNoLock() throws IOException {
        Files.writeString(data.resolve("lock"), "at http://localhost:9080 (process 1)");
        RunLock.take(settings("21090")).close();
        RunLock.take(settings("21090")).close();
    }

    private Settings settings(String port) {
        return Settings.of(data, Map.of("ECODE_DATA", data.toString(), "ECODE_PORT", port));
    }
}
