package ai.ecode.workspace;

/// A workspace was created; fired in the creating transaction, so that its first files stand or fall with it.
public record WorkspaceCreated(WorkspaceId workspace, String template) {}
