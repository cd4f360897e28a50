package ai.ecode.runtime;

import java.util.List;

/// Workspaces of this driver outlive the server. After a restart it adopts them.
public interface SurvivesRestart {

    /// Finds what an earlier server left running and takes it over, so that [RuntimeDriver#find] knows it. Called once at
    /// start, before anything else; processes are not adopted, only the workspaces and what runs in them unobserved.
    List<RunningWorkspace> adopt();
}
