package ai.ecode.workspace;

/// Others may do less or more in a workspace than before.
public record AccessChanged(WorkspaceId workspace) {}
