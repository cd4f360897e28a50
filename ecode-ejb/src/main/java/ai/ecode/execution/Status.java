package ai.ecode.execution;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;

/// What became of a run.
public enum Status {
    /// It ended with exit code 0.
    OK,
    /// Its compiler refused it, so it was not run.
    COMPILE_ERROR,
    /// It ended with another exit code or by a signal of its own making.
    RUNTIME_ERROR,
    CPU_LIMIT,
    WALL_LIMIT,
    MEMORY_LIMIT,
    PROCESS_LIMIT,
    /// It wrote more than allowed, to its output or into files.
    OUTPUT_LIMIT,
    /// Somebody ended it, or its workspace stopped.
    CANCELLED;

    static Status of(Exit exit) {
        if (exit.how() instanceof Exit.Lost) {
            return CANCELLED;
        }
        return exit.limit().map(Status::of).orElse(exit.isSuccess() ? OK : RUNTIME_ERROR);
    }

    private static Status of(ProcessLimits.Kind limit) {
        return switch (limit) {
            case CPU -> CPU_LIMIT;
            case WALL -> WALL_LIMIT;
            case MEMORY -> MEMORY_LIMIT;
            case PROCESSES -> PROCESS_LIMIT;
            case OUTPUT, STORAGE -> OUTPUT_LIMIT;
        };
    }
}
