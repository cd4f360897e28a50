package ai.ecode.runtime.local;

import ai.ecode.runtime.Accounting;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Counts by looking at the processes: those below `root`, and those that were seen there once, whoever is their parent now.
/// What starts and ends between two looks is counted only as far as its parent waited for it.
final class SampledMeter implements Meter {

    private final long root;

    /// Guarded by this.
    private final Map<Long, ProcessTable.Entry> seen = new HashMap<>();

    private volatile long cpuMillis;
    private volatile long endedCpuMillis;
    private volatile long memoryBytes;
    private volatile long peakMemoryBytes;
    private volatile int processes;

    /// @param root pid on the host; its own use counts as well
    SampledMeter(long root) {
        this.root = root;
    }

    @Override
    public Accounting accounting() {
        return Accounting.SAMPLED;
    }

    @Override
    public synchronized void look(Supplier<ProcessTable> table) {
        ProcessTable now = table.get();
        var alive = new HashMap<Long, ProcessTable.Entry>();
        add(alive, now, root);
        for (ProcessTable.Entry before : seen.values()) {
            ProcessTable.Entry again = now.get(before.pid());
            if (again != null && again.isSameAs(before)) {
                add(alive, now, before.pid());
            }
        }
        for (ProcessTable.Entry before : seen.values()) {
            // A parent that waited for it counts it from now on; one that lost its parent is
            // counted here.
            if (!alive.containsKey(before.pid()) && !alive.containsKey(before.parent())) {
                endedCpuMillis += before.cpuMillis();
            }
        }
        long cpu = endedCpuMillis;
        long memory = 0;
        long threads = 0;
        for (ProcessTable.Entry entry : alive.values()) {
            cpu += entry.cpuMillis();
            threads += entry.threads();
            memory += ProcessTable.ownMemoryBytes(entry.pid());
        }
        seen.clear();
        seen.putAll(alive);
        cpuMillis = Math.max(cpuMillis, cpu);
        memoryBytes = memory;
        peakMemoryBytes = Math.max(peakMemoryBytes, memory);
        processes = (int) threads;
    }

    private static void add(Map<Long, ProcessTable.Entry> to, ProcessTable table, long pid) {
        ProcessTable.Entry entry = table.get(pid);
        if (entry != null && to.putIfAbsent(pid, entry) == null) {
            table.below(pid).forEach(below -> to.putIfAbsent(below.pid(), below));
        }
    }

    @Override
    public long cpuMillis() {
        return cpuMillis;
    }

    @Override
    public long activity() {
        look(ProcessTable::now);
        long sign = 1;
        synchronized (this) {
            for (long pid : new TreeSet<>(seen.keySet())) {
                sign = (31 * sign + pid) * 31 + ProcessTable.turns(pid);
            }
        }
        return sign;
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public long peakMemoryBytes() {
        return peakMemoryBytes;
    }

    @Override
    public int processes() {
        return processes;
    }

    @Override
    public boolean ranOutOfMemory() {
        return false;
    }

    @Override
    public boolean ranOutOfProcesses() {
        return false;
    }

    @Override
    public void kill() {
        look(ProcessTable::now);
        synchronized (this) {
            for (ProcessTable.Entry entry : seen.values()) {
                ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }
}
