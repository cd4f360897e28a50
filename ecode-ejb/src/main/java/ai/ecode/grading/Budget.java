package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.execution.Limits;
import ai.ecode.shared.ECodeException;

/// What one test may use.
///
/// @param cpuMillis processor time, summed over cores
/// @param memoryBytes resident memory at any moment
/// @param processes processes and threads at once
/// @param outputBytes bytes on standard output and error together
/// @param wallMillis time from start to end, at least four times the processor time; 0 is what follows from that
/// @param fileBytes how large one file may become, 64 KiB to 256 MiB; 0 is as large as the sandbox lets it
public record Budget(
        long cpuMillis,
        long memoryBytes,
        int processes,
        long outputBytes,
        long wallMillis,
        long fileBytes) {

    private static final long LEAST_WALL = 10_000;
    private static final int WALL_FOR_CPU = 4;

    /// What a Java machine writes down of itself takes half of it.
    private static final long LEAST_FILE = 64L << 10;

    private static final long MOST_FILE = 256L << 20;

    /// With the time and the files that are usual.
    public Budget(long cpuMillis, long memoryBytes, int processes, long outputBytes) {
        this(cpuMillis, memoryBytes, processes, outputBytes, 0, 0);
    }

    /// @throws ECodeException `MALFORMED_REQUEST`
    public Budget {
        if (wallMillis != 0 && wallMillis < WALL_FOR_CPU * cpuMillis) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The limit wallMillis is at least %d, four times that of the processor: with less a verdict would depend on how busy the machine is."
                                    .formatted(WALL_FOR_CPU * cpuMillis))
                    .with("field", "limits.wallMillis");
        }
        if (fileBytes != 0 && (fileBytes < LEAST_FILE || fileBytes > MOST_FILE)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The limit fileBytes is %d to %d.".formatted(LEAST_FILE, MOST_FILE))
                    .with("field", "limits.fileBytes");
        }
    }

    /// A busy machine gives a program less of its processors, so what counts is their time; this only ends what waits for
    /// something that does not come.
    ///
    /// @param most what a run may take here at all
    public long wallMillis(long most) {
        long wanted = wallMillis == 0 ? Math.max(LEAST_WALL, cpuMillis * WALL_FOR_CPU) : wallMillis;
        return Math.min(most, wanted);
    }

    /// @param mostWallMillis what a run may take here at all
    Limits limits(long mostWallMillis) {
        return new Limits(
                cpuMillis,
                wallMillis(mostWallMillis),
                memoryBytes,
                processes,
                outputBytes,
                fileBytes);
    }
}
