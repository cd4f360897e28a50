package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Resources;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.WorkspaceSpec;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
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
import org.junit.jupiter.api.Test;

/// The disk on which programs run is full.
class FullDiskTest {

    private static final Resources SMALL = new Resources(1000, 256L << 20, 64L << 20, 64);

    @Test
    void itIsSaidWhatWasThereStaysAndItGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.orSkip(24);
                LocalRuntime driver = driver(disk, sockets())) {
            assertTrue(driver.readiness().ready(), driver.readiness().detail());
            try (RunningWorkspace workspace = driver.start(spec())) {
                workspace.writeTar("", tar("kept", "as it was".getBytes()));
                var ballast = disk.fill();

                byte[] large = new byte[1 << 20];
                assertFull(() -> workspace.writeTar("", tar("kept", large)));
                assertFull(() -> workspace.writeTar("", tar("new", large)));
                assertEquals(
                        "as it was",
                        Arena.run(workspace, ProcessSpec.of("cat", "kept")).out(),
                        "a program still runs, and the file was not cut");
                assertEquals("kept\n", Arena.run(workspace, ProcessSpec.of("ls")).out());

                Files.delete(ballast);
                workspace.writeTar("", tar("kept", large));
                assertEquals(
                        large.length + "\n",
                        Arena.run(workspace, ProcessSpec.of("stat", "-c", "%s", "kept")).out());
            }
        }
    }

    private interface Writing {
        void run() throws Exception;
    }

    private static void assertFull(Writing writing) {
        var refused = assertThrows(ECodeException.class, writing::run);
        assertEquals(ErrorCode.STORAGE_FULL, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains("kept"), refused.getMessage());
    }

    @Test
    void itIsSaidWhereProgramsAreAskedForToo() throws Exception {
        try (SmallDisk disk = SmallDisk.orSkip(24);
                LocalRuntime driver = driver(disk, disk.folder().resolve("s"));
                RunningWorkspace workspace = driver.start(spec())) {
            disk.fill();
            assertFull(() -> Arena.run(workspace, ProcessSpec.of("true")));
        }
    }

    /// As a server has them: apart from the working copies.
    private static Path sockets() throws Exception {
        Path folder = Files.createTempDirectory("ecode-s-");
        LocalPlace.passable(folder);
        return folder;
    }

    private static LocalRuntime driver(SmallDisk disk, Path sockets) {
        return LocalRuntime.start(
                new LocalSettings(
                        disk.folder().resolve("r"),
                        sockets,
                        TestUids.above(7_000),
                        false,
                        0,
                        List.of(),
                        Optional.empty()));
    }

    private static WorkspaceSpec spec() {
        return new WorkspaceSpec(UUID.randomUUID(), new UUID(1, 1), SMALL, Map.of());
    }

    private static InputStream tar(String name, byte[] content) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
