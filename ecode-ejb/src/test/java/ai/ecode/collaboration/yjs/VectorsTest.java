package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every recorded case of yjs, read, re-encoded, merged and cut as yjs would.
class VectorsTest {

    private interface Check {
        void on(Recorded.Case recorded);
    }

    private static Stream<DynamicTest> all(Check check) {
        return Recorded.cases().stream()
                .map(recorded ->
                        DynamicTest.dynamicTest(recorded.name(), () -> check.on(recorded)));
    }

    private static void assertAsExpected(Recorded.Case recorded, Document document) {
        assertEquals(
                normal(Replica.expected(recorded.expected())),
                normal(Replica.of(document, recorded.roots())));
    }

    /// The test's own parser keeps whole doubles apart from integers; JavaScript does not.
    private static Replica normal(Replica replica) {
        return new Replica(
                Replica.plain(replica.json()),
                Replica.plain(replica.delta()),
                replica.deleteSet(),
                replica.stateVector());
    }

    @Test
    void theRecordingIsWhole() {
        assertEquals(87, Recorded.cases().size());
        assertEquals(7, Recorded.frames().size());
    }

    @TestFactory
    Stream<DynamicTest> readsWhatYjsReads() {
        return all(recorded -> assertAsExpected(recorded, recorded.applied()));
    }

    @TestFactory
    Stream<DynamicTest> holdsBackAndAdvancesStepByStepAsYjsDoes() {
        return all(recorded -> {
            var document = new Document(recorded.collectsGarbage());
            var steps = Recorded.list(recorded.expected().get("steps"));
            for (int i = 0; i < steps.size(); i++) {
                var expected = Recorded.object(steps.get(i));
                document.apply(recorded.updates().get(i));
                boolean heldBack = document.isHoldingBack();
                assertEquals(expected.get("pending"), heldBack, "pending after step " + i);
                assertEquals(
                        StateVector.decode(Recorded.base64(expected.get("stateVector"))),
                        document.stateVector(),
                        "after step " + i);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatItEncodesReadsTheSame() {
        return all(recorded -> {
            Document original = recorded.applied();
            var copy = new Document(recorded.collectsGarbage());
            copy.apply(original.encodeStateAsUpdate());
            assertAsExpected(recorded, copy);
            assertEquals(original.isHoldingBack(), copy.isHoldingBack());
        });
    }

    @TestFactory
    Stream<DynamicTest> whatYjsEncodedReadsTheSame() {
        return all(recorded -> {
            var document = new Document(recorded.collectsGarbage());
            document.apply(Recorded.base64(recorded.expected().get("stateAsUpdate")));
            assertAsExpected(recorded, document);
        });
    }

    @TestFactory
    Stream<DynamicTest> mergedUpdatesReadTheSame() {
        return all(recorded -> {
            var document = new Document(recorded.collectsGarbage());
            document.apply(Updates.merge(recorded.updates()));
            assertAsExpected(recorded, document);
        });
    }

    @TestFactory
    Stream<DynamicTest> aPeerThatStoppedAnywhereIsBroughtUpByADiff() {
        return all(recorded -> {
            Document whole = recorded.applied();
            for (int known = 0; known <= recorded.updates().size(); known++) {
                var peer = new Document(recorded.collectsGarbage());
                recorded.updates().subList(0, known).forEach(peer::apply);
                peer.apply(whole.encodeStateAsUpdate(StateVector.decode(peer.encodeStateVector())));
                assertAsExpected(recorded, peer);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theOrderOfArrivalDoesNotMatter() {
        return all(recorded -> {
            var reversed = new Document(recorded.collectsGarbage());
            var updates = new ArrayList<>(recorded.updates()).reversed();
            updates.forEach(reversed::apply);
            updates.forEach(reversed::apply);
            assertAsExpected(recorded, reversed);
        });
    }

    @TestFactory
    Stream<DynamicTest> anUpdateSeenBeforeChangesNothing() {
        return all(recorded -> {
            Document document = recorded.applied();
            if (document.isHoldingBack()) return;
            for (byte[] update : recorded.updates()) {
                assertEquals(new Applied(false, false), document.apply(update));
            }
        });
    }

    /// Where something waits, ours are shorter: text that goes on is joined in waiting updates too.
    @TestFactory
    Stream<DynamicTest> theBytesAreThoseOfYjs() {
        return all(recorded -> {
            Document document = recorded.applied();
            assertArrayEquals(
                    Recorded.base64(recorded.expected().get("stateVector")),
                    document.encodeStateVector());
            if (document.isHoldingBack()) return;
            assertArrayEquals(
                    Recorded.base64(recorded.expected().get("stateAsUpdate")),
                    document.encodeStateAsUpdate());
        });
    }
}
