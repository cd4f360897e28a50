package ai.ecode.batch.purge;

import ai.ecode.files.UnusedContent;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// All content in parts that are small enough for one transaction each. The end of the last part is the checkpoint.
@Dependent
@Named
public class UnusedContentBatches extends AbstractItemReader {

    private static final long PART = 10_000;

    @Inject private UnusedContent content;

    private long end;
    private long position;

    @Override
    public void open(@Nullable Serializable checkpoint) {
        position = checkpoint == null ? 0 : (Long) checkpoint;
        end = content.newest();
    }

    @Override
    public UnusedContent.@Nullable Part readItem() {
        if (position >= end) {
            return null;
        }
        var part = new UnusedContent.Part(position, position + PART);
        position = part.upTo();
        return part;
    }

    @Override
    public Serializable checkpointInfo() {
        return position;
    }
}
