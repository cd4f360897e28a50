package ai.ecode.incontainer;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/// Two who rename one workspace at the same time: each in a transaction of its own, the second within the first.
@Stateless
public class Rivals {

    @Inject private WorkspaceCare care;
    @Inject private Rivals other;

    /// Reads the row, lets the other be faster, and goes on with what it read.
    public void slow(Caller caller, WorkspaceId workspace, String slow, String fast) {
        care.rename(caller, workspace, slow);
        other.fast(caller, workspace, fast);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void fast(Caller caller, WorkspaceId workspace, String name) {
        care.rename(caller, workspace, name);
    }
}
