package ai.ecode.web.terminal;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ErrorCode;
import ai.ecode.terminal.Attachment;
import ai.ecode.terminal.Terminals;
import ai.ecode.web.socket.Attention;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import ai.ecode.workspace.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One connection to a terminal. It has no queue: the terminal is read only when the peer took what came before and, where
/// it says so, drew it.
final class TerminalConversation implements Conversation, FrameSource {

    private final Terminals terminals;
    private final Caller caller;
    private final WorkspaceId workspace;
    private final Attachment attachment;
    private final Pace pace = new Pace();
    private final AtomicBoolean refused = new AtomicBoolean();
    private boolean ended; // the sender's

    TerminalConversation(
            Terminals terminals, Caller caller, WorkspaceId workspace, Attachment attachment) {
        this.terminals = terminals;
        this.caller = caller;
        this.workspace = workspace;
        this.attachment = attachment;
    }

    @Override
    public FrameSource outgoing() {
        return this;
    }

    @Override
    public @Nullable Frame next(Duration patience) throws InterruptedException {
        if (ended) {
            return Frame.Close.normally("The terminal ended.");
        }
        Frame frame = pace.await(patience) ? read(patience) : null;
        return frame == null && refused.getAndSet(false) ? TerminalMessage.refused() : frame;
    }

    private @Nullable Frame read(Duration patience) throws InterruptedException {
        return switch (attachment.next(patience)) {
            case null -> null;
            case Attachment.Bytes(byte[] bytes) -> {
                pace.sent(bytes.length);
                yield Frame.Binary.of(bytes);
            }
            case Attachment.Replayed _ -> TerminalMessage.replayed();
            case Attachment.Shared(var sharing) -> TerminalMessage.sharing(sharing);
            case Attachment.Resized(var size) -> TerminalMessage.size(size);
            case Attachment.Ended(var ending) -> {
                ended = true;
                yield TerminalMessage.exit(ending);
            }
            case Attachment.TooSlow _ ->
                    Frame.Close.of(
                            ErrorCode.TOO_MANY_REQUESTS,
                            "You read too slowly and held up others; reconnect.");
            case Attachment.Withdrawn _ ->
                    Frame.Close.of(
                            ErrorCode.FORBIDDEN, "This terminal is no longer shared with you.");
        };
    }

    @Override
    public void wake() {
        attachment.wake();
        pace.wake();
    }

    @Override
    public void received(Frame frame) throws InterruptedException {
        if (frame instanceof Frame.Text(String said)) {
            Optional<Attention> attention = Attention.of(said);
            if (attention.isPresent()) {
                attachment.away(attention.get() == Attention.AWAY);
                return;
            }
        }
        switch (frame) {
            case Frame.Binary(ByteBuffer keys) -> type(keys);
            case Frame.Text(String text) -> {
                switch (TerminalMessage.parse(text)) {
                    case TerminalMessage.Resize(var size) -> attachment.resize(size);
                    case TerminalMessage.Window(long bytes) -> pace.limit(bytes);
                    case TerminalMessage.Drawn(long bytes) -> pace.drawn(bytes);
                }
            }
            case Frame.Close _ -> {}
        }
    }

    private void type(ByteBuffer keys) throws InterruptedException {
        if (attachment.mayType()) {
            byte[] bytes = new byte[keys.remaining()];
            keys.duplicate().get(bytes);
            attachment.type(bytes);
        } else {
            refused.set(true);
            wake();
        }
    }

    @Override
    public void recheck() {
        terminals.recheck(caller, workspace, attachment);
    }

    @Override
    public void closed() {
        attachment.close();
    }
}
