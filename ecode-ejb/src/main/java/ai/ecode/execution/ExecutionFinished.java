package ai.ecode.execution;

import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.runtime.Usage;
import ai.ecode.workspace.WorkspaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// A run is over. Fired outside of any transaction.
///
/// @param waited for its turn, until it had a sandbox
/// @param workspace where it ran; empty for a one-shot run
public record ExecutionFinished(
        UUID execution,
        Optional<WorkspaceId> workspace,
        UserId user,
        OrganizationId organization,
        String language,
        Status status,
        Duration waited,
        Usage usage) {}
