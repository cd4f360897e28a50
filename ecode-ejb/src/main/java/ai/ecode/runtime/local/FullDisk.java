package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells a disk that is full from other failures of writing. The kernel says so in words of the host's language, so the
/// file system is asked.
final class FullDisk {

    private static final long NEXT_TO_NOTHING = 64 << 10;

    private FullDisk() {}

    /// What such a failure is for people: `STORAGE_FULL` when there is no room where it was written to, else the failure.
    ///
    /// @throws ECodeException `STORAGE_FULL`
    static IOException told(IOException failure, Path where) {
        if (isFull(where)) {
            throw full(failure);
        }
        return failure;
    }

    static boolean isFull(Path where) {
        try {
            return Files.getFileStore(where).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }

    static ECodeException full(IOException failure) {
        return new ECodeException(
                ErrorCode.STORAGE_FULL,
                "The disk on which programs run is full. What was saved is kept. Tell an administrator; try again when"
                        + " there is room.",
                failure);
    }
}
