package ai.ecode.batch.purge;

import static jakarta.batch.runtime.Metric.MetricType.WRITE_SKIP_COUNT;

import ai.ecode.shared.JobStepFinished;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.logging.Logger;

/// Says what each step did, in the log and as news for the metrics.
@Dependent
@Named
public class JobReport implements StepListener {

    private static final Logger LOG = Logger.getLogger(JobReport.class.getName());

    @Inject private JobContext job;
    @Inject private StepContext step;
    @Inject private Event<JobStepFinished> finished;

    @Override
    public void beforeStep() {}

    @Override
    public void afterStep() {
        long done = Tally.of(step).done();
        long skipped = count(WRITE_SKIP_COUNT);
        finished.fire(new JobStepFinished(job.getJobName(), step.getStepName(), done, skipped));
        LOG.info(() ->
                "Job %s, execution %d, step %s: %d done, %d skipped%s"
                        .formatted(
                                job.getJobName(),
                                job.getExecutionId(),
                                step.getStepName(),
                                done,
                                skipped,
                                step.getException() == null
                                        ? ""
                                        : "; failed: " + step.getException()));
    }

    private long count(Metric.MetricType type) {
        return Arrays.stream(step.getMetrics())
                .filter(metric -> metric.getType() == type)
                .mapToLong(Metric::getValue)
                .sum();
    }
}
