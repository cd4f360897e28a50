package ai.ecode.grading.wall;

import ai.ecode.runtime.ProcessLimits;

/// What a submission may use behind the wall.
///
/// @param cpuMillis processor time in each test
/// @param wallMillis time for answers in each test
/// @param memoryBytes at any moment
/// @param processes at once
public record WallLimits(long cpuMillis, long wallMillis, long memoryBytes, int processes) {

    /// Of all messages of a submission to one file of tests.
    static final long MOST_BYTES = 64L << 20;

    static final int MOST_MESSAGES = 100_000;

    /// The same with more time from start to end.
    public WallLimits patient(int times) {
        return new WallLimits(cpuMillis, times * wallMillis, memoryBytes, processes);
    }

    /// What its process is held to in all; each test is held to less while it runs.
    ProcessLimits ofTheSubmission(int tests) {
        long most = cpuMillis * (tests + 2L);
        return new ProcessLimits(most, 0, memoryBytes, processes, 2 * MOST_BYTES);
    }
}
