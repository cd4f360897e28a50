package ai.ecode.batch.purge;

import ai.ecode.workspace.Metering;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/// Makes daily sums of usage records whose time is over, in parts of a transaction each.
@Dependent
@Named
public class OldUsage extends AbstractBatchlet {

    private static final int PART = 5_000;

    @Inject private Metering metering;
    @Inject private StepContext step;

    private volatile boolean stopping;

    @Override
    public String process() {
        int condensed = PART;
        while (condensed == PART && !stopping) {
            condensed = metering.condense(PART);
            Tally.of(step).add(condensed);
        }
        return "COMPLETED";
    }

    @Override
    public void stop() {
        stopping = true;
    }
}
