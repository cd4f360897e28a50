package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two long editing sessions: one author of a paper (b4), two people at once (ff).
class TracesTest {

    @ParameterizedTest
    @ValueSource(strings = {"b4", "ff"})
    void everyUpdateInTurnGivesTheFinalText(String trace) {
        var document = new Document();
        Recorded.updates(trace + ".updates.bin").forEach(document::apply);
        assertEquals(Recorded.text(trace + ".final.txt"), document.text("text").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b4", "ff"})
    void theStateOfYjsGivesTheFinalText(String trace) {
        var document = new Document();
        document.apply(Recorded.bytes(trace + ".state.v1.bin"));
        assertEquals(Recorded.text(trace + ".final.txt"), document.text("text").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b4", "ff"})
    void theStateIsAsCompactAsThatOfYjs(String trace) {
        var document = new Document();
        Recorded.updates(trace + ".updates.bin").forEach(document::apply);
        assertEquals(
                Recorded.bytes(trace + ".state.v1.bin").length,
                document.encodeStateAsUpdate().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b4", "ff"})
    void theMergedUpdatesGiveTheFinalText(String trace) {
        var document = new Document();
        document.apply(Updates.merge(Recorded.updates(trace + ".updates.bin")));
        assertEquals(Recorded.text(trace + ".final.txt"), document.text("text").toString());
    }
}
