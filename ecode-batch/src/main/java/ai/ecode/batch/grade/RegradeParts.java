package ai.ecode.batch.grade;

import ai.ecode.regrading.RegradeId;
import ai.ecode.regrading.RegradeWork;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;
import java.util.UUID;

/// Divides a regrade into the parts that it was planned with, the same ones after a restart.
@Dependent
@Named
public class RegradeParts implements PartitionMapper {

    @Inject private RegradeWork work;

    @Inject
    @BatchProperty(name = "regrade")
    private String regrade;

    @Override
    public PartitionPlan mapPartitions() {
        int parts = work.parts(new RegradeId(UUID.fromString(regrade)));
        var properties = new Properties[parts];
        for (int part = 0; part < parts; part++) {
            properties[part] = new Properties();
            properties[part].setProperty("part", Integer.toString(part));
        }
        var plan = new PartitionPlanImpl();
        plan.setPartitions(parts);
        plan.setThreads(parts);
        plan.setPartitionProperties(properties);
        return plan;
    }
}
