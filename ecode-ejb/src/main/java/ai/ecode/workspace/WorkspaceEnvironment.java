package ai.ecode.workspace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the programs of a workspace find in their environment, and what of it must not be shown.
///
/// @param variables by name, the secret ones included
/// @param secrets the values of the secret ones
public record WorkspaceEnvironment(Map<String, String> variables, List<String> secrets) {

    public static final WorkspaceEnvironment EMPTY = new WorkspaceEnvironment(Map.of(), List.of());

    public WorkspaceEnvironment {
        variables = Map.copyOf(variables);
        secrets = List.copyOf(secrets);
    }

    /// The variables of the workspace with these over them.
    public Map<String, String> under(Map<String, String> others) {
        var all = new TreeMap<>(variables);
        all.putAll(others);
        return all;
    }

    /// Values stay out of logs.
    @Override
    public String toString() {
        return "WorkspaceEnvironment" + new TreeMap<>(variables).keySet();
    }
}
