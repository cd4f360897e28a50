package ai.ecode.batch.rehearse;

import ai.ecode.rehearsal.RehearsalId;
import ai.ecode.rehearsal.RehearsalWork;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;

/// Says that all runs are done, when they are.
@Dependent
@Named
public class RehearsalEnd extends AbstractBatchlet {

    @Inject private RehearsalWork work;

    @Inject
    @BatchProperty(name = "rehearsal")
    private String rehearsal;

    @Override
    public String process() {
        work.settle(new RehearsalId(UUID.fromString(rehearsal)));
        return "COMPLETED";
    }
}
