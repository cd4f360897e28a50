package ai.ecode.workspace;

/// A stop was asked for and committed with the transaction that fires this.
public record WorkspaceStopping(WorkspaceId workspace) {}
