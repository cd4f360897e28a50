package ai.ecode.workspace;

import ai.ecode.runtime.Accounting;
import java.time.LocalDate;

/// What was used on one day (UTC).
///
/// @param runningSeconds time that workspaces ran, summed over them
/// @param runs finished runs, in workspaces and apart
/// @param terminals ended terminals
/// @param storageBytes the most that files took
/// @param measured sampled when anything of it was
public record UsageOfDay(
        LocalDate day,
        long runningSeconds,
        long cpuMillis,
        long memoryMibSeconds,
        long storageBytes,
        long egressBytes,
        long runs,
        long terminals,
        Accounting measured) {}
