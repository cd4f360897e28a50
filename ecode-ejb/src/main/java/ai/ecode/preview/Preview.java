package ai.ecode.preview;

import java.time.Instant;

/// A port that somebody opened for the workspace's people.
public record Preview(PreviewRoute route, String openedBy, Instant openedAt) {}
