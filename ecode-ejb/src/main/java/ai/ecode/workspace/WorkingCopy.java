package ai.ecode.workspace;

import ai.ecode.runtime.RunningWorkspace;
import java.time.Duration;

/// What the file tree has to do with a sandbox; answered by `files`. The calls may take seconds, run on a virtual thread
/// without a transaction, and may be repeated after a crash.
public interface WorkingCopy {

    /// Brings the files into a sandbox that has just come up, and reconciles what an earlier one left there.
    void populate(WorkspaceId workspace, RunningWorkspace sandbox);

    /// Takes the last changes out of a sandbox that is about to be stopped.
    void collect(WorkspaceId workspace, RunningWorkspace sandbox);

    /// Waits until all that was saved until now is in the running sandbox, so that a program started next sees it. True at
    /// once when nothing is on its way or no sandbox runs, false when `patience` was not enough.
    boolean settle(WorkspaceId workspace, Duration patience) throws InterruptedException;

    /// Takes what programs in the running sandbox have written until now into the tree, before it is looked at from outside.
    /// Returns at once when no sandbox runs.
    void takeIn(WorkspaceId workspace);
}
