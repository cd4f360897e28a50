package ai.ecode.workspace;

/// A workspace is gone for good; fired in the deleting transaction, so that what belongs to it goes along.
public record WorkspaceDeleted(WorkspaceId workspace) {}
