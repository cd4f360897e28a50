package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningRulesTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final RunningRules idle =
            new RunningRules(Duration.ofMinutes(30), Optional.empty(), Duration.ofMinutes(5));
    private final RunningRules mortal =
            new RunningRules(
                    Duration.ofMinutes(30),
                    Optional.of(Duration.ofMinutes(40)),
                    Duration.ofMinutes(5));

    private final Workspace workspace = SomeWorkspace.running(START);

    @Test
    void whatIsUnusedStopsWhenTheIdleTimeIsOverAndNotBefore() {
        assertEquals(Optional.empty(), idle.due(workspace, minute(29)));
        assertEquals(
                Optional.of(new PlannedStop(minute(30), StopCause.IDLE)),
                idle.due(workspace, minute(30)));
    }

    @Test
    void aStopIsAnnouncedAheadOfIt() {
        assertEquals(Optional.empty(), idle.announced(workspace, minute(24)));
        assertEquals(
                Optional.of(minute(30)),
                idle.announced(workspace, minute(25)).map(PlannedStop::at));
    }

    @Test
    void keepingPutsOffEveryStopHoweverOften() {
        workspace.keep(minute(26));
        workspace.keep(minute(26));
        assertEquals(Optional.empty(), idle.announced(workspace, minute(26)));
        assertEquals(Optional.of(minute(56)), mortal.next(workspace).map(PlannedStop::at));
    }

    @Test
    void useDoesNotOutliveTheLifetimeButKeepingDoes() {
        var used = SomeWorkspace.running(START);
        used.keep(minute(20));
        assertEquals(Optional.of(new PlannedStop(minute(50), StopCause.IDLE)), mortal.next(used));
        var kept = SomeWorkspace.running(START);
        kept.used(minute(39));
        assertEquals(
                Optional.of(new PlannedStop(minute(40), StopCause.LIFETIME)), mortal.next(kept));
        kept.keep(minute(39));
        assertEquals(Optional.empty(), mortal.due(kept, minute(40)));
    }

    @Test
    void whatDoesNotRunDoesNotStopByItself() {
        workspace.stop(StopCause.OWNER, "Stopped by zoe.");
        assertEquals(Optional.empty(), mortal.due(workspace, minute(600)));
        workspace.stopped(minute(31));
        assertEquals(Optional.empty(), mortal.due(workspace, minute(600)));
    }

    @Test
    void aWorkspaceStartedAnewHasItsWholeLifeBeforeIt() {
        workspace.stop(StopCause.OWNER, "Stopped by zoe.");
        workspace.stopped(minute(10));
        workspace.start(minute(20));
        workspace.started(minute(21));
        assertEquals(Optional.of(minute(51)), mortal.next(workspace).map(PlannedStop::at));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 second",
        "89, 89 seconds",
        "90, 2 minutes",
        "1800, 30 minutes",
        "3600, 1 hour",
        "7200, 2 hours"
    })
    void timesAreSaidAsPeopleSayThem(long seconds, String said) {
        assertEquals(said, RunningRules.spoken(Duration.ofSeconds(seconds)));
    }

    @Test
    void rulesThatWouldStopEverythingAtOnceAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RunningRules(Duration.ZERO, Optional.empty(), Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new RunningRules(
                                Duration.ofMinutes(1), Optional.of(Duration.ZERO), Duration.ZERO));
    }

    private static Instant minute(int number) {
        return START.plus(Duration.ofMinutes(number));
    }
}
