package ai.ecode.workspace;

/// The sandbox is gone, whether wanted or failed; fired in the transaction that says so.
public record WorkspaceStopped(WorkspaceId workspace, String reason) {}
