package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Programs of a workspace that are up and wait for their request, of one kind: on pipes or on a terminal. They connect to
/// sockets of the host, so that starting one costs little when it is wanted: the host sends each a word, which it repeats
/// with its number; then it waits for the name of its request.
final class Spares implements AutoCloseable {

    private static final int MOST_WAITING = 4;
    private static final int SECONDS_TO_COME = 15;
    private static final int LONGEST_LINE = 40;
    private static final int MOST_GREETED = 64;

    /// @param in leads to its standard input
    /// @param out comes from its standard output; on a terminal the same as `in`
    /// @param inside its number in the sandbox
    /// @param group counted on its own; null where use is sampled
    record Spare(
            SocketChannel in, SocketChannel out, long inside, long pid, @Nullable Cgroup group) {

        void hangUp() {
            close(in);
            close(out);
        }

        void giveUp() {
            hangUp();
            if (group != null) {
                group.remove();
            }
        }
    }

    /// Finds the process that has this number inside and counts it apart.
    interface Adoption {
        Optional<Spare> adopt(SocketChannel in, SocketChannel out, long inside) throws IOException;
    }

    private final String kind;
    private final List<Listener> listeners;
    private final Supervisor supervisor;
    private final Adoption adoption;
    private final AtomicLong words = new AtomicLong();
    private final Map<String, SocketChannel> greeted = new ConcurrentHashMap<>();
    private final BlockingQueue<Spare> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    /// @param out the same as `in` where one socket goes both ways
    Spares(String kind, Listener in, Listener out, Supervisor supervisor, Adoption adoption) {
        this.kind = kind;
        this.listeners = List.of(in, out);
        this.supervisor = supervisor;
        this.adoption = adoption;
        boolean bothWays = in == out;
        in.serve("sandbox-" + kind, MOST_GREETED, channel -> greet(channel, bothWays));
        if (!bothWays) {
            out.serve("sandbox-" + kind, MOST_GREETED, this::welcome);
        }
    }

    private void greet(SocketChannel channel, boolean bothWays) {
        if (greeted.size() > MOST_GREETED) {
            close(channel);
            return;
        }
        String word = kind + words.incrementAndGet();
        greeted.put(word, channel);
        var _ = later(() -> giveUp(word, channel));
        try {
            write(channel, word);
        } catch (IOException e) {
            giveUp(word, channel);
            return;
        }
        if (bothWays) {
            welcome(channel);
        }
    }

    private void giveUp(String word, SocketChannel channel) {
        if (greeted.remove(word, channel)) {
            close(channel);
        }
    }

    private static CompletableFuture<Void> later(Runnable deed) {
        return CompletableFuture.runAsync(
                deed, CompletableFuture.delayedExecutor(SECONDS_TO_COME, TimeUnit.SECONDS));
    }

    private void welcome(SocketChannel out) {
        try {
            String[] line = firstLine(out).split(" ", 2);
            SocketChannel in = line.length == 2 ? greeted.remove(line[0]) : null;
            if (in == null) {
                close(out);
                return;
            }
            Optional<Spare> spare = adoption.adopt(in, out, Long.parseLong(line[1]));
            if (spare.isEmpty()) {
                close(in);
                close(out);
            } else if (!waiting.offer(spare.get())) {
                spare.get().giveUp();
            }
        } catch (IOException | NumberFormatException e) {
            // Not one of ours: anybody inside can connect and say anything.
            close(out);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    /// What somebody says first, who has to say it soon.
    static String firstLine(SocketChannel channel) throws IOException {
        var patience = later(() -> close(channel));
        try {
            return line(channel);
        } finally {
            patience.cancel(false);
        }
    }

    /// Reads a short line a byte at a time: what follows belongs to somebody else.
    static String line(SocketChannel channel) throws IOException {
        var line = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (line.length() < LONGEST_LINE) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("Ended before a line did");
            }
            char c = (char) (one.get(0) & 0xff);
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
        throw new IOException("A line is too long");
    }

    /// Asks for one more to come up.
    void order() {
        supervisor.say(kind);
    }

    /// One that waits, or the next that comes. Another is ordered in its place.
    Spare take() {
        Spare spare = waiting.poll();
        order();
        try {
            if (spare == null) {
                spare = waiting.poll(SECONDS_TO_COME, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (spare == null) {
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE,
                    "The workspace did not start the program. It may be out of memory or of processes:"
                            + " end some, or restart it.");
        }
        return spare;
    }

    /// Tells a spare which request is its own.
    static void assign(Spare spare, String id) throws IOException {
        write(spare.in(), id);
    }

    private static void write(SocketChannel channel, String word) throws IOException {
        var line = ByteBuffer.wrap((word + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        greeted.values().forEach(Spares::close);
        for (Spare spare = waiting.poll(); spare != null; spare = waiting.poll()) {
            spare.giveUp();
        }
    }
}
