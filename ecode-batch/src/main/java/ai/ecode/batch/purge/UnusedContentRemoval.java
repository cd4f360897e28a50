package ai.ecode.batch.purge;

import ai.ecode.files.UnusedContent;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/// Frees the space of content that no file refers to.
@Dependent
@Named
public class UnusedContentRemoval extends AbstractItemWriter {

    @Inject private UnusedContent content;
    @Inject private StepContext step;

    @Override
    public void writeItems(List<Object> parts) {
        for (Object part : parts) {
            Tally.of(step).add(content.remove((UnusedContent.Part) part));
        }
    }
}
