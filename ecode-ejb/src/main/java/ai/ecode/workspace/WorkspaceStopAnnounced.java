package ai.ecode.workspace;

/// A running workspace will stop by itself soon, or no longer will.
///
/// @param comes false when the stop that was announced was put off
public record WorkspaceStopAnnounced(WorkspaceId workspace, boolean comes) {}
