package ai.ecode.batch.purge;

import jakarta.batch.api.chunk.listener.SkipWriteListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Says which workspace could not be deleted. It stays in the trash, and the next purge tries again.
@Dependent
@Named
public class UnpurgedWorkspace implements SkipWriteListener {

    private static final Logger LOG = Logger.getLogger(UnpurgedWorkspace.class.getName());

    @Override
    public void onSkipWriteItem(List<Object> workspaces, Exception why) {
        LOG.log(
                Level.WARNING,
                why,
                () -> "The workspace %s stays in the trash".formatted(workspaces));
    }
}
