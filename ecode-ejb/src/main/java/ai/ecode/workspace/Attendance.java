package ai.ecode.workspace;

import java.util.Set;

/// Who is there: answered by every feature that keeps connections to running workspaces on this server. What is outside of
/// the features says so to [Attendees].
public interface Attendance {

    /// Workspaces that somebody is attached to now. Cheap: asked again and again.
    Set<WorkspaceId> attended();
}
