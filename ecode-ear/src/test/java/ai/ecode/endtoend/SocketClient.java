package ai.ecode.endtoend;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A WebSocket's client end that remembers what came and waits for what should come. A lazy one reads
/// nothing until [#read] is called.
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final boolean eager;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // guarded by lock
    private final StringBuilder text = new StringBuilder(); // guarded by lock
    private final List<String> texts = new ArrayList<>(); // guarded by lock
    private int closeCode; // guarded by lock; 0 while open
    private String closeReason = ""; // guarded by lock
    private WebSocket socket;

    private SocketClient(boolean eager) {
        this.eager = eager;
    }

    /// @throws java.util.concurrent.CompletionException with a `WebSocketHandshakeException` when the upgrade is refused
    static SocketClient connect(HttpClient http, URI uri, Consumer<WebSocket.Builder> headers) {
        return connect(http, uri, headers, true);
    }

    static SocketClient connect(
            HttpClient http, URI uri, Consumer<WebSocket.Builder> headers, boolean eager) {
        var client = new SocketClient(eager);
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
        headers.accept(builder);
        client.socket = builder.buildAsync(uri, client).join();
        return client;
    }

    void type(String keys) {
        send(keys.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /// For what the peer may cut off.
    void sendWithoutWaiting(byte[] bytes) {
        var _ = socket.sendBinary(ByteBuffer.wrap(bytes), true);
    }

    /// Says goodbye; the peer's answer comes as a close.
    void bye(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void say(String json) {
        socket.sendText(json, true).join();
    }

    /// Lets a lazy client read so many more messages.
    void read(long messages) {
        socket.request(messages);
    }

    /// Waits until the output so far contains the text.
    void await(String wanted) {
        await(() -> output().contains(wanted), "output with " + wanted);
    }

    /// Waits until the output so far ends with the text.
    void awaitEnding(String wanted) {
        await(() -> output().endsWith(wanted), "output that ends with " + wanted);
    }

    /// Waits until the pattern is found in the output so far.
    void awaitMatch(String pattern, Duration patience) {
        var wanted = Pattern.compile(pattern);
        await(() -> wanted.matcher(output()).find(), "output like " + pattern, patience);
    }

    /// Waits until so many bytes came.
    void awaitBytes(int count) {
        await(() -> bytes.size() >= count, count + " bytes", Duration.ofMinutes(2));
    }

    void awaitText(String json) {
        await(() -> texts.contains(json), "message " + json);
    }

    void awaitMatch(Predicate<String> wanted) {
        await(() -> texts.stream().anyMatch(wanted), "a certain message");
    }

    int awaitClose() {
        await(() -> closeCode != 0, "the close");
        return closeCode;
    }

    /// `open` once a message came, or the code that the server closed with.
    String firstSign() {
        await(() -> closeCode != 0 || bytes.size() > 0 || !texts.isEmpty(), "the close");
        return closeCode == 0 ? "open" : Integer.toString(closeCode);
    }

    String closeReason() {
        return closeReason;
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    byte[] bytes() {
        lock.lock();
        try {
            return bytes.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    String output() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private void await(BooleanSupplier there, String what) {
        await(there, what, PATIENCE);
    }

    private void await(BooleanSupplier there, String what, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!there.getAsBoolean()) {
                if (left <= 0 || closeCode != 0 && !what.equals("the close")) {
                    throw new AssertionError(
                            "Waited for %s; got %s, %s, close %d %s"
                                    .formatted(what, lastOutput(), texts, closeCode, closeReason));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            lock.unlock();
        }
    }

    private String lastOutput() {
        String all = output();
        return all.substring(Math.max(0, all.length() - 500));
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (eager) {
            opened.request(1);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        note(() -> bytes.writeBytes(piece));
        next(from);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        note(() -> {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
        });
        next(from);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        note(() -> {
            closeCode = code;
            closeReason = reason;
        });
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        note(() -> {
            closeCode = 1006;
            closeReason = problem.toString();
        });
    }

    private void next(WebSocket from) {
        if (eager) {
            from.request(1);
        }
    }

    private void note(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
