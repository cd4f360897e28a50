package ai.ecode.batch.grade;

import ai.ecode.classroom.CourseId;
import ai.ecode.regrading.RegradeWork;
import ai.ecode.regrading.RegradeWork.Errand;
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
import java.util.HashSet;
import java.util.Properties;

/// Brings the jobs to where people want them: starts, stops and restarts them, of each course one at a time. What a dead server ran is taken up by another, or
/// by the same one when it is back.
@Singleton
public class RegradeSchedule {

    private static final String JOB = "grade-assignment";

    /// Whoever has said nothing for so long is dead.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// What failed waits so long.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Inject private JobOperator jobs;
    @Inject private RegradeWork work;
    @Inject private RunningJobs running;
    @Inject private ClusterLock lock;
    @Inject private Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void look() {
        var busy = new HashSet<CourseId>();
        for (Errand errand : work.errands()) {
            boolean hasTurn = !errand.wanted() || busy.add(errand.course());
            if (lock.tryForTransaction("regrade." + errand.regrade())) {
                attend(errand, hasTurn);
            }
        }
    }

    /// @param hasTurn whether nothing else of its course is to be tested before it
    private void attend(Errand errand, boolean hasTurn) {
        if (errand.execution().isEmpty()) {
            if (errand.wanted() && hasTurn) {
                start(errand);
            }
            return;
        }
        JobExecution execution = jobs.getJobExecution(errand.execution().getAsLong());
        switch (execution.getBatchStatus()) {
            case STARTING, STARTED, STOPPING -> watch(errand, execution);
            case STOPPED, FAILED -> {
                if (errand.wanted() && isSilent(errand, PAUSE)) {
                    goOn(errand, jobs.restart(execution.getExecutionId(), parameters(errand)));
                }
            }
            case COMPLETED, ABANDONED -> {
                if (errand.wanted() && isSilent(errand, PAUSE)) {
                    start(errand);
                }
            }
        }
    }

    private void watch(Errand errand, JobExecution execution) {
        if (!running.isHere(execution.getExecutionId())) {
            if (errand.wanted() && isSilent(errand, SILENCE)) {
                start(errand);
            }
            return;
        }
        work.beat(errand.regrade());
        if (!errand.wanted() && execution.getBatchStatus() == BatchStatus.STARTED) {
            jobs.stop(execution.getExecutionId());
        }
    }

    private void start(Errand errand) {
        goOn(errand, jobs.start(JOB, parameters(errand)));
    }

    private void goOn(Errand errand, long execution) {
        work.runsAs(errand.regrade(), execution);
    }

    private static Properties parameters(Errand errand) {
        var parameters = new Properties();
        parameters.setProperty("regrade", errand.regrade().toString());
        return parameters;
    }

    private boolean isSilent(Errand errand, Duration silence) {
        return errand.aliveAt().filter(at -> at.isAfter(clock.instant().minus(silence))).isEmpty();
    }
}
