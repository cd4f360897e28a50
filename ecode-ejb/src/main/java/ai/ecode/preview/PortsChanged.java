package ai.ecode.preview;

import ai.ecode.workspace.WorkspaceId;
import java.util.Set;

/// Servers in a workspace began or ceased to listen.
public record PortsChanged(WorkspaceId workspace, Set<Integer> opened, Set<Integer> closed) {

    public PortsChanged {
        opened = Set.copyOf(opened);
        closed = Set.copyOf(closed);
    }
}
