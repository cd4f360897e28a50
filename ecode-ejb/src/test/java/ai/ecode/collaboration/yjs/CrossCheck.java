package ai.ecode.collaboration.yjs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Documents of ours and of real yjs write at once over a network that reorders, repeats, delays, batches and re-syncs; all must end
/// equal. `benchmark/yjs/cross-check` runs it; the arguments are the command that starts `peer.mjs`, the first seed and the rounds.
final class CrossCheck {

    private static final Map<String, Object> ROOTS =
            Map.of("text", "text", "map", "map", "array", "array", "xml", "xml");
    private static final String[] WORDS = {"word ", "x", "😀", "漢字", "\n", "longer piece of text "};

    /// A replica on either side, with what is on its way to it.
    private abstract static class Peer {
        final List<byte[]> arriving = new ArrayList<>();

        abstract void edit(Random random);

        abstract void apply(byte[] update);

        abstract byte[] vector();

        abstract byte[] diff(byte[] vector);

        abstract byte[] merge(List<byte[]> updates);

        abstract List<byte[]> taken();

        abstract Map<String, Object> state();
    }

    private static final class Ours extends Peer {
        private final Document document = new Document();
        private final List<byte[]> made = new ArrayList<>();

        @Override
        void edit(Random random) {
            Text text = document.text("text");
            document.edit(
                            () -> {
                                for (int i = random.nextInt(3); i >= 0; i--) {
                                    int at = random.nextInt(text.length() + 1);
                                    int count = Math.min(random.nextInt(8), text.length() - at);
                                    switch (random.nextInt(12)) {
                                        case 0, 1 -> text.delete(at, count);
                                        case 2 -> text.format(at, count, Map.of("bold", true));
                                        case 3 -> text.insert(at, "f", Map.of("color", "#1"));
                                        case 4 ->
                                                document.map("map")
                                                        .set(
                                                                "k" + random.nextInt(3),
                                                                List.of(
                                                                        random.nextInt(99),
                                                                        "j",
                                                                        2.5));
                                        case 5 ->
                                                document.map("map").remove("k" + random.nextInt(3));
                                        case 6 ->
                                                text.replaceWith(
                                                        text.toString().replace("x", "yy"));
                                        default ->
                                                text.insert(
                                                        at, WORDS[random.nextInt(WORDS.length)]);
                                    }
                                }
                            })
                    .ifPresent(made::add);
        }

        @Override
        void apply(byte[] update) {
            document.apply(update);
        }

        @Override
        byte[] vector() {
            return document.encodeStateVector();
        }

        @Override
        byte[] diff(byte[] vector) {
            return document.encodeStateAsUpdate(StateVector.decode(vector));
        }

        @Override
        byte[] merge(List<byte[]> updates) {
            return Updates.merge(updates);
        }

        @Override
        List<byte[]> taken() {
            var taken = List.copyOf(made);
            made.clear();
            return taken;
        }

        @Override
        Map<String, Object> state() {
            return comparable(Replica.of(document, ROOTS), document.isHoldingBack());
        }
    }

    /// One yjs document in the Node process.
    private static final class Theirs extends Peer {
        private final Node node;
        private final int index;

        Theirs(Node node, int index) {
            this.node = node;
            this.index = index;
        }

        private Object ask(String command, Object... arguments) {
            var question = new LinkedHashMap<String, Object>();
            question.put("do", command);
            question.put("peer", index);
            for (int i = 0; i < arguments.length; i += 2)
                question.put((String) arguments[i], arguments[i + 1]);
            return node.ask(question);
        }

        @Override
        void edit(Random random) {
            ask("edit", "seed", random.nextInt());
        }

        @Override
        void apply(byte[] update) {
            ask("apply", "update", base64(update));
        }

        @Override
        byte[] vector() {
            return Recorded.base64(ask("vector"));
        }

        @Override
        byte[] diff(byte[] vector) {
            return Recorded.base64(ask("diff", "vector", base64(vector)));
        }

        @Override
        byte[] merge(List<byte[]> updates) {
            return Recorded.base64(
                    ask("merge", "updates", updates.stream().map(CrossCheck::base64).toList()));
        }

        @Override
        List<byte[]> taken() {
            return Recorded.list(ask("taken")).stream().map(Recorded::base64).toList();
        }

        @Override
        Map<String, Object> state() {
            var state = Recorded.object(ask("state"));
            return comparable(Replica.expected(state), (Boolean) state.get("pending"));
        }
    }

    /// The process that runs `peer.mjs`.
    private static final class Node implements AutoCloseable {
        private final Process process;
        private final Writer commands;
        private final BufferedReader answers;

        Node(String... command) throws IOException {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
        }

        Object ask(Map<String, Object> question) {
            try {
                commands.write(Json.write(question) + "\n");
                commands.flush();
                String answer = answers.readLine();
                if (answer == null) throw new IllegalStateException("peer.mjs has ended");
                return Json.parse(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private CrossCheck() {}

    public static void main(String[] arguments) throws IOException {
        long first = Long.parseLong(arguments[2]);
        long rounds = Long.parseLong(arguments[3]);
        try (var node = new Node(arguments[0], arguments[1])) {
            for (long seed = first; seed < first + rounds; seed++) round(node, seed);
        }
        System.out.printf(
                "%d rounds, seeds %d to %d: all replicas of both kinds ended equal%n",
                rounds, first, first + rounds - 1);
    }

    private static void round(Node node, long seed) {
        var random = new Random(seed);
        var peers = new ArrayList<Peer>();
        int theirs = random.nextInt(2) + 1;
        node.ask(Map.of("do", "reset", "count", theirs));
        for (int i = 0; i < theirs; i++) peers.add(new Theirs(node, i));
        for (int i = random.nextInt(2); i >= 0; i--) peers.add(new Ours());
        for (int step = 0; step < 60; step++) {
            Peer writer = peers.get(random.nextInt(peers.size()));
            writer.edit(random);
            send(writer, peers, random);
            Peer reader = peers.get(random.nextInt(peers.size()));
            if (random.nextInt(8) == 0) sync(reader, peers.get(random.nextInt(peers.size())));
            else deliverSome(reader, random);
            send(reader, peers, random);
        }
        settle(peers, random);
        for (Peer peer : peers) {
            if (peer.state().equals(peers.getFirst().state())) continue;
            throw new AssertionError(
                    "Seed %d: %s%n is not%n%s"
                            .formatted(seed, peers.getFirst().state(), peer.state()));
        }
    }

    private static void send(Peer from, List<Peer> peers, Random random) {
        for (byte[] update : from.taken()) {
            for (Peer peer : peers) {
                if (peer == from) continue;
                for (int copies = random.nextInt(5) == 0 ? 2 : 1; copies > 0; copies--)
                    peer.arriving.add(update);
            }
        }
    }

    private static void deliverSome(Peer peer, Random random) {
        Collections.shuffle(peer.arriving, random);
        var batch = peer.arriving.subList(0, random.nextInt(peer.arriving.size() + 1));
        if (batch.size() > 1 && random.nextInt(3) == 0) peer.apply(peer.merge(batch));
        else batch.forEach(peer::apply);
        batch.clear();
    }

    private static void sync(Peer reader, Peer source) {
        if (reader != source) reader.apply(source.diff(reader.vector()));
    }

    /// Until nothing is on its way: yjs may answer a change with one of its own.
    private static void settle(List<Peer> peers, Random random) {
        while (peers.stream().anyMatch(peer -> !peer.arriving.isEmpty())) {
            for (Peer peer : peers) {
                Collections.shuffle(peer.arriving, random);
                peer.arriving.forEach(peer::apply);
                peer.arriving.clear();
                send(peer, peers, random);
            }
        }
    }

    private static Map<String, Object> comparable(Replica replica, boolean pending) {
        var state = new HashMap<String, Object>();
        state.put("json", Replica.plain(replica.json()));
        state.put("delta", Replica.plain(replica.delta()));
        state.put("deleteSet", replica.deleteSet());
        state.put("stateVector", replica.stateVector());
        state.put("pending", pending);
        return state;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
