package ai.ecode.batch.rehearse;

import ai.ecode.rehearsal.RehearsalId;
import ai.ecode.rehearsal.RehearsalWork;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;
import java.util.UUID;

/// Divides a rehearsal into the parts that it was planned with, the same ones after a restart.
@Dependent
@Named
public class RehearsalParts implements PartitionMapper {

    @Inject private RehearsalWork work;

    @Inject
    @BatchProperty(name = "rehearsal")
    private String rehearsal;

    @Override
    public PartitionPlan mapPartitions() {
        int parts = work.parts(new RehearsalId(UUID.fromString(rehearsal)));
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
