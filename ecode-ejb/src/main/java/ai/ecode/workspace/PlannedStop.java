package ai.ecode.workspace;

import java.time.Instant;

/// When a running workspace stops by itself if nobody uses or keeps it until then.
///
/// @param cause `IDLE` or `LIFETIME`
public record PlannedStop(Instant at, StopCause cause) {}
