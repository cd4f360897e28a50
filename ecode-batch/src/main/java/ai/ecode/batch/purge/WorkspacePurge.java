package ai.ecode.batch.purge;

import ai.ecode.workspace.Trash;
import ai.ecode.workspace.WorkspaceId;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/// Deletes workspaces for ever.
@Dependent
@Named
public class WorkspacePurge extends AbstractItemWriter {

    @Inject private Trash trash;
    @Inject private StepContext step;

    @Override
    public void writeItems(List<Object> workspaces) {
        for (Object workspace : workspaces) {
            if (trash.purge((WorkspaceId) workspace)) {
                Tally.of(step).add(1);
            }
        }
    }
}
