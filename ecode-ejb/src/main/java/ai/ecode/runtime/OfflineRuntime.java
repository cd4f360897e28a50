package ai.ecode.runtime;

import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.runtime.local.LocalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// One-shot sandboxes of this machine for a program that is no server, which may run beside one. They reach no network.
public final class OfflineRuntime implements AutoCloseable {

    /// More than one such program has sandboxes at once.
    private static final int UIDS_OF_ONE = 64;

    /// Far from the uids that a server's sandboxes have.
    private static final int UIDS =
            LocalSettings.FIRST_UID
                    + 200_000
                    + (int) (ProcessHandle.current().pid() % 10_000) * UIDS_OF_ONE;

    private final LocalRuntime driver;
    private final Path folder;

    private OfflineRuntime(LocalRuntime driver, Path folder) {
        this.driver = driver;
        this.folder = folder;
    }

    /// Never throws for what the machine lacks: [RuntimeDriver#readiness] tells.
    ///
    /// @param ready sandboxes that are kept ready ahead of their use
    public static OfflineRuntime open(int ready) throws IOException {
        Path folder = Files.createTempDirectory("ecode-");
        // Sandboxes run as other users where this is root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return new OfflineRuntime(
                LocalRuntime.start(
                        new LocalSettings(
                                folder.resolve("runtime"),
                                folder.resolve("sockets"),
                                UIDS,
                                true,
                                ready,
                                List.of(),
                                Optional.empty())),
                folder);
    }

    public RuntimeDriver driver() {
        return driver;
    }

    /// Ends all that runs, and removes what it was made from.
    @Override
    public void close() {
        driver.close();
        remove(folder);
    }

    private static void remove(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (var inside = Files.list(path)) {
                    inside.forEach(OfflineRuntime::remove);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // It lies among temporary files.
        }
    }
}
