package ai.ecode.files;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was deleted at once and can be restored: a file, a link, or a folder with what it held.
///
/// @param path of the file or folder that was deleted
/// @param entries how many files, folders and links are kept of it
/// @param bytes of all its files
/// @param deletedBy user name; null for a program in the workspace
public record Trashed(
        UUID id,
        FilePath path,
        FileType type,
        int entries,
        long bytes,
        Instant deletedAt,
        @Nullable String deletedBy) {}
