package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// However `./ecode run` ends, nothing is left behind and the next one comes up. The data folder lives as long as the class:
/// each start after the first shows that the one before left it whole. Its path has spaces and is long.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoppingTest {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static Path data;

    @BeforeAll
    static void aDataFolderWithALongPathAndSpaces() throws IOException {
        var folder = Files.createTempDirectory("e code ");
        data = folder.resolve("x".repeat(100 - folder.toString().length() - 6) + " data");
    }

    @AfterAll
    static void isRemoved() throws IOException {
        ai.ecode.platform.Folders.delete(data.getParent());
    }

    @Test
    @Order(1)
    void aDeadComponentEndsAllWithItsLastWords() throws Exception {
        try (var command =
                Command.call(data, Map.of("ECODE_DEMO_PASSWORD", "chosen by me"), "run")) {
            command.awaitSaid("with the password chosen by me", START);
            assertTrue(
                    command.output().contains("E-Code is ready at http://localhost:"),
                    command.output());
            ProcessHandle.of(command.processOf("PostgreSQL")).orElseThrow().destroyForcibly();
            assertEquals(5, command.awaitExit(STOP), command.output());
            assertTrue(command.output().contains("PostgreSQL ended by itself"), command.output());
            assertTrue(command.output().contains("ready to accept connections"), command.output());
            command.awaitNothingLeft(STOP);
        }
    }

    @Test
    @Order(2)
    void afterACrashItComesUpByItselfAndStopsInOrderWhenTold() throws Exception {
        try (var command = Command.call(data, Map.of(), "run")) {
            command.awaitSaid("E-Code is ready at http://localhost:", START);
            command.signal("TERM");
            assertEquals(128 + 15, command.awaitExit(STOP), command.output());
            assertFalse(command.output().contains("ended by itself"), command.output());
            command.awaitNothingLeft(STOP);
            var log = Files.readString(data.resolve("logs/postgresql.log"));
            assertTrue(log.strip().endsWith("database system is shut down"), log);
        }
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({"HUP, 129", "INT, 130"})
    void aSignalWhileItStartsStopsItToo(String signal, int status) throws Exception {
        try (var command = Command.call(data, Map.of(), "run")) {
            command.awaitSaid("Starting Keycloak and Liberty", START);
            command.signal(signal);
            assertEquals(status, command.awaitExit(STOP), command.output());
            assertFalse(command.output().contains("ended by itself"), command.output());
            command.awaitNothingLeft(STOP);
        }
    }

    @Test
    @Order(4)
    void evenKilledItLeavesNothingBehind() throws Exception {
        try (var command = Command.call(data, Map.of(), "run")) {
            command.awaitSaid("Starting Keycloak and Liberty", START);
            command.signal("KILL");
            assertEquals(128 + 9, command.awaitExit(STOP), command.output());
            command.awaitNothingLeft(STOP);
        }
    }
}
