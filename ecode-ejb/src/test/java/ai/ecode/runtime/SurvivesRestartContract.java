package ai.ecode.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every driver keeps whose workspaces outlive the server. Programs are those of [RuntimeDriverContract].
@Timeout(120)
public abstract class SurvivesRestartContract {

    private static final Resources SMALL = new Resources(1000, 256L << 20, 64L << 20, 64);

    /// The driver as the server finds it at each start; what ran before still does.
    protected abstract RuntimeDriver atStart();

    private static WorkspaceSpec spec(UUID id) {
        return new WorkspaceSpec(id, new UUID(0, 7), SMALL, Map.of());
    }

    private static List<RunningWorkspace> adopt(RuntimeDriver driver) {
        return driver.capability(SurvivesRestart.class).orElseThrow().adopt();
    }

    private static Optional<RunningWorkspace> among(List<RunningWorkspace> adopted, UUID id) {
        return adopted.stream().filter(workspace -> workspace.id().equals(id)).findFirst();
    }

    @Test
    void whatRanIsFoundOnceItIsAdopted() throws Exception {
        var id = UUID.randomUUID();
        RunningWorkspace before = atStart().start(spec(id));
        RuntimeDriverContract.run(before, ProcessSpec.of("tee", "kept"), "from before");

        RuntimeDriver driver = atStart();
        assertTrue(driver.find(id).isEmpty(), "nothing is known before it is adopted");
        RunningWorkspace adopted = among(adopt(driver), id).orElseThrow();
        assertSame(adopted, driver.find(id).orElseThrow());
        assertTrue(driver.running().contains(id));
        var said = RuntimeDriverContract.run(adopted, ProcessSpec.of("cat", "kept"));
        assertEquals("from before", said.out());
        driver.stop(id);
        driver.discard(id);
    }

    @Test
    void startingWhatWasAdoptedAnswersWithIt() {
        var id = UUID.randomUUID();
        var _ = atStart().start(spec(id));
        RuntimeDriver driver = atStart();
        RunningWorkspace adopted = among(adopt(driver), id).orElseThrow();
        assertSame(adopted, driver.start(spec(id)));
        driver.stop(id);
        driver.discard(id);
    }

    @Test
    void theEndOfWhatWasAdoptedIsHeard() throws Exception {
        var id = UUID.randomUUID();
        var _ = atStart().start(spec(id));
        RuntimeDriver driver = atStart();
        RunningWorkspace adopted = among(adopt(driver), id).orElseThrow();
        driver.stop(id);
        assertTrue(adopted.ended().toCompletableFuture().get(60, TimeUnit.SECONDS).requested());
        assertTrue(driver.find(id).isEmpty());
        assertFalse(driver.running().contains(id));
        driver.discard(id);
    }

    @Test
    void whatWasStoppedIsNotAdopted() {
        var id = UUID.randomUUID();
        RuntimeDriver first = atStart();
        var _ = first.start(spec(id));
        first.stop(id);
        assertTrue(among(adopt(atStart()), id).isEmpty());
        first.discard(id);
    }
}
