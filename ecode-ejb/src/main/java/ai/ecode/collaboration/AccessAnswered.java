package ai.ecode.collaboration;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.Workspace;

/// A request for access was accepted or rejected; fired in the transaction.
public record AccessAnswered(AccessRequest request, Workspace workspace, Caller by) {}
