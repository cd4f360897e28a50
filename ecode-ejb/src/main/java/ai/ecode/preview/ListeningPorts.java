package ai.ecode.preview;

import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who listens in the workspaces, as of the last look; what changes is told by [PortsChanged].
@ApplicationScoped
public class ListeningPorts {

    private final Map<WorkspaceId, Set<Integer>> seen = new ConcurrentHashMap<>();

    public Set<Integer> of(WorkspaceId workspace) {
        return seen.getOrDefault(workspace, Set.of());
    }

    /// The workspaces of which something is known.
    public Set<WorkspaceId> workspaces() {
        return Set.copyOf(seen.keySet());
    }

    /// Takes in what was seen, and returns what was seen before. For who looks.
    public Set<Integer> note(WorkspaceId workspace, Set<Integer> now) {
        Set<Integer> before =
                now.isEmpty() ? seen.remove(workspace) : seen.put(workspace, Set.copyOf(now));
        return before == null ? Set.of() : before;
    }
}
