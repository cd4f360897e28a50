package ai.ecode.workspace;

/// A variable of the workspace was set or removed; fired in the transaction that does it.
public record VariablesChanged(WorkspaceId workspace) {}
