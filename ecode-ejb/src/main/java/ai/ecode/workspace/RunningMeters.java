package ai.ecode.workspace;

import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The meters of the workspaces that run on this server.
@ApplicationScoped
public class RunningMeters {

    private final Map<WorkspaceId, RunningMeter> meters = new ConcurrentHashMap<>();

    @Inject private RuntimeDriver driver;
    @Inject private Clock clock;

    /// The sandbox is there.
    void begin(WorkspaceId workspace, RunningWorkspace sandbox) {
        meters.put(workspace, new RunningMeter(clock.instant(), sandbox.usage().measured()));
    }

    /// The sandbox was there before this server was: what it used until now an earlier one counted.
    void resume(WorkspaceId workspace, RunningWorkspace sandbox) {
        meters.put(workspace, RunningMeter.resumed(clock.instant(), reading(sandbox)));
    }

    /// Reads the workspace's meter; what is gone keeps its last reading.
    public void read(WorkspaceId workspace) {
        RunningMeter meter = meters.get(workspace);
        var sandbox = driver.find(workspace.value());
        if (meter != null && sandbox.isPresent()) {
            try {
                meter.read(reading(sandbox.get()), clock.instant());
            } catch (ECodeException endedMeanwhile) {
                // The last reading stands.
            }
        }
    }

    private static RunningMeter.Reading reading(RunningWorkspace sandbox) {
        var usage = sandbox.usage();
        return new RunningMeter.Reading(
                usage.cpuMillis(),
                sandbox.memoryBytes(),
                sandbox.storageBytes(),
                sandbox.egressBytes(),
                usage.measured());
    }

    /// What was used since the last stretch that was recorded; empty for what does not run here.
    public Optional<RunningMeter.Stretch> stretch(WorkspaceId workspace) {
        return Optional.ofNullable(meters.get(workspace)).map(RunningMeter::stretch);
    }

    /// The stretch is written down, for good.
    public void recorded(WorkspaceId workspace, RunningMeter.Stretch stretch) {
        RunningMeter meter = meters.get(workspace);
        if (meter != null) {
            meter.recorded(stretch);
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkspaceStopped event) {
        meters.remove(event.workspace());
    }
}
