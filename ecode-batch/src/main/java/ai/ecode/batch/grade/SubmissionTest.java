package ai.ecode.batch.grade;

import ai.ecode.regrading.RegradeWork;
import ai.ecode.regrading.Regrader;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/// Tests one submission, when no student waits.
@Dependent
@Named
public class SubmissionTest implements ItemProcessor {

    @Inject private Regrader regrader;

    /// @return null for one that is not wanted any more
    @Override
    public RegradeWork.@Nullable Tried processItem(Object item) throws InterruptedException {
        return regrader.test((RegradeWork.Item) item).orElse(null);
    }
}
