package ai.ecode.grading;

import ai.ecode.classroom.SubmissionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/// Tests a submission again with the tests as they are now, outside of the queue. What came of it before stays.
@ApplicationScoped
public class Retest {

    @Inject private GradingQueue queue;
    @Inject private Grader grader;
    @Inject private SubmittedFiles files;
    @Inject private Clock clock;

    /// Blocks until all tests have run.
    ///
    /// @throws PlatformFault when something failed that is not the submission's doing
    /// @throws TestFault when the tests themselves are at fault
    public Retested run(SubmissionId id) throws IOException, InterruptedException {
        GradingQueue.Task task = queue.look(id);
        Instant started = clock.instant();
        Graded graded = grader.grade(task.organization(), task.suite(), files.of(task.files()));
        return new Retested(graded, started, clock.instant());
    }
}
