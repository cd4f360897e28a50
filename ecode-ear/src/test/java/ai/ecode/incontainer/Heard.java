package ai.ecode.incontainer;

import ai.ecode.shared.JobStepFinished;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceStarting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers what was announced: starts after their commit, and what the job's last look through the trash did.
@ApplicationScoped
public class Heard {
    private final Set<WorkspaceId> starting = ConcurrentHashMap.newKeySet();

    private volatile JobStepFinished workspaces = new JobStepFinished("", "", 0, 0);

    void hear(@Observes JobStepFinished event) {
        if (event.step().equals("workspaces")) {
            workspaces = event;
        }
    }

    public JobStepFinished ofWorkspaces() {
        return workspaces;
    }

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceStarting event) {
        starting.add(event.workspace());
    }

    public boolean startOf(WorkspaceId workspace) {
        return starting.contains(workspace);
    }
}
