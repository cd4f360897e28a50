package ai.ecode.runtime;

import java.util.List;
import java.util.Map;

/// A process to start.
///
/// @param argv program (looked up in PATH) and its arguments
/// @param environment added to the bare environment of the sandbox
/// @param workingFolder relative to the tree, `""` for the tree itself; when it is missing the process starts in the tree
/// @param stdio a terminal or three pipes
/// @param limits what it and its children may use
public record ProcessSpec(
        List<String> argv,
        Map<String, String> environment,
        String workingFolder,
        Stdio stdio,
        ProcessLimits limits) {

    public ProcessSpec {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("A process has a program");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /// The values of variables, and arguments, may be secret: they stay out of logs.
    @Override
    public String toString() {
        return "ProcessSpec[" + argv.getFirst() + "]";
    }

    /// Standard input, output and error as three pipes, in the tree, with a bare environment and no limits of its own.
    public static ProcessSpec of(String... argv) {
        return new ProcessSpec(List.of(argv), Map.of(), "", new Stdio.Pipes(), ProcessLimits.NONE);
    }

    public ProcessSpec with(Map<String, String> variables) {
        return new ProcessSpec(argv, variables, workingFolder, stdio, limits);
    }

    public ProcessSpec in(String folder) {
        return new ProcessSpec(argv, environment, folder, stdio, limits);
    }

    public ProcessSpec on(Stdio other) {
        return new ProcessSpec(argv, environment, workingFolder, other, limits);
    }

    public ProcessSpec within(ProcessLimits other) {
        return new ProcessSpec(argv, environment, workingFolder, stdio, other);
    }
}
