package ai.ecode.incontainer;

import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceStarting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers what was announced after a commit.
@ApplicationScoped
public class Heard {
    private final Set<WorkspaceId> starting = ConcurrentHashMap.newKeySet();

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceStarting event) {
        starting.add(event.workspace());
    }

    public boolean startOf(WorkspaceId workspace) {
        return starting.contains(workspace);
    }
}
