package ai.ecode.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.LongConsumer;

/// Brings a job to where people want it: starts, stops and restarts it. What a dead server ran is taken up by another, or by the
/// same one when it is back.
@ApplicationScoped
public class JobAttendant {

    /// Whoever has said nothing for so long is dead.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// What failed waits so long.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Inject private JobOperator jobs;
    @Inject private RunningJobs running;
    @Inject private Clock clock;

    /// What people want of a job.
    ///
    /// @param job name of its definition
    /// @param wanted whether it should run
    /// @param execution the last one
    /// @param aliveAt when a server last said that it runs it
    /// @param beat says that this one does
    /// @param runsAs writes down which execution is the last one
    public record Errand(
            String job,
            Properties parameters,
            boolean wanted,
            OptionalLong execution,
            Optional<Instant> aliveAt,
            Runnable beat,
            LongConsumer runsAs) {}

    public void attend(Errand errand) {
        if (errand.execution().isEmpty()) {
            if (errand.wanted()) {
                start(errand);
            }
            return;
        }
        JobExecution execution = latest(errand.execution().getAsLong());
        if (execution.getExecutionId() != errand.execution().getAsLong()) {
            errand.runsAs().accept(execution.getExecutionId());
        }
        switch (execution.getBatchStatus()) {
            case STARTING, STARTED, STOPPING -> watch(errand, execution);
            case STOPPED, FAILED -> {
                if (errand.wanted() && isSilent(errand, PAUSE)) {
                    errand.runsAs()
                            .accept(jobs.restart(execution.getExecutionId(), errand.parameters()));
                }
            }
            case COMPLETED, ABANDONED -> {
                if (errand.wanted() && isSilent(errand, PAUSE)) {
                    start(errand);
                }
            }
        }
    }

    /// Of the same instance: a server may have died between restarting it and writing that down.
    private JobExecution latest(long execution) {
        return jobs.getJobExecutions(jobs.getJobInstance(execution)).stream()
                .max(Comparator.comparingLong(JobExecution::getExecutionId))
                .orElseThrow();
    }

    private void watch(Errand errand, JobExecution execution) {
        if (!running.isHere(execution.getExecutionId())) {
            if (errand.wanted() && isSilent(errand, SILENCE)) {
                start(errand);
            }
            return;
        }
        errand.beat().run();
        if (!errand.wanted() && execution.getBatchStatus() == BatchStatus.STARTED) {
            jobs.stop(execution.getExecutionId());
        }
    }

    private void start(Errand errand) {
        errand.runsAs().accept(jobs.start(errand.job(), errand.parameters()));
    }

    private boolean isSilent(Errand errand, Duration silence) {
        return errand.aliveAt().filter(at -> at.isAfter(clock.instant().minus(silence))).isEmpty();
    }
}
