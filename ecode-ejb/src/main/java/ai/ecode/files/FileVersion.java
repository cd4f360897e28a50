package ai.ecode.files;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stood at a path until it was overwritten or deleted.
///
/// @param entry as it was
/// @param endedBy user name of who overwrote or deleted it; null for a program in the workspace
/// @param deleted whether it was deleted, else overwritten
public record FileVersion(
        UUID id, FileEntry entry, Instant endedAt, @Nullable String endedBy, boolean deleted) {}
