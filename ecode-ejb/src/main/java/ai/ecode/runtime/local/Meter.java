package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import java.util.function.Supplier;

/// Counts what a group of processes uses, and can end it.
sealed interface Meter permits CgroupMeter, SampledMeter {

    Accounting accounting();

    /// Called every 50 ms while somebody cares.
    void look(Supplier<ProcessTable> table);

    long cpuMillis();

    /// As [ai.ecode.runtime.RunningWorkspace#activity].
    long activity();

    long memoryBytes();

    long peakMemoryBytes();

    /// Processes and threads now.
    int processes();

    /// Whether the kernel ended one of them for want of memory.
    boolean ranOutOfMemory();

    /// Whether the kernel refused them one more.
    boolean ranOutOfProcesses();

    /// Kills all of them that are known.
    void kill();
}
