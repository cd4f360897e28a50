package ai.ecode.workspace.reconciling;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.workspace.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SparingTest {

    private static final WorkspaceId ONE = new WorkspaceId(new UUID(0, 1));
    private static final WorkspaceId OTHER = new WorkspaceId(new UUID(0, 2));

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Sparing sparing = new Sparing(clock, Duration.ofHours(1), 2);

    @Test
    void theSameIsToldOnceInAWhile() {
        assertTrue(sparing.admits(ONE, "a"));
        assertFalse(sparing.admits(ONE, "a"));
        now = now.plus(Duration.ofHours(1));
        assertTrue(sparing.admits(ONE, "a"));
    }

    @Test
    void ofOneWorkspaceNoMoreThanSoMany() {
        assertTrue(sparing.admits(ONE, "a"));
        assertTrue(sparing.admits(ONE, "b"));
        assertFalse(sparing.admits(ONE, "c"));
        assertTrue(sparing.admits(OTHER, "c"), "others are not held back by it");
    }
}
