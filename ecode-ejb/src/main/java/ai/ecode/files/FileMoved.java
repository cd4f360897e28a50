package ai.ecode.files;

import ai.ecode.workspace.WorkspaceId;

/// A file or folder was renamed through the API; fired in the moving transaction before the [FileChanged]s of the same
/// move, so that a working copy can rename too and keep what only it holds.
public record FileMoved(WorkspaceId workspace, FilePath from, FilePath to) {}
