package ai.ecode.grading;

import ai.ecode.execution.Status;
import ai.ecode.runtime.ProcessLimits;
import java.util.Optional;

/// What became of a test.
public enum TestOutcome {
    PASSED,
    /// It is worth a part of its points, as a program of the teacher's says.
    PARTLY,
    /// It ended well and wrote something else.
    WRONG_OUTPUT,
    /// A unit test says that it is not right.
    FAILED,
    COMPILE_ERROR,
    RUNTIME_ERROR,
    CPU_LIMIT,
    WALL_LIMIT,
    MEMORY_LIMIT,
    PROCESS_LIMIT,
    OUTPUT_LIMIT;

    /// Of a run whose output is worth nothing.
    ///
    /// @throws PlatformFault for a run that was cut off
    static TestOutcome of(Status status) {
        return switch (status) {
            case OK -> WRONG_OUTPUT;
            case COMPILE_ERROR -> COMPILE_ERROR;
            case RUNTIME_ERROR -> RUNTIME_ERROR;
            case CPU_LIMIT -> CPU_LIMIT;
            case WALL_LIMIT -> WALL_LIMIT;
            case MEMORY_LIMIT -> MEMORY_LIMIT;
            case PROCESS_LIMIT -> PROCESS_LIMIT;
            case OUTPUT_LIMIT -> OUTPUT_LIMIT;
            case CANCELLED -> throw new PlatformFault("A run was cut off");
        };
    }

    /// Of what is worth so many percent of its points.
    ///
    /// @param nothing what it is when that is nothing
    static TestOutcome worth(int percent, TestOutcome nothing) {
        return switch (percent) {
            case 100 -> PASSED;
            case 0 -> nothing;
            default -> PARTLY;
        };
    }

    /// Of a submission that ended in the middle of a test.
    static TestOutcome of(Optional<ProcessLimits.Kind> limit) {
        return limit.map(kind ->
                        switch (kind) {
                            case CPU -> CPU_LIMIT;
                            case WALL -> WALL_LIMIT;
                            case MEMORY -> MEMORY_LIMIT;
                            case PROCESSES -> PROCESS_LIMIT;
                            case OUTPUT -> OUTPUT_LIMIT;
                            case STORAGE -> RUNTIME_ERROR;
                        })
                .orElse(RUNTIME_ERROR);
    }
}
