package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir Path data;
    private final List<String> said = new ArrayList<>();
    private Process process;

    @BeforeEach
    void aProcess() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void isGone() {
        process.destroyForcibly();
    }

    @Test
    void whatAnEarlierRunLeftIsEndedBeforeTheNext() throws Exception {
        Leftovers.remember(data, "Keycloak", process.toHandle());
        Leftovers.await(data, said::add);
        assertFalse(process.isAlive());
        assertEquals(1, said.size());
    }

    @Test
    void aStrangerWithTheSameProcessIdIsLeftAlone() throws Exception {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(
                data.resolve("run/Keycloak.pid"), process.pid() + " 2020-01-01T00:00:00Z");
        Leftovers.await(data, said::add);
        assertTrue(process.isAlive());
        assertEquals(List.of(), said);
    }

    @Test
    void aNoteThatWasNeverFinishedIsNoReasonToStop() throws Exception {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/Keycloak.pid"), "");
        Leftovers.await(data, said::add);
        assertEquals(List.of(), said);
    }
}
