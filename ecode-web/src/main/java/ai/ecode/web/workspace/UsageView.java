package ai.ecode.web.workspace;

import ai.ecode.runtime.Accounting;
import ai.ecode.workspace.UsageOfDay;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Use over some days.
@Schema(name = "Usage")
public record UsageView(LocalDate from, LocalDate to, List<DayView> items, DayAmounts total) {

    static UsageView of(UsagePeriod period, List<UsageOfDay> days) {
        return new UsageView(
                period.from(),
                period.to(),
                days.stream().map(day -> new DayView(day.day(), DayAmounts.of(day))).toList(),
                days.stream().map(DayAmounts::of).reduce(DayAmounts.NONE, DayAmounts::and));
    }

    /// One day.
    @Schema(name = "UsageOfDay")
    public record DayView(LocalDate day, DayAmounts amounts) {}

    /// How much.
    @Schema(name = "UsageAmounts")
    public record DayAmounts(
            @Schema(description = "Seconds that workspaces ran, summed over them")
                    long runningSeconds,
            long cpuMillis,
            @Schema(description = "Mebibytes held, times seconds") long memoryMibSeconds,
            @Schema(description = "The most that files took") long storageBytes,
            @Schema(description = "Sent and received through the way out") long egressBytes,
            @Schema(description = "Finished runs") long runs,
            @Schema(description = "Ended terminals") long terminals,
            @Schema(
                            description = "How processor time was counted",
                            enumeration = {"exact", "sampled"})
                    String measured) {

        static final DayAmounts NONE =
                new DayAmounts(0, 0, 0, 0, 0, 0, 0, Accounting.EXACT.wireName());

        static DayAmounts of(UsageOfDay day) {
            return new DayAmounts(
                    day.runningSeconds(),
                    day.cpuMillis(),
                    day.memoryMibSeconds(),
                    day.storageBytes(),
                    day.egressBytes(),
                    day.runs(),
                    day.terminals(),
                    day.measured().wireName());
        }

        DayAmounts and(DayAmounts other) {
            String exact = Accounting.EXACT.wireName();
            return new DayAmounts(
                    runningSeconds + other.runningSeconds,
                    cpuMillis + other.cpuMillis,
                    memoryMibSeconds + other.memoryMibSeconds,
                    Math.max(storageBytes, other.storageBytes),
                    egressBytes + other.egressBytes,
                    runs + other.runs,
                    terminals + other.terminals,
                    measured.equals(exact) ? other.measured : measured);
        }
    }
}
