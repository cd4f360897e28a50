package ai.ecode.batch.grade;

import ai.ecode.regrading.RegradeId;
import ai.ecode.regrading.RegradeWork;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The submissions of one part of a regrade that wait, in their order. The last one read is the checkpoint.
@Dependent
@Named
public class SubmissionsToTest extends AbstractItemReader {

    @Inject private RegradeWork work;

    @Inject
    @BatchProperty(name = "regrade")
    private String regrade;

    @Inject
    @BatchProperty(name = "part")
    private String part;

    private int last;

    @Override
    public void open(@Nullable Serializable checkpoint) {
        last = checkpoint == null ? 0 : (Integer) checkpoint;
    }

    @Override
    public RegradeWork.@Nullable Item readItem() {
        var next = work.next(new RegradeId(UUID.fromString(regrade)), Integer.parseInt(part), last);
        next.ifPresent(item -> last = item.ordinal());
        return next.orElse(null);
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
