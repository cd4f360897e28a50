package ai.ecode.collaboration;

import ai.ecode.files.FilePath;
import ai.ecode.workspace.WorkspaceId;

/// What was edited in a document is durable. Fired some times a second while people edit.
///
/// @param stateVector what of the document is durable, in Yjs encoding and base 64
public record DocumentSaved(WorkspaceId workspace, FilePath path, String stateVector) {}
