package ai.ecode.files;

import ai.ecode.workspace.WorkspaceId;
import java.util.List;

/// Texts of shared documents went into their files, those of one workspace together; fired once in the writing transaction, to be
/// observed after its success.
///
/// @param files never empty; each with the origin [FileChanged.Origin#DOCUMENT]
public record DocumentsWritten(WorkspaceId workspace, List<FileChanged> files) {}
