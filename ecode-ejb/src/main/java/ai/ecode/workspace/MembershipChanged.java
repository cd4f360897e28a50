package ai.ecode.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import java.util.Optional;

/// Somebody became a member of a workspace, has another role in it, or is none any more; fired in the transaction.
///
/// @param member empty for somebody who has never signed in
/// @param before empty for who was none
/// @param after empty for who is none any more
/// @param by who did it, maybe the member
/// @param isAnswer whether the member had asked for it
public record MembershipChanged(
        WorkspaceId workspace,
        Optional<UserId> member,
        Optional<WorkspaceRole> before,
        Optional<WorkspaceRole> after,
        Caller by,
        boolean isAnswer) {}
