package ai.ecode.execution;

import ai.ecode.runtime.Resources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What a run may use when nobody says otherwise, and at most.
@ApplicationScoped
public class LimitSettings {

    private static final long STORAGE_BYTES = 256L << 20;

    @Inject
    @ConfigProperty(name = "ecode.execution.cpu-millis", defaultValue = "10000")
    private long cpuMillis;

    @Inject
    @ConfigProperty(name = "ecode.execution.wall-millis", defaultValue = "30000")
    private long wallMillis;

    @Inject
    @ConfigProperty(name = "ecode.execution.memory-bytes", defaultValue = "536870912")
    private long memoryBytes;

    @Inject
    @ConfigProperty(name = "ecode.execution.processes", defaultValue = "64")
    private int processes;

    @Inject
    @ConfigProperty(name = "ecode.execution.output-bytes", defaultValue = "1048576")
    private long outputBytes;

    @Inject
    @ConfigProperty(name = "ecode.execution.ceiling.cpu-millis", defaultValue = "60000")
    private long mostCpuMillis;

    @Inject
    @ConfigProperty(name = "ecode.execution.ceiling.wall-millis", defaultValue = "120000")
    private long mostWallMillis;

    @Inject
    @ConfigProperty(name = "ecode.execution.ceiling.memory-bytes", defaultValue = "2147483648")
    private long mostMemoryBytes;

    @Inject
    @ConfigProperty(name = "ecode.execution.ceiling.processes", defaultValue = "256")
    private int mostProcesses;

    @Inject
    @ConfigProperty(name = "ecode.execution.ceiling.output-bytes", defaultValue = "8388608")
    private long mostOutputBytes;

    /// For programs that are no server.
    ///
    /// @param most what a run may use, also when nobody says otherwise
    public static LimitSettings of(Limits most) {
        return new LimitSettings() {
            @Override
            public Limits usual() {
                return most;
            }

            @Override
            public Limits ceiling() {
                return most;
            }
        };
    }

    public Limits usual() {
        return Limits.of(cpuMillis, wallMillis, memoryBytes, processes, outputBytes);
    }

    public Limits ceiling() {
        return Limits.of(
                mostCpuMillis, mostWallMillis, mostMemoryBytes, mostProcesses, mostOutputBytes);
    }

    /// What a one-shot sandbox must have for a run at the ceiling.
    Resources resources() {
        Limits most = ceiling().forCompiling();
        return new Resources(1000, most.memoryBytes(), STORAGE_BYTES, most.processes());
    }
}
