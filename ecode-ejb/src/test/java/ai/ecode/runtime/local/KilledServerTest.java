package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.WorkspaceSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Folders of a server that was killed while it put something into its place.
class KilledServerTest {

    private static final Resources SMALL = new Resources(1000, 256L << 20, 64L << 20, 64);

    private Path folder = Path.of("");
    private Path sockets = Path.of("");

    @BeforeEach
    void folders() throws Exception {
        folder = Files.createTempDirectory("ecode-killed-");
        sockets = Files.createTempDirectory("ecode-s-");
        LocalPlace.passable(folder);
        LocalPlace.passable(sockets);
    }

    private LocalRuntime driver() {
        return LocalRuntime.start(
                new LocalSettings(
                        folder,
                        sockets,
                        TestUids.above(11_000),
                        false,
                        0,
                        List.of(),
                        Optional.empty()));
    }

    /// As names were once given: from one up, by every server.
    private static void leave(Path place) throws Exception {
        Path staging = Files.createDirectories(place.resolve("staging"));
        for (int name = 1; name <= 3; name++) {
            Files.writeString(
                    Files.createDirectory(staging.resolve("" + name)).resolve("half"), "of it");
        }
    }

    private static void assertNothingLeft(Path place) throws Exception {
        try (var left = Files.list(place.resolve("staging"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aProgramFindsItsFilesAllTheSame() throws Exception {
        Path place = folder.resolve("runs/0");
        leave(place);
        try (LocalRuntime driver = driver();
                Sandbox sandbox = driver.open(new SandboxSpec(new UUID(1, 1), SMALL))) {
            assertTrue(driver.readiness().ready(), driver.readiness().detail());
            assertNothingLeft(place);
            sandbox.writeTar("deep/down", file());
            assertEquals("here", Arena.run(sandbox, ProcessSpec.of("cat", "deep/down/file")).out());
        }
    }

    @Test
    void aWorkspaceTakesWhatIsSavedAllTheSame() throws Exception {
        var spec = new WorkspaceSpec(UUID.randomUUID(), new UUID(1, 1), SMALL, Map.of());
        Path place = folder.resolve("workspaces").resolve(spec.workspace().toString());
        try (LocalRuntime driver = driver()) {
            driver.start(spec).close();
            leave(place);
            try (RunningWorkspace workspace = driver.start(spec)) {
                assertNothingLeft(place);
                workspace.writeTar("deep/down", file());
                assertEquals(
                        "here",
                        Arena.run(workspace, ProcessSpec.of("cat", "deep/down/file")).out());
            }
        }
    }

    private static InputStream file() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("file");
            entry.setSize(4);
            tar.putArchiveEntry(entry);
            tar.write("here".getBytes());
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
