package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final Workspace workspace = SomeWorkspace.running(NOW);

    @Test
    void aRestartStopsAndStarts() {
        assertTrue(workspace.restart(StopCause.OWNER, "Restarted by zoe."));
        assertEquals(Workspace.State.STOPPING, workspace.state());
        assertTrue(workspace.stopped(NOW));
        assertEquals(Workspace.State.STARTING, workspace.state());
        assertEquals(Optional.empty(), workspace.reason());
    }

    @Test
    void aRestartThatWasThoughtBetterOfEndsStopped() {
        workspace.restart(StopCause.OWNER, "Restarted by zoe.");
        assertFalse(workspace.stop(StopCause.OWNER, "Stopped by zoe."), "it stops already");
        assertFalse(workspace.stopped(NOW));
        assertEquals(Workspace.State.STOPPED, workspace.state());
        assertEquals(Optional.of("Stopped by zoe."), workspace.reason());
    }

    @Test
    void pressingRestartTwiceStartsOnce() {
        workspace.restart(StopCause.OWNER, "Restarted by zoe.");
        assertFalse(workspace.restart(StopCause.OWNER, "Restarted by zoe."));
        assertTrue(workspace.stopped(NOW));
        workspace.started(NOW);
        workspace.stop(StopCause.OWNER, "Stopped by zoe.");
        assertFalse(workspace.stopped(NOW), "the wish was fulfilled");
    }

    @Test
    void whatDoesNotRunCannotBeKept() {
        workspace.stop(StopCause.OWNER, "Stopped by zoe.");
        assertThrows(ECodeException.class, () -> workspace.keep(NOW));
    }

    @Test
    void theCauseOfAStopIsForgottenByTheNextStart() {
        workspace.lost(StopCause.CRASH, "The platform ended unexpectedly.");
        assertEquals(Optional.of(StopCause.CRASH), workspace.stopCause());
        workspace.start(NOW);
        assertEquals(Optional.empty(), workspace.stopCause());
    }
}
