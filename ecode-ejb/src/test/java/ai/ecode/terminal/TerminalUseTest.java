package ai.ecode.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.storing.PostgreSqlExtension;
import ai.ecode.files.storing.PostgreSqlExtension.TestDatabase;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSqlExtension.class)
class TerminalUseTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TerminalUse use;

    TerminalUseTest(TestDatabase database) {
        use = new TerminalUse(database.connections());
    }

    @Test
    void whatWasStoredLastIsTakenOnce() {
        var one = new TerminalId(UUID.randomUUID());
        var other = new TerminalId(UUID.randomUUID());
        use.store(Map.of(one, usage(10), other, usage(20)), NOON);
        use.store(Map.of(one, usage(30)), NOON.plusSeconds(30));

        var seen = use.take(one).orElseThrow();
        assertEquals(usage(30), seen.usage());
        assertEquals(NOON.plusSeconds(30), seen.at());
        assertTrue(use.take(one).isEmpty());
        assertEquals(usage(20), use.take(other).orElseThrow().usage());
    }

    private static Usage usage(long cpu) {
        return new Usage(cpu, 2 * cpu, 3 << 20, Accounting.SAMPLED);
    }
}
