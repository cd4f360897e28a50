package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./ecode` answers before anything has started.
class CommandTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    @TempDir Path data;

    @Test
    void aSecondRunOnTheSameDataSaysWhereTheFirstIs(RunningPlatform platform) throws Exception {
        try (var command =
                Command.call(data, Map.of("ECODE_DATA", platform.data().toString()), "run")) {
            assertEquals(3, command.awaitExit(SOON), command.output());
            assertTrue(
                    command.output().contains("already running here, at " + platform.baseUrl()),
                    command.output());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECODE_PORT",
                "ECODE_PREVIEW_PORT",
                "ECODE_KEYCLOAK_PORT",
                "ECODE_DATABASE_PORT"
            })
    void aTakenPortIsNamedWithTheSettingThatMovesIt(String setting) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var command =
                        Command.call(data, Map.of(setting, "" + taken.getLocalPort()), "run")) {
            assertEquals(4, command.awaitExit(SOON), command.output());
            assertTrue(command.output().contains("Port " + taken.getLocalPort()), command.output());
            assertTrue(command.output().contains(setting), command.output());
        }
    }

    @Test
    void aPortThatIsNoneIsRefused() throws Exception {
        try (var command = Command.call(data, Map.of("ECODE_PORT", "high"), "run")) {
            assertEquals(2, command.awaitExit(SOON), command.output());
            assertTrue(command.output().contains("ECODE_PORT is \"high\""), command.output());
        }
    }

    @Test
    void whatItDoesNotKnowIsAnsweredWithWhatItKnows() throws Exception {
        for (var line :
                List.<String[]>of(
                        new String[0],
                        new String[] {"walk"},
                        new String[] {"token"},
                        new String[] {"run", "fast"})) {
            try (var command = Command.call(data, Map.of(), line)) {
                assertEquals(2, command.awaitExit(SOON), command.output());
                assertTrue(command.output().startsWith("usage: ./ecode"), command.output());
            }
        }
    }

    @Test
    void aTokenComesAloneWithALineEnd(RunningPlatform platform) throws Exception {
        try (var command = Command.call(data, variables(platform), "token", "developer")) {
            assertEquals(0, command.awaitExit(SOON), command.output());
            assertEquals(1, command.output().lines().count());
            assertTrue(command.output().endsWith("\n"));
            assertEquals(
                    "developer",
                    Jwt.claims(command.output().strip()).getString("preferred_username"));
        }
    }

    @Test
    void noTokenIsExplained(RunningPlatform platform) throws Exception {
        assertNoToken(variables(platform), "nobody", "Invalid user credentials");
        assertNoToken(Map.of("ECODE_DATA", data.toString()), "developer", "never ran");
        assertNoToken(
                Map.of("ECODE_DATA", platform.data().toString()), "developer", "does not answer");
    }

    private void assertNoToken(Map<String, String> variables, String user, String reason)
            throws IOException, InterruptedException {
        try (var command = Command.call(data, variables, "token", user)) {
            assertEquals(1, command.awaitExit(SOON), command.output());
            assertTrue(command.output().contains(reason), command.output());
            assertFalse(command.output().contains("eyJ"), command.output());
        }
    }

    private static Map<String, String> variables(RunningPlatform platform) {
        return Map.of(
                "ECODE_DATA", platform.data().toString(),
                "ECODE_KEYCLOAK_PORT", Integer.toString(platform.keycloakUrl().getPort()));
    }
}
