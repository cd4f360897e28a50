package ai.ecode.runtime.local;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessLimits.Kind;
import ai.ecode.runtime.Usage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// One run under its limits: whichever is passed first ends it, and is what the run's exit tells.
final class LimitedRun implements Watcher.Watched {

    private final Meter meter;
    private final ProcessLimits limits;
    private final Runnable kill;
    private final long startedNanos = System.nanoTime();
    private final long cpuBefore;
    private final AtomicReference<Kind> passed = new AtomicReference<>();
    private final AtomicLong output = new AtomicLong();

    /// @param meter may have counted before; the processor time until now is not this run's
    /// @param kill called at most once, on any thread, and does not block
    LimitedRun(Meter meter, ProcessLimits limits, Runnable kill) {
        this.meter = meter;
        this.limits = limits;
        this.kill = kill;
        this.cpuBefore = meter.cpuMillis();
    }

    @Override
    public void look(long nowNanos, Supplier<ProcessTable> table) {
        meter.look(table);
        if (limits.cpuMillis() > 0 && cpuMillis() >= limits.cpuMillis()) {
            pass(Kind.CPU);
        } else if (limits.wallMillis() > 0 && wallMillis(nowNanos) >= limits.wallMillis()) {
            pass(Kind.WALL);
        } else if (limits.memoryBytes() > 0 && hasTooMuchMemory()) {
            pass(Kind.MEMORY);
        } else if (limits.processes() > 0
                && (meter.ranOutOfProcesses() || meter.processes() >= limits.processes())) {
            pass(Kind.PROCESSES);
        }
    }

    /// The kernel holds a cgroup at its limit: having reached it is no fault, having been killed for it is.
    private boolean hasTooMuchMemory() {
        return meter instanceof SampledMeter
                ? meter.memoryBytes() > limits.memoryBytes()
                : meter.ranOutOfMemory();
    }

    /// Ends the run because of this limit, unless another one did before.
    void pass(Kind limit) {
        if (passed.compareAndSet(null, limit)) {
            kill.run();
        }
    }

    /// How many of `wanted` bytes of output may still be handed out; fewer than wanted ends the run.
    int take(int wanted) {
        if (limits.outputBytes() <= 0) {
            return wanted;
        }
        long before = output.getAndAdd(wanted);
        int allowed = Math.clamp(limits.outputBytes() - before, 0, wanted);
        if (allowed < wanted) {
            pass(Kind.OUTPUT);
        }
        return allowed;
    }

    private long cpuMillis() {
        return Math.max(0, meter.cpuMillis() - cpuBefore);
    }

    private long wallMillis(long nowNanos) {
        return (nowNanos - startedNanos) / 1_000_000;
    }

    Usage usage() {
        return new Usage(
                cpuMillis(),
                wallMillis(System.nanoTime()),
                meter.peakMemoryBytes(),
                meter.accounting());
    }

    /// The exit of a run that just ended like this.
    Exit exit(Exit.How how) {
        return new Exit(how, limit(how), usage());
    }

    private Optional<Kind> limit(Exit.How how) {
        Kind known = passed.get();
        if (known != null) {
            return Optional.of(known);
        }
        boolean failed = !(how instanceof Exit.Code(int code) && code == 0);
        if (failed && limits.memoryBytes() > 0 && meter.ranOutOfMemory()) {
            return Optional.of(Kind.MEMORY);
        }
        if (failed && limits.processes() > 0 && meter.ranOutOfProcesses()) {
            return Optional.of(Kind.PROCESSES);
        }
        boolean byTheKernelsClock =
                how instanceof Exit.Signalled(int signal) && (signal == 24 || signal == 9);
        if (byTheKernelsClock && limits.cpuMillis() > 0 && cpuMillis() >= limits.cpuMillis()) {
            return Optional.of(Kind.CPU);
        }
        return Optional.empty();
    }
}
