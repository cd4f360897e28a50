package ai.ecode.web.socket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes to one session what its conversation has to say, and now and then something else so that the peer knows that it is
/// still there. On one thread at a time: its own, or one that many share.
final class Sender {

    private static final Duration KEEP_ALIVE = Connection.KEEP_ALIVE;

    /// In one turn on a shared thread; then others have theirs.
    private static final int MOST_AT_ONCE = 64;

    private final Connection connection;
    private final Session session;
    private final Conversation conversation;
    private final FrameSource source;
    private final Senders shared;
    private final boolean isShared;

    /// For how long the source is waited for, and after which silence the peer is told something.
    private final Duration patience;

    private final Duration silence;

    /// How often a turn was asked for, until it was had. The first is asked for from the beginning, and comes when this is started:
    /// the source may tell of something before all of this is made.
    private final AtomicInteger asked = new AtomicInteger(1);

    private long pingedAt = System.nanoTime();
    private volatile long sentAt = pingedAt;

    Sender(Connection connection, Session session, Conversation conversation, Senders shared) {
        this.connection = connection;
        this.session = session;
        this.conversation = conversation;
        this.shared = shared;
        source = conversation.outgoing();
        isShared = source.tells(this::askForTurn);
        patience = isShared ? Duration.ZERO : KEEP_ALIVE;
        silence = isShared ? KEEP_ALIVE.minus(Connections.TENDING) : KEEP_ALIVE;
    }

    /// To be called once.
    ///
    /// @param threads each runs what it is given by itself
    void start(Executor threads) {
        if (isShared) {
            shared.submit(this::turn);
        } else {
            threads.execute(this::run);
        }
    }

    /// Looks at once whether there is something to send, or an end. Any thread.
    void wake() {
        if (isShared) {
            askForTurn();
        } else {
            source.wake();
        }
    }

    /// To be called every [Connections#TENDING]; does not block.
    void tend() {
        if (isShared && isSilentSince(sentAt)) {
            askForTurn();
        }
    }

    private boolean isSilentSince(long nanoTime) {
        return System.nanoTime() - nanoTime >= silence.toNanos();
    }

    private void askForTurn() {
        if (asked.getAndIncrement() == 0) {
            shared.submit(this::turn);
        }
    }

    private void turn() {
        int heard = asked.get();
        int sent = send(MOST_AT_ONCE);
        if (sent == MOST_AT_ONCE || asked.addAndGet(-heard) > 0) {
            shared.submit(this::turn);
        }
    }

    private void run() {
        while (!connection.isOver()) {
            send(MOST_AT_ONCE);
        }
    }

    /// Sends what there is, so much at most, and says how much it was.
    private int send(int most) {
        int sent = 0;
        try {
            while (sent < most && !connection.isOver() && sendNext()) {
                sent++;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            connection.finish(new Frame.Close(1001, "The server is stopping."));
        } catch (IOException | IllegalStateException gone) {
            connection.isGone(gone);
        } catch (RuntimeException failure) {
            connection.finish(connection.asClose(failure));
        }
        return sent;
    }

    private boolean sendNext() throws IOException, InterruptedException {
        Frame.Close end = connection.closing();
        if (end != null) {
            connection.finish(end);
            return false;
        }
        Frame frame = source.next(patience);
        if (frame == null && connection.closing() == null && isSilentSince(sentAt)) {
            frame = conversation.keepAlive();
            sentAt = System.nanoTime();
        }
        if (isSilentSince(pingedAt)) {
            pingedAt = System.nanoTime();
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        }
        return write(frame);
    }

    private boolean write(@Nullable Frame frame) throws IOException {
        switch (frame) {
            case null -> {
                return connection.closing() != null;
            }
            case Frame.Text text -> session.getBasicRemote().sendText(text.text());
            case Frame.Binary binary ->
                    session.getBasicRemote().sendBinary(binary.bytes().duplicate());
            case Frame.Close close -> connection.close(close);
        }
        sentAt = System.nanoTime();
        return true;
    }
}
