package ai.ecode.web.preview;

import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A WebSocket between a browser and a server in a workspace, message by message. The server is read only as fast as the
/// browser takes it.
final class PreviewConversation implements Conversation, FrameSource {

    static final int LARGEST_MESSAGE = 4 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(PreviewConversation.class.getName());
    private static final int ABNORMAL = 1006;

    private final ByteChannel channel;
    private final Runnable recheck;
    private final FrameWriter writer;
    private final FrameReader reader;

    /// What the server said; empty for a wish to return without.
    private final ArrayBlockingQueue<Optional<Frame>> said = new ArrayBlockingQueue<>(2);

    /// @param channel to the server, after the handshake; closed with the conversation
    /// @param recheck asks whether the visitor may still be here, and throws when not
    PreviewConversation(ByteChannel channel, Runnable recheck) {
        this.channel = channel;
        this.recheck = recheck;
        this.writer = new FrameWriter(channel);
        this.reader =
                new FrameReader(Channels.newInputStream(channel), LARGEST_MESSAGE, writer::pong);
    }

    PreviewConversation listening(Executor executor) {
        executor.execute(this::listen);
        return this;
    }

    private void listen() {
        try {
            Frame frame;
            do {
                frame = heard();
                said.put(Optional.of(frame));
            } while (!(frame instanceof Frame.Close));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Frame heard() {
        try {
            return reader.next();
        } catch (FrameReader.Violation wrong) {
            var end = new Frame.Close(wrong.code(), String.valueOf(wrong.getMessage()));
            tell(end);
            return end;
        } catch (IOException gone) {
            return new Frame.Close(1001, "The server in the workspace ended the connection.");
        }
    }

    private void tell(Frame frame) {
        try {
            writer.write(frame);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "A preview's server is gone", gone);
        }
    }

    @Override
    public FrameSource outgoing() {
        return this;
    }

    @Override
    public @Nullable Frame next(Duration patience) throws InterruptedException {
        Optional<Frame> next = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? null : next.orElse(null);
    }

    @Override
    public void wake() {
        // Nobody sleeps where something waits to be sent.
        var _ = said.offer(Optional.empty());
    }

    @Override
    public void received(Frame frame) {
        tell(frame);
    }

    @Override
    public void left(Frame.Close goodbye) {
        if (goodbye.code() != ABNORMAL) {
            tell(goodbye);
        }
    }

    @Override
    public void recheck() {
        recheck.run();
    }

    @Override
    public void closed() {
        try {
            channel.close();
        } catch (IOException gone) {
            LOG.log(Level.FINE, "It was closed already", gone);
        }
        // Who reads the server may wait for room to say so.
        said.clear();
    }
}
