package ai.ecode.workspace;

import ai.ecode.runtime.Accounting;
import java.time.Duration;
import java.time.Instant;

/// Counts what one running workspace uses, in stretches that follow each other without gap or overlap. A stretch ends for good
/// when it was [#recorded]; until then the next one is the same, only longer.
public final class RunningMeter {

    /// What a sandbox says at one moment; the first and the last grow from its start on.
    ///
    /// @param memoryBytes held now
    record Reading(
            long cpuMillis,
            long memoryBytes,
            long storageBytes,
            long egressBytes,
            Accounting measured) {}

    /// A stretch of time with what was used in it.
    public record Stretch(Instant from, Instant to, UsageRecord.Amounts amounts) {
        /// How long it is.
        public Duration time() {
            return Duration.between(from, to);
        }
    }

    // All guarded by this.
    private Instant from;
    private Instant readAt;
    private Reading last;
    private Reading recorded;
    private double byteSeconds;

    /// @param began when the workspace began to run; what it used before counts too
    RunningMeter(Instant began, Accounting measured) {
        var nothing = new Reading(0, 0, 0, 0, measured);
        this.from = began;
        this.readAt = began;
        this.last = nothing;
        this.recorded = nothing;
    }

    /// Counts what comes on top of a reading.
    static RunningMeter resumed(Instant now, Reading before) {
        var meter = new RunningMeter(now, before.measured());
        meter.last = before;
        meter.recorded = before;
        return meter;
    }

    /// Takes what the sandbox says now. A clock that was put back counts as one that stood still.
    synchronized void read(Reading now, Instant at) {
        if (at.isAfter(readAt)) {
            double seconds = Duration.between(readAt, at).toNanos() / 1e9;
            byteSeconds += seconds * (last.memoryBytes() + now.memoryBytes()) / 2.0;
            readAt = at;
        }
        last = now;
    }

    /// What was used since the last stretch that was recorded, as far as it was read.
    synchronized Stretch stretch() {
        return new Stretch(
                from,
                readAt,
                new UsageRecord.Amounts(
                        Math.max(0, last.cpuMillis() - recorded.cpuMillis()),
                        Math.round(byteSeconds / (1 << 20)),
                        last.storageBytes(),
                        Math.max(0, last.egressBytes() - recorded.egressBytes()),
                        last.measured()));
    }

    /// The stretch is written down: the next one begins where it ends.
    synchronized void recorded(Stretch stretch) {
        if (stretch.from().equals(from)) {
            byteSeconds =
                    Math.max(
                            0,
                            byteSeconds
                                    - (double) stretch.amounts().memoryMibSeconds() * (1 << 20));
            recorded =
                    new Reading(
                            recorded.cpuMillis() + stretch.amounts().cpuMillis(),
                            0,
                            0,
                            recorded.egressBytes() + stretch.amounts().egressBytes(),
                            last.measured());
            from = stretch.to();
        }
    }
}
