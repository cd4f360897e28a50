package ai.ecode.preview;

import java.time.Instant;
import java.util.UUID;

/// Lets people into one preview until it ends, without a right to the workspace.
///
/// @param forAnybody whether those may come who are not signed in
public record PreviewLink(
        UUID id,
        PreviewRoute route,
        boolean forAnybody,
        String createdBy,
        Instant createdAt,
        Instant expiresAt) {}
