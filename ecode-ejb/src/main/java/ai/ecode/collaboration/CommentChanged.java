package ai.ecode.collaboration;

import ai.ecode.workspace.WorkspaceId;
import java.util.UUID;

/// Somebody began a thread of comments, said something in one, resolved it, reopened it, or took something back; fired in the
/// transaction.
public record CommentChanged(WorkspaceId workspace, UUID thread) {}
