package ai.ecode.web.socket;

import ai.ecode.shared.Disconnection;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One open WebSocket. The container's threads only queue what arrives: a handler that blocks there starves the whole
/// server. One virtual thread takes the queue to the [Conversation], unless that never blocks; a [Sender] sends what the
/// conversation's [FrameSource] has, and only that one writes to the session.
final class Connection extends Endpoint {

    static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration SILENCE = KEEP_ALIVE.multipliedBy(3).plusSeconds(5);
    private static final Duration RECHECK = Duration.ofMinutes(1);
    private static final int SLACK = 2;
    private static final int TOO_BIG = 1009;

    /// What a waiting message costs beside its bytes, so that a flood of empty ones is bounded too.
    private static final int OVERHEAD = 64;

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());

    private final SocketRoute route;
    private final Handshake handshake;
    private final Connections connections;
    private final Executor executor;
    private final LinkedBlockingQueue<Frame> inbox = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<Frame.@Nullable Close> closing = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile @Nullable Conversation conversation;
    private volatile @Nullable Sender sender;
    private volatile long heardAt = System.nanoTime();
    private volatile long checkedAt = heardAt;
    private volatile long closingAt;

    /// Access changed while the conversation was being opened, so what it found may be older than the change.
    private volatile boolean hasMissedACheck;

    /// The peer said goodbye, so what it said before still counts.
    private volatile boolean leaving;

    private final CountDownLatch heardOut = new CountDownLatch(1);

    /// Guards the order of what arrives while the conversation begins to take it at once.
    private final ReentrantLock arrival = new ReentrantLock();

    /// Takes what arrives on the container's thread.
    private @Nullable Conversation direct; // guarded by arrival

    Connection(SocketRoute route, Handshake handshake, Connections connections, Executor executor) {
        this.route = route;
        this.handshake = handshake;
        this.connections = connections;
        this.executor = executor;
    }

    Handshake handshake() {
        return handshake;
    }

    // ---- the container's threads

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.setMaxIdleTimeout(0);
        // What the container itself refuses it does not read, and then the peer, which is still
        // sending, is cut off before
        // it hears why.
        opened.setMaxBinaryMessageBufferSize(SLACK * route.largestMessage());
        opened.setMaxTextMessageBufferSize(SLACK * route.largestMessage());
        session = opened;
        opened.addMessageHandler(
                byte[].class,
                (MessageHandler.Whole<byte[]>)
                        bytes -> heard(new Frame.Binary(ByteBuffer.wrap(bytes))));
        opened.addMessageHandler(
                String.class, (MessageHandler.Whole<String>) text -> heard(new Frame.Text(text)));
        opened.addMessageHandler(
                PongMessage.class,
                (MessageHandler.Whole<PongMessage>) _ -> heardAt = System.nanoTime());
        executor.execute(() -> converse(opened));
    }

    private void heard(Frame frame) {
        heardAt = System.nanoTime();
        if (closing.get() != null) {
            return;
        }
        if (frame.isLargerThan(route.largestMessage())) {
            refuse(
                    new Frame.Close(
                            TOO_BIG,
                            "A message has at most %d bytes.".formatted(route.largestMessage())));
            return;
        }
        int size = frame.size() + OVERHEAD;
        if (waiting.addAndGet(size) > route.waitingBytes()) {
            close(
                    Frame.Close.of(
                            ErrorCode.TOO_MANY_REQUESTS, "You send faster than it is taken in."));
            return;
        }
        take(frame);
    }

    private void take(Frame frame) {
        arrival.lock();
        try {
            if (direct == null) {
                inbox.add(frame);
            } else {
                hear(direct, frame);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            close(asClose(failure));
        } finally {
            arrival.unlock();
        }
    }

    private void hear(Conversation begun, Frame frame) throws InterruptedException {
        waiting.addAndGet(-frame.size() - OVERHEAD);
        begun.received(frame);
    }

    /// Both sides hear why: the conversation as if the peer had said it.
    private void refuse(Frame.Close reason) {
        leaving = true;
        close(reason);
        inbox.add(reason);
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        if (closing.get() == null) {
            leaving = true;
            String why = reason.getReasonPhrase();
            inbox.add(new Frame.Close(reason.getCloseCode().getCode(), why == null ? "" : why));
        }
        end();
    }

    @Override
    public void onError(Session failed, Throwable problem) {
        LOG.log(Level.FINE, "WebSocket of " + handshake.caller().name() + " failed", problem);
    }

    // ---- the receiving thread

    private void converse(Session opened) {
        try {
            Conversation begun = route.open(handshake);
            conversation = begun;
            if (hasMissedACheck) {
                recheck();
            }
            var sending = new Sender(this, opened, begun, connections.senders());
            sender = sending;
            sending.start(executor);
            listen(begun);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            close(Frame.Close.of(ErrorCode.OVERLOADED, "The server is stopping."));
        } catch (RuntimeException failure) {
            close(asClose(failure));
        }
        heardOut.countDown();
        if (conversation == null) {
            closeSession(opened, closing.get());
            end();
        }
        if (over.get()) {
            tell();
        }
    }

    private void listen(Conversation begun) throws InterruptedException {
        if (begun.takesAtOnce()) {
            takeAtOnce(begun);
        }
        while (!over.get() || leaving) {
            Frame frame = inbox.take();
            if (frame instanceof Frame.Close goodbye) {
                if (leaving) {
                    begun.left(goodbye);
                }
                return;
            }
            hear(begun, frame);
        }
    }

    private void takeAtOnce(Conversation begun) throws InterruptedException {
        arrival.lock();
        try {
            for (Frame frame = inbox.peek();
                    frame != null && !(frame instanceof Frame.Close);
                    frame = inbox.peek()) {
                inbox.remove();
                hear(begun, frame);
            }
            direct = begun;
        } finally {
            arrival.unlock();
        }
    }

    // ---- the sender's thread

    boolean isOver() {
        return over.get();
    }

    /// How it shall end, once that is known.
    Frame.@Nullable Close closing() {
        return closing.get();
    }

    /// Liberty refuses to write, too, from the moment when the peer says goodbye.
    void isGone(Exception reason) {
        LOG.log(Level.FINE, "The peer of " + handshake.caller().name() + " is gone", reason);
        finish(closing.get());
    }

    void finish(Frame.@Nullable Close close) {
        closeSession(Objects.requireNonNull(session), close);
        end();
    }

    // ---- any thread

    /// Closes once the sender is at it; the first close wins.
    void close(Frame.Close close) {
        if (closing.compareAndSet(null, close)) {
            closingAt = System.nanoTime();
            wakeSender();
        }
    }

    private void wakeSender() {
        Sender sending = sender;
        if (sending != null) {
            sending.wake();
        }
    }

    /// Looks after the connection; called every few seconds, never blocks.
    void tend() {
        long now = System.nanoTime();
        Session opened = session;
        Sender sending = sender;
        if (sending != null) {
            sending.tend();
        }
        Frame.Close end = closing.get();
        if (end != null) {
            if (opened != null && now - closingAt > CLOSING.toNanos()) {
                // The sender is stuck in a peer that does not read.
                executor.execute(() -> {
                    closeSession(opened, end);
                    end();
                });
            }
        } else if (now - heardAt > SILENCE.toNanos()) {
            close(new Frame.Close(1001, "No answer to the keep-alive; reconnect."));
        } else if (now - checkedAt > RECHECK.toNanos()) {
            recheck();
        }
    }

    /// Asks again whether the caller may be here, on a thread of its own.
    void recheck() {
        checkedAt = System.nanoTime();
        hasMissedACheck = true;
        Conversation begun = conversation;
        if (begun == null) {
            return;
        }
        hasMissedACheck = false;
        executor.execute(() -> {
            try {
                begun.recheck();
            } catch (ECodeException refused) {
                if (refused.code().isCallersFault()) {
                    close(asClose(refused));
                }
            } catch (RuntimeException unknown) {
                // A database that is away for a moment takes nobody's access away.
                LOG.log(Level.WARNING, "Access could not be checked again", unknown);
            }
        });
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            connections.remove(this);
            // A conversation that is to hear why may not have been told yet by who refused.
            inbox.add(
                    Objects.requireNonNullElseGet(
                            closing.get(), () -> Frame.Close.normally("over")));
            if (conversation != null) {
                wakeSender();
                executor.execute(this::tellInTheEnd);
            }
        }
    }

    /// Who left is heard out first, unless the conversation does not take it in.
    private void tellInTheEnd() {
        try {
            if (leaving && !heardOut.await(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(
                        Level.FINE,
                        "The last words of {0} were not heard",
                        handshake.caller().name());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        tell();
    }

    private void tell() {
        Conversation begun = conversation;
        if (begun != null && told.compareAndSet(false, true)) {
            begun.closed();
        }
    }

    Frame.Close asClose(RuntimeException failure) {
        ECodeException reason = Disconnection.reasonOf(failure);
        if (!reason.code().isCallersFault()) {
            LOG.log(
                    reason.code() == ErrorCode.INTERNAL ? Level.SEVERE : Level.WARNING,
                    failure,
                    () ->
                            "A WebSocket of %s ends: %s"
                                    .formatted(handshake.caller().name(), reason.getMessage()));
        }
        return Frame.Close.of(reason.code(), String.valueOf(reason.getMessage()));
    }

    private static void closeSession(Session opened, Frame.@Nullable Close close) {
        try {
            if (close == null) {
                opened.close();
            } else {
                opened.close(
                        new CloseReason(
                                CloseReason.CloseCodes.getCloseCode(close.code()), close.reason()));
            }
        } catch (IOException | IllegalStateException alreadyGone) {
            LOG.log(Level.FINE, "Closing a WebSocket that is gone", alreadyGone);
        }
    }
}
