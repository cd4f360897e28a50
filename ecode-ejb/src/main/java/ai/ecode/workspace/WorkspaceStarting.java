package ai.ecode.workspace;

/// A start was asked for and committed with the transaction that fires this.
public record WorkspaceStarting(WorkspaceId workspace) {}
