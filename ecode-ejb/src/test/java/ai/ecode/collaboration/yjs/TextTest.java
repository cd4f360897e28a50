package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {

    private final Document document = new Document();
    private final Text text = document.text("text");

    private byte[] edit(Runnable change) {
        return document.edit(change).orElseThrow();
    }

    /// What another replica reads after having received these updates.
    private static String readBy(Document peer, byte[]... updates) {
        for (byte[] update : updates) peer.apply(update);
        return peer.text("text").toString();
    }

    @Test
    void anEditComesOutAsAnUpdateThatOthersApply() {
        byte[] inserted = edit(() -> text.insert(0, "Hello world"));
        byte[] deleted = edit(() -> text.delete(5, 6));
        assertEquals("Hello", text.toString());
        assertEquals("Hello", readBy(new Document(), inserted, deleted));
    }

    @Test
    void anEditThatChangesNothingHasNoUpdate() {
        assertEquals(Optional.empty(), document.edit(() -> text.insert(0, "")));
        assertEquals(Optional.empty(), document.edit(() -> {}));
    }

    @Test
    void outsideAnEditTheTextRefusesToChange() {
        assertThrows(IllegalStateException.class, () -> text.insert(0, "a"));
        assertThrows(IllegalStateException.class, () -> text.replaceWith("a"));
    }

    @Test
    void aPositionOutsideTheTextIsRefusedBeforeAnythingChanges() {
        edit(() -> text.insert(0, "ab"));
        assertThrows(
                IndexOutOfBoundsException.class, () -> document.edit(() -> text.insert(3, "x")));
        assertThrows(IndexOutOfBoundsException.class, () -> document.edit(() -> text.delete(1, 2)));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> document.edit(() -> text.apply(List.of(new Delta.Retain(3)))));
        assertEquals("ab", text.toString());
    }

    @Test
    void whatAFailedEditHadDoneIsHandedOutWithTheNext() {
        assertThrows(
                IndexOutOfBoundsException.class,
                () ->
                        document.edit(() -> {
                            text.insert(0, "a");
                            text.insert(9, "b");
                        }));
        byte[] both = edit(() -> text.insert(1, "c"));
        assertEquals("ac", readBy(new Document(), both));
    }

    @Test
    void anInsertInsideAPairGoesBeforeIt() {
        byte[] smile = edit(() -> text.insert(0, "x😀y"));
        byte[] bar = edit(() -> text.insert(2, "|"));
        assertEquals("x|😀y", text.toString());
        assertEquals("x|😀y", readBy(new Document(), smile, bar));
    }

    @Test
    void aDeletionThatCutsPairsTakesThemWhole() {
        edit(() -> text.insert(0, "a😀b😀c"));
        edit(() -> text.delete(2, 3));
        assertEquals("ac", text.toString());
    }

    @Test
    void halfAPairIsReplacedBeforeItIsSent() {
        byte[] half = edit(() -> text.insert(0, "a\ud83d"));
        assertEquals("a\ufffd", text.toString());
        assertEquals("a\ufffd", readBy(new Document(), half));
    }

    @Test
    void formattingHoldsForARangeAndWhatIsInsertedIntoIt() {
        edit(() -> text.insert(0, "bold and plain"));
        edit(() -> text.format(0, 4, Map.of("bold", true)));
        edit(() -> text.insert(2, "--"));
        assertEquals(
                List.of(
                        new Delta.Insert("bo--ld", Map.of("bold", true)),
                        new Delta.Insert(" and plain")),
                text.toDelta());
    }

    @Test
    void formattingIsTakenAwayWithNull() {
        edit(() -> text.insert(0, "abcdef", Map.of("bold", true)));
        var plain = new HashMap<String, Object>();
        plain.put("bold", null);
        byte[] all = edit(() -> text.format(2, 2, plain));
        assertEquals(
                List.of(
                        new Delta.Insert("ab", Map.of("bold", true)),
                        new Delta.Insert("cd"),
                        new Delta.Insert("ef", Map.of("bold", true))),
                text.toDelta());
        assertTrue(all.length > 0);
    }

    @Test
    void anObserverMirrorsEveryChangeElsewhere() {
        var mirror = new StringBuilder();
        text.observe(change -> play(change, mirror));
        var random = new Random(7);
        var peer = new Document();
        for (int round = 0; round < 300; round++) {
            var writer = random.nextBoolean() ? document : peer;
            Text written = writer.text("text");
            Optional<byte[]> update =
                    writer.edit(() -> {
                        for (int i = random.nextInt(3); i >= 0; i--) {
                            int at = random.nextInt(written.length() + 1);
                            if (random.nextInt(3) > 0)
                                written.insert(at, "w" + random.nextInt(100) + "😀");
                            else
                                written.delete(
                                        at, Math.min(random.nextInt(6), written.length() - at));
                        }
                    });
            if (update.isPresent()) (writer == document ? peer : document).apply(update.get());
            assertEquals(text.toString(), mirror.toString());
            assertEquals(text.toString(), peer.text("text").toString());
        }
    }

    static void play(List<Delta> change, StringBuilder mirror) {
        int at = 0;
        for (Delta step : change) {
            switch (step) {
                case Delta.Retain retain -> at += retain.count();
                case Delta.Delete delete -> mirror.delete(at, at + delete.count());
                case Delta.Insert insert -> {
                    mirror.insert(at, insert.content());
                    at += insert.content().toString().length();
                }
            }
        }
    }

    @Test
    void anObserverHearsOncePerTransactionAndNotAfterItsEnd() {
        var heard = new ArrayList<List<Delta>>();
        Runnable end = text.observe(heard::add);
        edit(() -> {
            text.insert(0, "ab");
            text.insert(2, "cd");
            text.delete(0, 1);
        });
        assertEquals(List.of(List.of(new Delta.Insert("bcd"))), heard);
        end.run();
        edit(() -> text.insert(0, "x"));
        assertEquals(1, heard.size());
    }

    @Test
    void aChangeOfAnotherTextCanBeApplied() {
        edit(() -> text.insert(0, "one two three"));
        edit(() ->
                text.apply(
                        List.of(
                                new Delta.Retain(4),
                                new Delta.Delete(3),
                                new Delta.Insert("2"),
                                new Delta.Retain(1))));
        assertEquals("one 2 three", text.toString());
    }

    @Test
    void replacingKeepsWhatStaysWithItsCursors() {
        edit(() -> text.insert(0, "first line\nsecond line\nthird line\n"));
        RelativePosition cursor = text.positionAt(text.toString().indexOf("line\nthird"), 0);
        edit(() -> text.replaceWith("0th line\nfirst line\nsecond but line\nthird\n"));
        assertEquals("0th line\nfirst line\nsecond but line\nthird\n", text.toString());
        assertEquals(text.toString().indexOf("line\nthird"), text.indexOf(cursor).orElseThrow());
    }

    @Test
    void replacingWithTheSameChangesNothing() {
        edit(() -> text.insert(0, "same"));
        assertEquals(Optional.empty(), document.edit(() -> text.replaceWith("same")));
    }

    @Test
    void replacingMergesWithWhatOthersDoMeanwhile() {
        byte[] base = edit(() -> text.insert(0, "alpha\nbeta\ngamma\n"));
        var peer = new Document();
        peer.apply(base);
        byte[] theirs = peer.edit(() -> peer.text("text").insert(5, "!")).orElseThrow();
        byte[] ours = edit(() -> text.replaceWith("alpha\nbeta\ndelta\n"));
        document.apply(theirs);
        peer.apply(ours);
        assertEquals("alpha!\nbeta\ndelta\n", text.toString());
        assertEquals("alpha!\nbeta\ndelta\n", peer.text("text").toString());
    }

    @Test
    void replacingTakesEmbeddedObjectsOut() {
        edit(() ->
                text.apply(
                        List.of(
                                new Delta.Insert("a"),
                                new Delta.Insert(Map.of("image", "x.png"), Map.of()),
                                new Delta.Insert("b"))));
        assertEquals(3, text.length());
        edit(() -> text.replaceWith("abc"));
        assertEquals(List.of(new Delta.Insert("abc")), text.toDelta());
    }

    @Test
    void replacingAnyTextByAnyOtherGivesTheOther() {
        var random = new Random(11);
        String[] words = {"a", "b", "\n", "line\n", "😀", "é", "\ud83d\ude01", " "};
        for (int round = 0; round < 2_000; round++) {
            String wanted =
                    random.ints(random.nextInt(30), 0, words.length)
                            .mapToObj(i -> words[i])
                            .reduce("", String::concat);
            document.edit(() -> text.replaceWith(wanted));
            assertEquals(wanted, text.toString());
        }
        assertEquals(text.toString(), readBy(new Document(), document.encodeStateAsUpdate()));
    }

    @Test
    void aPositionMovesWithItsNeighbour() {
        edit(() -> text.insert(0, "abc"));
        RelativePosition right = text.positionAt(1, 0);
        RelativePosition left = text.positionAt(1, -1);
        edit(() -> text.insert(1, "--"));
        assertEquals(3, text.indexOf(right).orElseThrow());
        assertEquals(1, text.indexOf(left).orElseThrow());
        edit(() -> text.delete(0, 4));
        assertEquals(0, text.indexOf(RelativePosition.decode(right.encode())).orElseThrow());
    }

    @Test
    void thePositionAtTheEndStaysAtTheEnd() {
        edit(() -> text.insert(0, "abc"));
        RelativePosition end = RelativePosition.decode(text.positionAt(3, 0).encode());
        edit(() -> text.insert(3, "def"));
        assertEquals(6, text.indexOf(end).orElseThrow());
    }

    @Test
    void aPositionThatHasNotArrivedIsUnknown() {
        edit(() -> text.insert(0, "abc"));
        RelativePosition position = text.positionAt(1, 0);
        assertFalse(new Document().text("text").indexOf(position).isPresent());
        assertFalse(document.text("other").indexOf(position).isPresent());
    }

    @Test
    void aServersOwnClientIdIsGivenUpWhenAnotherWritesUnderIt() {
        byte[] mine = edit(() -> text.insert(0, "a"));
        var copy = new Document();
        copy.apply(mine);
        long client = document.stateVector().clocks().keySet().iterator().next();
        var out = new Output();
        out.writeRaw(new byte[] {1, 1});
        out.writeVarUint(client);
        out.writeVarUint(1);
        out.writeByte(0x84);
        out.writeVarUint(client);
        out.writeRaw(new byte[] {0, 1, 'x', 0});
        document.apply(out.toBytes());
        byte[] next = edit(() -> text.insert(2, "y"));
        assertEquals("axy", readBy(copy, out.toBytes(), next));
        assertEquals(2, document.stateVector().clocks().size());
    }

    @Test
    void aMapIsSetAndReadAcrossReplicas() {
        byte[] update =
                document.edit(
                                () -> {
                                    document.map("map").set("k", 1);
                                    document.map("map").set("k", Map.of("deep", List.of("x", 2.5)));
                                    document.map("map").set("gone", true);
                                    document.map("map").remove("gone");
                                })
                        .orElseThrow();
        var peer = new Document();
        peer.apply(update);
        assertEquals(Map.of("k", Map.of("deep", List.of("x", 2.5))), peer.map("map").toMap());
    }
}
