package ai.ecode.workspace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Replaces secrets in a stream of bytes by `***`, wherever the stream is cut into pieces. Of a secret of several lines each
/// line is one; what is shorter than four bytes is left as it is, since masking it would garble everything else.
///
/// An automaton of Aho and Corasick ("Efficient string matching", 1975): time is linear in the stream whatever the secrets
/// are, memory in their length. Immutable; any number of streams may share one.
public final class SecretMask {

    /// Lets everything through.
    public static final SecretMask NONE = new SecretMask(List.of());

    static final int SHORTEST = 4;

    private static final byte[] STARS = "***".getBytes(StandardCharsets.US_ASCII);
    private static final int NOTHING = -1;

    // The trie, node by node; 0 is the root.
    private final int[] fromRoot = new int[256];
    private int[] firstChild = new int[16];
    private int[] nextSibling = new int[16];
    private byte[] letter = new byte[16];
    private int[] depth = new int[16];
    private int[] fallback = new int[16];

    /// Length of the longest secret that ends here; 0 for none.
    private int[] ends = new int[16];

    private int nodes = 1;

    private SecretMask(Collection<String> secrets) {
        Arrays.fill(firstChild, NOTHING);
        Arrays.fill(nextSibling, NOTHING);
        secrets.stream()
                .flatMap(String::lines)
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .filter(line -> line.length >= SHORTEST)
                .forEach(this::add);
        link();
    }

    /// What masks these values.
    public static SecretMask of(Collection<String> secrets) {
        return secrets.isEmpty() ? NONE : new SecretMask(secrets);
    }

    /// Whether there is anything to mask.
    public boolean isEmpty() {
        return nodes == 1;
    }

    /// A new stream.
    public Stream stream() {
        return new Stream();
    }

    private void add(byte[] secret) {
        int node = 0;
        for (byte next : secret) {
            int child = child(node, next);
            node = child != NOTHING ? child : grow(node, next);
        }
        ends[node] = depth[node];
    }

    private int child(int node, byte next) {
        if (node == 0) {
            int child = fromRoot[next & 0xff];
            return child == 0 ? NOTHING : child;
        }
        int child = firstChild[node];
        while (child != NOTHING && letter[child] != next) {
            child = nextSibling[child];
        }
        return child;
    }

    private int grow(int parent, byte next) {
        if (nodes == letter.length) {
            int larger = nodes * 2;
            firstChild = Arrays.copyOf(firstChild, larger);
            nextSibling = Arrays.copyOf(nextSibling, larger);
            letter = Arrays.copyOf(letter, larger);
            depth = Arrays.copyOf(depth, larger);
            fallback = Arrays.copyOf(fallback, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        int node = nodes++;
        firstChild[node] = NOTHING;
        letter[node] = next;
        depth[node] = depth[parent] + 1;
        nextSibling[node] = firstChild[parent];
        firstChild[parent] = node;
        if (parent == 0) {
            fromRoot[next & 0xff] = node;
        }
        return node;
    }

    /// Finds for each node the longest other beginning of a secret that its text ends with.
    private void link() {
        var queue = new ArrayDeque<Integer>();
        for (int child = firstChild[0]; child != NOTHING; child = nextSibling[child]) {
            queue.add(child);
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int child = firstChild[node]; child != NOTHING; child = nextSibling[child]) {
                fallback[child] = step(fallback[node], letter[child]);
                ends[child] = Math.max(ends[child], ends[fallback[child]]);
                queue.add(child);
            }
        }
    }

    private int step(int from, byte next) {
        int node = from;
        while (true) {
            int child = child(node, next);
            if (child != NOTHING) {
                return child;
            }
            if (node == 0) {
                return 0;
            }
            node = fallback[node];
        }
    }

    /// One stream through the mask. Used by one thread at a time.
    public final class Stream {

        private int node;
        private boolean inStars; // what was let through last was masked

        // What is held back stands from start to end.
        private byte[] held = new byte[64];
        private boolean[] hidden = new boolean[64];

        /// Of a hidden byte the first one of those hidden with it, so that none is looked at again and again.
        private int[] hiddenFrom = new int[64];

        private int start;
        private int end;

        private Stream() {}

        /// Takes a piece and gives what is certain by now: what may be the beginning of a secret is held back.
        public byte[] next(byte[] bytes, int offset, int count) {
            if (isEmpty()) {
                return Arrays.copyOfRange(bytes, offset, offset + count);
            }
            var out = new ByteArrayOutputStream(count + end - start);
            for (int i = offset; i < offset + count; i++) {
                byte next = bytes[i];
                if (node == 0 && fromRoot[next & 0xff] == 0) {
                    release(out, end);
                    out.write(next);
                    inStars = false;
                } else {
                    hold(next);
                    node = step(node, next);
                    hide(ends[node]);
                    release(out, end - Math.min(depth[node], end - start));
                }
            }
            return out.toByteArray();
        }

        /// Whether something is held back.
        public boolean isHolding() {
            return end > start;
        }

        /// Gives what is held back without waiting longer. Should it turn out to have been the beginning of a secret, only the
        /// rest is masked.
        public byte[] flush() {
            var out = new ByteArrayOutputStream(end - start);
            release(out, end);
            return out.toByteArray();
        }

        private void hold(byte next) {
            if (end == held.length) {
                makeRoom();
            }
            held[end] = next;
            hidden[end++] = false;
        }

        private void makeRoom() {
            int length = end - start;
            int size = length > held.length / 2 ? held.length * 2 : held.length;
            held = Arrays.copyOf(Arrays.copyOfRange(held, start, end), size);
            hidden = Arrays.copyOf(Arrays.copyOfRange(hidden, start, end), size);
            int[] from = new int[size];
            for (int i = 0; i < length; i++) {
                from[i] = hiddenFrom[start + i] - start;
            }
            hiddenFrom = from;
            start = 0;
            end = length;
        }

        /// Hides the last bytes, as far as they are still held.
        private void hide(int count) {
            int first = Math.max(start, end - count);
            int i = end - 1;
            while (i >= first) {
                int before = hidden[i] ? hiddenFrom[i] - 1 : i - 1;
                hidden[i] = true;
                hiddenFrom[i] = Math.min(first, before + 1);
                i = before;
            }
        }

        private void release(ByteArrayOutputStream out, int until) {
            while (start < until) {
                if (!hidden[start]) {
                    out.write(held[start]);
                } else if (!inStars) {
                    out.writeBytes(STARS);
                }
                inStars = hidden[start++];
            }
            if (start == end) {
                start = 0;
                end = 0;
            }
        }
    }
}
