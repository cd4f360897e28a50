package ai.ecode.runtime;

import java.util.Locale;

/// What one process with all its children may use; 0 is no limit beyond that of its sandbox.
///
/// @param cpuMillis processor time, summed over cores
/// @param wallMillis time from start to end
/// @param memoryBytes resident memory at any moment
/// @param processes processes and threads at once
/// @param outputBytes bytes on standard output and error together
/// @param fileBytes how large one file may become; writing more fails, and ends who does not expect that (`SIGXFSZ`)
public record ProcessLimits(
        long cpuMillis,
        long wallMillis,
        long memoryBytes,
        int processes,
        long outputBytes,
        long fileBytes) {

    public static final ProcessLimits NONE = new ProcessLimits(0, 0, 0, 0, 0);

    /// Files may become as large as the sandbox lets them.
    public ProcessLimits(
            long cpuMillis, long wallMillis, long memoryBytes, int processes, long outputBytes) {
        this(cpuMillis, wallMillis, memoryBytes, processes, outputBytes, 0);
    }

    public ProcessLimits {
        if (cpuMillis < 0
                || wallMillis < 0
                || memoryBytes < 0
                || processes < 0
                || outputBytes < 0
                || fileBytes < 0) {
            throw new IllegalArgumentException("A limit is not negative");
        }
    }

    /// Which limit ended a process.
    public enum Kind {
        CPU,
        WALL,
        MEMORY,
        PROCESSES,
        OUTPUT,
        /// More or larger files than the sandbox may hold.
        STORAGE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
