package ai.ecode.workspace;

/// Something happened inside the sandbox that may have changed files: terminal output, a finished run.
public record WorkspaceActivity(WorkspaceId workspace) {}
