package ai.ecode.grading;

import ai.ecode.execution.Limits;
import ai.ecode.execution.Tool;
import java.util.List;
import java.util.Map;

/// Under which conditions a submission was tested, beside the tests.
///
/// @param tools that decide what comes out
/// @param limits of each test
/// @param seed variables by which what is random is the same each time
public record Conditions(List<Tool> tools, Limits limits, Map<String, String> seed) {

    public Conditions {
        tools = List.copyOf(tools);
        seed = Map.copyOf(seed);
    }
}
