package ai.ecode.workspace;

/// The sandbox is there and holds the files; fired in the transaction that makes the workspace RUNNING.
public record WorkspaceStarted(WorkspaceId workspace) {}
