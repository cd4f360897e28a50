package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwarenessTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Awareness awareness = new Awareness();

    private static ByteBuffer message(long client, long clock, String json) {
        var out = new Output();
        out.writeVarUint(1);
        out.writeVarUint(client);
        out.writeVarUint(clock);
        out.writeString(json);
        return ByteBuffer.wrap(out.toBytes());
    }

    private static Awareness.Change change(
            List<Long> added, List<Long> updated, List<Long> removed) {
        return new Awareness.Change(added, updated, removed);
    }

    @Test
    void recordedMessagesAreReadAndWrittenByteForByte() {
        for (var recorded : Recorded.frames()) {
            if (!recorded.containsKey("clients")) continue;
            byte[] bytes = Recorded.base64(recorded.get("message"));
            if (recorded.get("name").equals("awareness removal"))
                awareness.apply(message(71, 1, "{}"), START);
            awareness.apply(ByteBuffer.wrap(bytes), START);
            assertArrayEquals(bytes, awareness.encode(List.of(71L)));
            Recorded.object(recorded.get("clients"))
                    .forEach((client, expected) -> {
                        String state = awareness.states().get(Long.valueOf(client));
                        assertEquals(
                                Recorded.object(expected).get("state"),
                                state == null ? null : Json.parse(state));
                    });
        }
    }

    @Test
    void aNewerClockWinsAndAnOlderOneIsIgnored() {
        assertEquals(
                change(List.of(7L), List.of(), List.of()),
                awareness.apply(message(7, 2, "{\"a\":1}"), START));
        assertTrue(awareness.apply(message(7, 1, "{\"a\":2}"), START).isEmpty());
        assertTrue(awareness.apply(message(7, 2, "{\"a\":3}"), START).isEmpty());
        assertEquals(
                change(List.of(), List.of(7L), List.of()),
                awareness.apply(message(7, 3, "{\"a\":4}"), START));
        assertEquals(Map.of(7L, "{\"a\":4}"), awareness.states());
    }

    @Test
    void aClientMayLeaveWithoutANewClock() {
        awareness.apply(message(7, 2, "{}"), START);
        assertEquals(
                change(List.of(), List.of(), List.of(7L)),
                awareness.apply(message(7, 2, "null"), START));
        assertEquals(Map.of(), awareness.states());
    }

    @Test
    void theOthersHearThatAConnectionHasEnded() {
        awareness.apply(message(7, 2, "{}"), START);
        assertEquals(List.of(7L), awareness.remove(List.of(7L, 8L), START));
        assertEquals(message(7, 2, "null"), ByteBuffer.wrap(awareness.encode(List.of(7L, 8L))));
    }

    @Test
    void whoIsSilentForThirtySecondsIsGoneAndWhoRenewsStays() {
        awareness.apply(message(7, 1, "{}"), START);
        awareness.apply(message(8, 1, "{}"), START);
        awareness.apply(message(8, 2, "{}"), START.plusSeconds(15));
        assertEquals(List.of(), awareness.expire(START.plusSeconds(29)));
        assertEquals(List.of(7L), awareness.expire(START.plusSeconds(30)));
        assertEquals(Map.of(8L, "{}"), awareness.states());
    }

    @Test
    void whoLeftIsForgottenInTheEnd() {
        awareness.apply(message(7, 1, "{}"), START);
        awareness.remove(List.of(7L), START);
        awareness.expire(START.plusSeconds(60));
        assertArrayEquals(new byte[] {0}, awareness.encode(List.of(7L)));
    }

    @Test
    void aStateThatIsNoJsonIsRefusedAndNothingChanges() {
        assertThrows(
                ProtocolException.class, () -> awareness.apply(message(7, 1, "{\"a\":"), START));
        assertEquals(Map.of(), awareness.states());
    }

    @Test
    void aHugeStateIsRefused() {
        String huge = '"' + "x".repeat(Awareness.MAX_STATE_BYTES) + '"';
        assertThrows(ProtocolException.class, () -> awareness.apply(message(7, 1, huge), START));
    }

    @Test
    void moreClientsThanADocumentCanHaveAreRefused() {
        for (int client = 0; client < Awareness.MAX_CLIENTS; client++)
            awareness.apply(message(client, 1, "{}"), START);
        assertThrows(
                ProtocolException.class, () -> awareness.apply(message(99_999, 1, "{}"), START));
    }
}
