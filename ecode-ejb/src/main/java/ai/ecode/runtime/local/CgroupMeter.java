package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import java.io.IOException;
import java.util.function.Supplier;

/// Lets the kernel count.
///
/// @param memoryBefore what the group held before, such as files read by an earlier run
/// @param killsBefore as [Cgroup#killsForMemory] counted before
/// @param refusalsBefore as [Cgroup#refusedProcesses] counted before
record CgroupMeter(Cgroup group, long memoryBefore, long killsBefore, long refusalsBefore)
        implements Meter {

    /// A group that counts from the beginning.
    static CgroupMeter ofNew(Cgroup group) {
        return new CgroupMeter(group, 0, 0, 0);
    }

    /// A group that counted others before: only what comes from now on counts.
    static CgroupMeter ofUsed(Cgroup group) throws IOException {
        group.forgetPeak();
        return new CgroupMeter(
                group, group.memoryBytes(), group.killsForMemory(), group.refusedProcesses());
    }

    @Override
    public Accounting accounting() {
        return Accounting.EXACT;
    }

    @Override
    public void look(Supplier<ProcessTable> table) {
        // The kernel looks all the time.
    }

    @Override
    public long cpuMillis() {
        return group.cpuMillis();
    }

    @Override
    public long activity() {
        return group.cpuNanos();
    }

    @Override
    public long memoryBytes() {
        return Math.max(0, group.memoryBytes() - memoryBefore);
    }

    @Override
    public long peakMemoryBytes() {
        return Math.max(0, group.peakMemoryBytes() - memoryBefore);
    }

    @Override
    public int processes() {
        return 0; // pids.max holds without anybody counting
    }

    @Override
    public boolean ranOutOfMemory() {
        return group.killsForMemory() > killsBefore;
    }

    @Override
    public boolean ranOutOfProcesses() {
        return group.refusedProcesses() > refusalsBefore;
    }

    @Override
    public void kill() {
        group.kill();
    }
}
