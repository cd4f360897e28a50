package ai.ecode.workspace;

import ai.ecode.identity.UserId;

/// Says which workspaces do not count among those that a person may have, since somebody else gave them something to do there.
/// Whoever answers bounds them in another way. Asked by [WorkspaceQuota] alone.
public interface QuotaExemption {

    /// How many of the person's workspaces it holds for; the trash does not count.
    long countOf(UserId owner);

    /// Whether it holds for this one, in the trash too.
    boolean holdsFor(WorkspaceId workspace);
}
