package ai.ecode.web.collaboration;

import ai.ecode.collaboration.Outgoing;
import ai.ecode.collaboration.Participation;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection to a shared document.
final class DocumentConversation implements Conversation, FrameSource {

    private static final Frame KEEP_ALIVE = new Frame.Binary(Participation.KEEP_ALIVE.bytes());

    private final Participation participation;

    DocumentConversation(Participation participation) {
        this.participation = participation;
    }

    @Override
    public FrameSource outgoing() {
        return this;
    }

    @Override
    public @Nullable Frame next(Duration patience) {
        return switch (participation.next()) {
            case null -> null;
            case Outgoing.Message(ByteBuffer bytes) -> new Frame.Binary(bytes);
            case Outgoing.End(ErrorCode code, String reason) -> Frame.Close.of(code, reason);
        };
    }

    @Override
    public boolean tells(Runnable news) {
        participation.onNews(news);
        return true;
    }

    @Override
    public boolean takesAtOnce() {
        return true;
    }

    @Override
    public void wake() {
        // It never waits.
    }

    @Override
    public void received(Frame frame) {
        if (!(frame instanceof Frame.Binary(ByteBuffer message))) {
            throw new ECodeException(
                    ErrorCode.MALFORMED_REQUEST, "This socket takes binary messages only.");
        }
        participation.received(message);
    }

    @Override
    public void recheck() {
        participation.recheck();
    }

    @Override
    public void closed() {
        participation.leave();
    }

    @Override
    public Frame keepAlive() {
        return KEEP_ALIVE;
    }
}
