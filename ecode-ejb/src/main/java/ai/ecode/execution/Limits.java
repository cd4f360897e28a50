package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.LIMIT_ABOVE_CEILING;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.runtime.ProcessLimits;
import ai.ecode.shared.ECodeException;

/// What a run may use.
///
/// @param cpuMillis processor time, summed over cores
/// @param wallMillis time from start to end
/// @param memoryBytes resident memory at any moment
/// @param processes processes and threads at once
/// @param outputBytes bytes on standard output and error together
/// @param fileBytes how large one file may become; 0 is as large as the sandbox lets it
public record Limits(
        long cpuMillis,
        long wallMillis,
        long memoryBytes,
        int processes,
        long outputBytes,
        long fileBytes) {

    private static final long LEAST_MEMORY = 8L << 20;

    public Limits {
        atLeast("cpuMillis", cpuMillis, 1);
        atLeast("wallMillis", wallMillis, 1);
        atLeast("memoryBytes", memoryBytes, LEAST_MEMORY);
        atLeast("processes", processes, 1);
        atLeast("outputBytes", outputBytes, 1);
        atLeast("fileBytes", fileBytes, 0);
    }

    /// Files may become as large as the sandbox lets them. No second constructor: JSON is read by the only one.
    public static Limits of(
            long cpuMillis, long wallMillis, long memoryBytes, int processes, long outputBytes) {
        return new Limits(cpuMillis, wallMillis, memoryBytes, processes, outputBytes, 0);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "The limit %s is at least %d.".formatted(name, least));
        }
    }

    /// @throws ECodeException `LIMIT_ABOVE_CEILING`, naming the first limit that is
    public Limits requireWithin(Limits ceiling) {
        within("cpuMillis", cpuMillis, ceiling.cpuMillis);
        within("wallMillis", wallMillis, ceiling.wallMillis);
        within("memoryBytes", memoryBytes, ceiling.memoryBytes);
        within("processes", processes, ceiling.processes);
        within("outputBytes", outputBytes, ceiling.outputBytes);
        return this;
    }

    private static void within(String name, long value, long ceiling) {
        if (value > ceiling) {
            throw new ECodeException(
                            LIMIT_ABOVE_CEILING,
                            "The limit %s is %d, the most allowed here is %d. Nothing was run."
                                    .formatted(name, value, ceiling))
                    .with("limit", name)
                    .with("ceiling", ceiling);
        }
    }

    /// Compilers need more than the programs they make: at least this much, whatever the program may use.
    Limits forCompiling() {
        return Limits.of(
                Math.max(cpuMillis, 30_000),
                Math.max(wallMillis, 60_000),
                Math.max(memoryBytes, 512L << 20),
                Math.max(processes, 128),
                256 << 10);
    }

    ProcessLimits forProcess() {
        return new ProcessLimits(
                cpuMillis, wallMillis, memoryBytes, processes, outputBytes, fileBytes);
    }
}
