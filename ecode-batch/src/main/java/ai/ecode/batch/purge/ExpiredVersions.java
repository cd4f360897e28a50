package ai.ecode.batch.purge;

import ai.ecode.files.FileHistory;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/// Forgets earlier versions and deleted files whose time is over, in parts of a transaction each.
@Dependent
@Named
public class ExpiredVersions extends AbstractBatchlet {

    private static final int PART = 5_000;

    @Inject private FileHistory history;
    @Inject private StepContext step;

    private volatile boolean stopping;

    @Override
    public String process() {
        int forgotten = PART;
        while (forgotten == PART && !stopping) {
            forgotten = history.expire(PART);
            Tally.of(step).add(forgotten);
        }
        return "COMPLETED";
    }

    @Override
    public void stop() {
        stopping = true;
    }
}
