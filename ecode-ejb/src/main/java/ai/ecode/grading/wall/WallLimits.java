package ai.ecode.grading.wall;

import ai.ecode.runtime.ProcessLimits;

/// What a submission may use behind the wall.
///
/// @param cpuMillis processor time in each test
/// @param wallMillis time for answers in each test
/// @param memoryBytes at any moment
/// @param processes at once
/// @param fileBytes how large one file may become; 0 is as large as the sandbox lets it
public record WallLimits(
        long cpuMillis, long wallMillis, long memoryBytes, int processes, long fileBytes) {

    static final WallLimits NOTHING = new WallLimits(0, 0, 0, 0);

    /// Of all messages of a submission to one file of tests.
    static final long MOST_BYTES = 64L << 20;

    static final int MOST_MESSAGES = 100_000;

    /// Files may become as large as the sandbox lets them.
    public WallLimits(long cpuMillis, long wallMillis, long memoryBytes, int processes) {
        this(cpuMillis, wallMillis, memoryBytes, processes, 0);
    }

    /// The same with more time from start to end.
    public WallLimits patient(int times) {
        return new WallLimits(cpuMillis, times * wallMillis, memoryBytes, processes, fileBytes);
    }

    /// The same with the memory and the processes of what runs it, as they are measured.
    public WallLimits above(WallLimits overhead) {
        return new WallLimits(
                cpuMillis,
                wallMillis,
                memoryBytes + overhead.memoryBytes(),
                processes + overhead.processes(),
                fileBytes);
    }

    /// What its process is held to in all; each test is held to less while it runs.
    ///
    /// @param overhead on top of that
    ProcessLimits ofTheSubmission(int tests, WallLimits overhead) {
        long most = cpuMillis * (tests + 2L) + overhead.cpuMillis();
        return new ProcessLimits(
                most,
                0,
                above(overhead).memoryBytes(),
                above(overhead).processes(),
                2 * MOST_BYTES,
                fileBytes);
    }

    /// What it may use before its first answer.
    WallLimits atStart(WallLimits overhead) {
        return new WallLimits(
                cpuMillis + overhead.cpuMillis(),
                wallMillis + overhead.wallMillis(),
                memoryBytes,
                processes,
                fileBytes);
    }
}
