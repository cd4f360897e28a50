package ai.ecode.workspace;

import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What was used from one moment to another.
///
/// @param subject what used it: the workspace, the terminal, the run
/// @param workspace where; empty for a run apart
/// @param user who is charged: a workspace's owner, whoever opened a terminal or started a run
/// @param within true when the use is part of its workspace's own records too; sums leave it out then
public record UsageRecord(
        Kind kind,
        UUID subject,
        Instant from,
        Instant to,
        Optional<WorkspaceId> workspace,
        UserId user,
        OrganizationId organization,
        boolean within,
        Amounts amounts) {

    /// What used it.
    public enum Kind {
        WORKSPACE,
        TERMINAL,
        RUN
    }

    /// How much.
    ///
    /// @param cpuMillis processor time, summed over cores
    /// @param memoryMibSeconds mebibytes held, times seconds. Of a workspace by looking at it again and again, of a terminal or
    ///     a run the most it held at once for its whole time
    /// @param storageBytes what the files took at the end
    /// @param egressBytes sent and received through the way out
    /// @param measured how the processor time was
    public record Amounts(
            long cpuMillis,
            long memoryMibSeconds,
            long storageBytes,
            long egressBytes,
            Accounting measured) {

        public Amounts {
            if (cpuMillis < 0 || memoryMibSeconds < 0 || storageBytes < 0 || egressBytes < 0) {
                throw new IllegalArgumentException("Nothing is used less than not at all");
            }
        }

        /// What one process with its children used.
        public static Amounts of(Usage usage) {
            return new Amounts(
                    usage.cpuMillis(),
                    (usage.peakMemoryBytes() >> 10) * usage.wallMillis() / 1024 / 1000,
                    0,
                    0,
                    usage.measured());
        }
    }
}
