package ai.ecode.batch.purge;

import ai.ecode.files.UnusedContent;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/// Frees the space of content that no file refers to.
@Dependent
@Named
public class UnusedContentRemoval extends AbstractItemWriter {

    @Inject private UnusedContent content;

    @Override
    public void writeItems(List<Object> parts) {
        parts.forEach(part -> content.remove((UnusedContent.Part) part));
    }
}
