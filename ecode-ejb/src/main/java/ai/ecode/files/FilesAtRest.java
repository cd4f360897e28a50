package ai.ecode.files;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkingCopy;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/// Brings what is on its way into the tree of a workspace.
@ApplicationScoped
public class FilesAtRest {

    @Inject private Workspaces workspaces;
    @Inject @Any private Instance<OpenDocuments> openDocuments;
    @Inject @Any private Instance<WorkingCopy> workingCopies;

    /// Returns when the tree holds what people were editing, and what programs in the workspace had written, at the moment of
    /// the call. Blocks; called outside of a transaction.
    ///
    /// @throws ai.ecode.shared.ECodeException as [Workspaces#enter]
    public void bring(Caller caller, WorkspaceId workspace) {
        workspaces.enter(caller, workspace, Right.READ);
        openDocuments.forEach(documents -> documents.flush(workspace));
        workingCopies.forEach(copy -> copy.takeIn(workspace));
    }
}
