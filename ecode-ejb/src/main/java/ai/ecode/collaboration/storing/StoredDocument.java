package ai.ecode.collaboration.storing;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import ai.ecode.workspace.WorkspaceId;
import java.util.UUID;

/// A document as it is stored, without its updates.
///
/// @param agreedHash content of the file when both last agreed
/// @param agreedNumber the last update that is in that content
public record StoredDocument(
        UUID id, WorkspaceId workspace, FilePath path, ContentHash agreedHash, long agreedNumber) {}
