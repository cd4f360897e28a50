package ai.ecode.files;

import ai.ecode.workspace.WorkspaceId;

/// Documents that people are editing together right now, which may be newer than the tree. Answered by collaboration.
public interface OpenDocuments {

    /// Writes every open document of the workspace into the tree and returns when that is committed; called before a run,
    /// a download or a submission, outside of any transaction.
    void flush(WorkspaceId workspace);
}
