package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.runtime.local.LocalSettings;
import ai.ecode.runtime.local.TestUids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// Real sandboxes for tests without a server.
final class Sandboxes {

    private Sandboxes() {}

    /// @param uids above the first one of this machine, apart from those of others who test at the same time
    static LocalRuntime open(int uids) throws Exception {
        Path folder = Files.createTempDirectory("ecode-grading-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        LocalRuntime driver =
                LocalRuntime.start(
                        new LocalSettings(
                                folder.resolve("r"),
                                folder.resolve("s"),
                                TestUids.above(uids),
                                true,
                                2,
                                List.of(),
                                Optional.empty()));
        assertTrue(driver.readiness().ready(), driver.readiness().detail());
        return driver;
    }
}
