package ai.ecode.collaboration;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.Workspace;

/// Somebody asked to be let into a workspace; fired in the transaction.
public record AccessRequested(AccessRequest request, Workspace workspace, Caller asker) {}
