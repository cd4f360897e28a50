package ai.ecode.files.syncing;

import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// How the second of two versions is called: `name.conflict-20261121T120000Z`, beside the first.
final class ConflictName {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int ROOM_FOR_A_NUMBER = 4;

    private ConflictName() {}

    /// @param number 1 for the first, more when that is taken
    static FilePath of(FilePath path, Instant now, int number) {
        String suffix = ".conflict-" + STAMP.format(now) + (number == 1 ? "" : "-" + number);
        String name = path.name();
        while ((name + suffix).getBytes(StandardCharsets.UTF_8).length
                > FilePath.MOST_BYTES_OF_A_NAME - ROOM_FOR_A_NUMBER) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return path.sibling(name + suffix);
    }
}
