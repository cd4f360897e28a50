package ai.ecode.runtime.local;

import java.util.List;
import java.util.function.Supplier;

/// Keeps a workspace within its memory where no cgroup does: while it has more than it may, its largest process is killed,
/// as the kernel would.
final class MemoryGuard implements Watcher.Watched {

    private final Meter meter;
    private final long first;
    private final long memoryBytes;

    /// @param first process 1 of the workspace, which with its supervisor is spared
    MemoryGuard(Meter meter, long first, long memoryBytes) {
        this.meter = meter;
        this.first = first;
        this.memoryBytes = memoryBytes;
    }

    @Override
    public void look(long nowNanos, Supplier<ProcessTable> table) {
        meter.look(table);
        if (meter.memoryBytes() <= memoryBytes) {
            return;
        }
        List<Long> supervisor = ProcessTable.childrenOf(first);
        long largest = 0;
        long most = 0;
        for (ProcessTable.Entry entry : table.get().below(first)) {
            boolean spared = !supervisor.isEmpty() && entry.pid() == supervisor.getFirst();
            long memory = ProcessTable.ownMemoryBytes(entry.pid());
            if (!spared && memory > most) {
                most = memory;
                largest = entry.pid();
            }
        }
        if (largest > 0) {
            ProcessHandle.of(largest).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
