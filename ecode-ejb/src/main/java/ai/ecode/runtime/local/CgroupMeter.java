package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import java.util.function.Supplier;

/// Lets the kernel count.
record CgroupMeter(Cgroup group) implements Meter {

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
    public long memoryBytes() {
        return group.memoryBytes();
    }

    @Override
    public long peakMemoryBytes() {
        return group.peakMemoryBytes();
    }

    @Override
    public int processes() {
        return 0; // pids.max holds without anybody counting
    }

    @Override
    public boolean ranOutOfMemory() {
        return group.ranOutOfMemory();
    }

    @Override
    public boolean ranOutOfProcesses() {
        return group.ranOutOfProcesses();
    }

    @Override
    public void kill() {
        group.kill();
    }
}
