package ai.ecode.files;

import ai.ecode.workspace.WorkspaceId;

/// Something a person in the workspace should know about a file: a conflict whose both sides were kept, or a file that
/// stays in the sandbox only.
///
/// @param message one or two sentences: what happened, what was kept
public record FileNotice(WorkspaceId workspace, FilePath path, String message) {}
