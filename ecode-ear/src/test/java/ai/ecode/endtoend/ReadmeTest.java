package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's example of the API, run as it stands there.
class ReadmeTest {

    private static final String ADDRESS = "http://localhost:9080";

    private final RunningPlatform platform;

    ReadmeTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @Test
    void theExampleOfTheApiWorks(@TempDir Path folder) throws Exception {
        String example = example();
        assertTrue(example.contains(ADDRESS), example);
        Path command = folder.resolve("ecode");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' \"$@\"\n"
                        .formatted(RunningPlatform.checkout().resolve("ecode")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Path output = folder.resolve("output");
        var bash =
                new ProcessBuilder(
                                "bash",
                                "-euo",
                                "pipefail",
                                "-c",
                                example.replace(ADDRESS, platform.baseUrl().toString()))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile());
        bash.environment().put("ECODE_DATA", platform.data().toString());
        bash.environment()
                .put("ECODE_KEYCLOAK_PORT", Integer.toString(platform.keycloakUrl().getPort()));
        int status = bash.start().waitFor();
        String said = Files.readString(output);
        assertEquals(0, status, said);
        assertTrue(said.contains("\"stdout\":\"42\\n\""), said);
        assertEquals(
                Files.readString(folder.resolve("hello.py")),
                Files.readString(folder.resolve("copy.py")));
    }

    /// The indented lines below the heading.
    private static String example() throws IOException {
        List<String> readme =
                Files.readAllLines(RunningPlatform.checkout().resolve("README.md"), UTF_8);
        return readme.stream()
                .skip(readme.indexOf("## By API") + 1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("    ") || line.isBlank())
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }
}
