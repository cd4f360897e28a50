package ai.ecode.web.socket;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One open WebSocket. The container's threads only queue what arrives: a handler that blocks there starves the whole
/// server. One virtual thread takes the queue to the [Conversation], another sends what the conversation's
/// [FrameSource] has; only that one writes to the session.
final class Connection extends Endpoint {

    static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration SILENCE = KEEP_ALIVE.multipliedBy(3).plusSeconds(5);
    private static final Duration RECHECK = Duration.ofMinutes(1);
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
    private volatile long heardAt = System.nanoTime();
    private volatile long checkedAt = heardAt;
    private volatile long closingAt;

    /// The peer said goodbye, so what it said before still counts.
    private volatile boolean leaving;

    private final CountDownLatch heardOut = new CountDownLatch(1);

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
        opened.setMaxBinaryMessageBufferSize(route.largestMessage());
        opened.setMaxTextMessageBufferSize(route.largestMessage());
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
        // A message costs more than its bytes: the constant keeps a flood of empty ones bounded
        // too.
        int size = frame.size() + 64;
        if (waiting.addAndGet(size) > route.waitingBytes()) {
            close(
                    Frame.Close.of(
                            ErrorCode.TOO_MANY_REQUESTS, "You send faster than it is taken in."));
            return;
        }
        inbox.add(frame);
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
            executor.execute(() -> send(opened, begun));
            while (!over.get() || leaving) {
                Frame frame = inbox.take();
                if (frame instanceof Frame.Close goodbye) {
                    if (leaving) {
                        begun.left(goodbye);
                    }
                    break;
                }
                waiting.addAndGet(-frame.size() - 64);
                begun.received(frame);
            }
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

    // ---- the sending thread

    private void send(Session opened, Conversation begun) {
        FrameSource source = begun.outgoing();
        try {
            while (!over.get()) {
                Frame.Close end = closing.get();
                if (end != null) {
                    closeSession(opened, end);
                    break;
                }
                Frame frame = source.next(KEEP_ALIVE);
                if (frame == null && closing.get() == null) {
                    frame = begun.keepAlive();
                    if (frame == null) {
                        opened.getBasicRemote().sendPing(ByteBuffer.allocate(0));
                    }
                }
                switch (frame) {
                    case null -> {}
                    case Frame.Text text -> opened.getBasicRemote().sendText(text.text());
                    case Frame.Binary binary ->
                            opened.getBasicRemote().sendBinary(binary.bytes().duplicate());
                    case Frame.Close close -> close(close);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            closeSession(opened, new Frame.Close(1001, "The server is stopping."));
        } catch (IOException gone) {
            LOG.log(Level.FINE, "The peer of " + handshake.caller().name() + " is gone", gone);
            closeSession(opened, closing.get());
        } catch (RuntimeException failure) {
            closeSession(opened, asClose(failure));
        }
        end();
    }

    // ---- any thread

    /// Closes once the sender is at it; the first close wins.
    void close(Frame.Close close) {
        if (closing.compareAndSet(null, close)) {
            closingAt = System.nanoTime();
            Conversation begun = conversation;
            if (begun != null) {
                begun.outgoing().wake();
            }
        }
    }

    /// Looks after the connection; called every few seconds, never blocks.
    void tend() {
        long now = System.nanoTime();
        Session opened = session;
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
        Conversation begun = conversation;
        if (begun == null) {
            return;
        }
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
            inbox.add(Frame.Close.normally("over"));
            Conversation begun = conversation;
            if (begun != null) {
                begun.outgoing().wake();
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

    private Frame.Close asClose(RuntimeException failure) {
        if (failure instanceof ECodeException known) {
            if (!known.code().isCallersFault()) {
                LOG.log(Level.WARNING, "A WebSocket ends: " + known.getMessage(), known);
            }
            return Frame.Close.of(known.code(), String.valueOf(known.getMessage()));
        }
        LOG.log(Level.SEVERE, "A WebSocket of " + handshake.caller().name() + " failed", failure);
        return Frame.Close.of(ErrorCode.INTERNAL, "Something failed on our side; reconnect.");
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
