package ai.ecode.batch.purge;

import ai.ecode.shared.ClusterLock;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// Starts the job `purge` every four hours, on whichever server asks first. What failed or was stopped goes on at its last
/// checkpoint.
@Singleton
public class PurgeSchedule {

    private static final String JOB = "purge";

    /// A job that began less than this ago belongs to the same turn.
    private static final Duration TURN = Duration.ofHours(2);

    @Inject private JobOperator jobs;
    @Inject private ClusterLock lock;
    @Inject private Clock clock;

    @Schedule(hour = "*/4", minute = "17", persistent = false)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void begin() {
        if (!lock.tryForTransaction("job." + JOB)) {
            return;
        }
        Optional<JobExecution> latest = latest();
        if (latest.filter(this::isOfThisTurn).isEmpty()) {
            latest.filter(PurgeSchedule::isUnfinished)
                    .ifPresentOrElse(
                            execution -> jobs.restart(execution.getExecutionId(), null),
                            () -> jobs.start(JOB, null));
        }
    }

    private Optional<JobExecution> latest() {
        if (!jobs.getJobNames().contains(JOB)) {
            return Optional.empty();
        }
        return jobs.getJobInstances(JOB, 0, 1).stream()
                .flatMap(instance -> jobs.getJobExecutions(instance).stream())
                .max(Comparator.comparing(JobExecution::getCreateTime));
    }

    private boolean isOfThisTurn(JobExecution execution) {
        return execution.getCreateTime().toInstant().isAfter(clock.instant().minus(TURN));
    }

    private static boolean isUnfinished(JobExecution execution) {
        return execution.getBatchStatus() == BatchStatus.FAILED
                || execution.getBatchStatus() == BatchStatus.STOPPED;
    }
}
