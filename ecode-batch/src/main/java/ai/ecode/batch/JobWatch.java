package ai.ecode.batch;

import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.logging.Logger;

/// Says which executions run here, and in the log when one ended.
@Dependent
@Named
public class JobWatch implements JobListener {

    private static final Logger LOG = Logger.getLogger(JobWatch.class.getName());

    @Inject private JobContext job;
    @Inject private RunningJobs running;

    @Override
    public void beforeJob() {
        running.began(job.getExecutionId());
    }

    @Override
    public void afterJob() {
        running.ended(job.getExecutionId());
        LOG.info(() ->
                "Job %s, execution %d, ended".formatted(job.getJobName(), job.getExecutionId()));
    }
}
