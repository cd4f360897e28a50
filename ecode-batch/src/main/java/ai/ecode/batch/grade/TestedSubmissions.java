package ai.ecode.batch.grade;

import ai.ecode.regrading.RegradeWork;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/// Writes down what came of testing submissions again.
@Dependent
@Named
public class TestedSubmissions extends AbstractItemWriter {

    @Inject private RegradeWork work;

    @Override
    public void writeItems(List<Object> tried) {
        for (Object one : tried) {
            work.keep((RegradeWork.Tried) one);
        }
    }
}
