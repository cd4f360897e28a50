package ai.ecode.batch.purge;

import ai.ecode.workspace.Trash;
import ai.ecode.workspace.WorkspaceId;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The workspaces whose time in the trash is over, in the order of their ids. The last one read is the checkpoint.
@Dependent
@Named
public class ExpiredWorkspaces extends AbstractItemReader {

    private static final int PAGE = 100;

    @Inject private Trash trash;

    private final Queue<WorkspaceId> page = new ArrayDeque<>();
    private Optional<WorkspaceId> last = Optional.empty();

    @Override
    public void open(@Nullable Serializable checkpoint) {
        last = Optional.ofNullable((UUID) checkpoint).map(WorkspaceId::new);
    }

    @Override
    public @Nullable WorkspaceId readItem() {
        if (page.isEmpty()) {
            page.addAll(trash.expired(last, PAGE));
        }
        WorkspaceId next = page.poll();
        if (next != null) {
            last = Optional.of(next);
        }
        return next;
    }

    @Override
    public @Nullable Serializable checkpointInfo() {
        return last.map(WorkspaceId::value).orElse(null);
    }
}
