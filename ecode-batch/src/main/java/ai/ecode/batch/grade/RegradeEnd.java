package ai.ecode.batch.grade;

import ai.ecode.regrading.RegradeId;
import ai.ecode.regrading.RegradeWork;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;

/// Says that all were tested, when they were: one that was paused ends here too, and another job goes on with it.
@Dependent
@Named
public class RegradeEnd extends AbstractBatchlet {

    @Inject private RegradeWork work;

    @Inject
    @BatchProperty(name = "regrade")
    private String regrade;

    @Override
    public String process() {
        work.settle(new RegradeId(UUID.fromString(regrade)));
        return "COMPLETED";
    }
}
