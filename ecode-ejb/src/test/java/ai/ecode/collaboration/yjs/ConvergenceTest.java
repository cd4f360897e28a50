package ai.ecode.collaboration.yjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several people write at once over a network that reorders, repeats, delays and batches: all end with the same, and with what a
/// document reads that is fed only the encoded state. `-Dseed=N` repeats one run, `-Drounds=N` sets how many seeds are tried (20).
class ConvergenceTest {

    private static final Map<String, Object> ROOTS = Map.of("text", "text", "map", "map");
    private static final String[] WORDS = {"word ", "x", "😀", "漢字", "\n", "longer piece of text "};

    static LongStream seeds() {
        Long seed = Long.getLong("seed");
        return seed != null
                ? LongStream.of(seed)
                : LongStream.range(0, Integer.getInteger("rounds", 20));
    }

    private static final class Peer {
        final Document document;
        final List<byte[]> arriving = new ArrayList<>();
        final StringBuilder mirror = new StringBuilder();

        Peer(boolean collectGarbage) {
            document = new Document(collectGarbage);
            document.text("text").observe(change -> TextTest.play(change, mirror));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allReplicasEndEqual(long seed) {
        var random = new Random(seed);
        var peers = new ArrayList<Peer>();
        for (int i = random.nextInt(3) + 2; i > 0; i--) peers.add(new Peer(random.nextInt(4) > 0));
        for (int step = 0; step < 150; step++) {
            Peer writer = peers.get(random.nextInt(peers.size()));
            writer.document
                    .edit(() -> write(writer.document, random))
                    .ifPresent(update -> send(update, writer, peers, random));
            deliverSome(peers.get(random.nextInt(peers.size())), random);
        }
        for (Peer peer : peers) deliverAll(peer, random);
        assertAllEqual(peers);
    }

    private static void write(Document document, Random random) {
        Text text = document.text("text");
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int count = Math.min(random.nextInt(8), text.length() - at);
            switch (random.nextInt(10)) {
                case 0, 1 -> text.delete(at, count);
                case 2 -> text.format(at, count, Map.of("bold", true));
                case 3 -> document.map("map").set("k" + random.nextInt(3), random.nextInt(100));
                case 4 -> text.replaceWith(text.toString().replace("x", "yy"));
                default -> text.insert(at, WORDS[random.nextInt(WORDS.length)]);
            }
        }
    }

    private static void send(byte[] update, Peer from, List<Peer> peers, Random random) {
        for (Peer peer : peers) {
            if (peer == from) continue;
            for (int copies = random.nextInt(5) == 0 ? 2 : 1; copies > 0; copies--)
                peer.arriving.add(update);
        }
    }

    private static void deliverSome(Peer peer, Random random) {
        Collections.shuffle(peer.arriving, random);
        int count = random.nextInt(peer.arriving.size() + 1);
        var batch = peer.arriving.subList(0, count);
        if (random.nextInt(3) == 0 && !batch.isEmpty()) peer.document.apply(Updates.merge(batch));
        else batch.forEach(peer.document::apply);
        batch.clear();
    }

    private static void deliverAll(Peer peer, Random random) {
        Collections.shuffle(peer.arriving, random);
        peer.arriving.forEach(peer.document::apply);
        peer.arriving.clear();
    }

    private static void assertAllEqual(List<Peer> peers) {
        Replica first = Replica.of(peers.getFirst().document, ROOTS);
        for (Peer peer : peers) {
            assertFalse(peer.document.isHoldingBack());
            assertEquals(first, Replica.of(peer.document, ROOTS));
            assertEquals(peer.document.text("text").toString(), peer.mirror.toString());
            var loaded = new Document();
            loaded.apply(peer.document.encodeStateAsUpdate());
            assertEquals(first, Replica.of(loaded, ROOTS));
        }
    }
}
