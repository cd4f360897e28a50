package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlatformTest {
    private final RunningPlatform platform;

    PlatformTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @Test
    void itIsReady() throws Exception {
        var health = HttpRequest.newBuilder(platform.at("/health/ready")).build();
        var answer = platform.http().send(health, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        // How programs are kept apart, and whether their use is counted or sampled.
        assertTrue(answer.body().contains("bubblewrap"), answer.body());
        assertTrue(answer.body().contains("\"runs\":true"), answer.body());
    }

    @Test
    void theTestsAndAllServersRunOnJdk25() throws IOException {
        assertEquals(25, Runtime.version().feature());
        for (var component : List.of(platform.keycloak(), platform.liberty())) {
            var executable = component.executable();
            assertTrue(
                    executable.startsWith(Path.of(System.getProperty("java.home")).toRealPath()),
                    executable::toString);
        }
    }

    @Test
    void theDatabaseIsPostgreSql18() throws SQLException {
        try (var connection = platform.postgres().connect("ecode")) {
            assertEquals(18, connection.getMetaData().getDatabaseMajorVersion());
        }
    }

    @Test
    void everyDemoUserGetsATokenForHalfAnHourOrMore() {
        for (var user :
                List.of(
                        "developer",
                        "developer2",
                        "teacher",
                        "student1",
                        "student2",
                        "student3",
                        "admin",
                        "auditor",
                        "outsider")) {
            var claims = Jwt.claims(platform.token(user));
            assertEquals(user, claims.getString("preferred_username"));
            assertTrue(claims.getInt("exp") - claims.getInt("iat") >= 1800, user);
        }
    }

    @Test
    void secretsAreReadableByTheirOwnerOnlyAndOnNoCommandLine() throws IOException {
        try (Stream<Path> files = Files.list(platform.data().resolve("secrets"))) {
            for (var file : files.toList()) {
                assertEquals(
                        "[OWNER_READ, OWNER_WRITE]",
                        Files.getPosixFilePermissions(file).stream().sorted().toList().toString());
                assertTrue(
                        commandLines().noneMatch(line -> line.contains(read(file))),
                        file::toString);
            }
        }
    }

    @Test
    void everythingListensOnLoopbackOnly() throws Exception {
        // /proc/net/tcp: addresses are hexadecimal in host byte order, state 0A is LISTEN
        var ours = List.of(platform.baseUrl().getPort(), platform.keycloakUrl().getPort());
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table)).stream().skip(1).toList()) {
                var fields = line.strip().split("\\s+");
                var address = fields[1].split(":");
                if (fields[3].equals("0A") && ours.contains(Integer.parseInt(address[1], 16))) {
                    assertTrue(
                            List.of(
                                            "0100007F",
                                            "00000000000000000000000001000000",
                                            "0000000000000000FFFF00000100007F")
                                    .contains(address[0]),
                            line);
                }
            }
        }
    }

    private static Stream<String> commandLines() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
