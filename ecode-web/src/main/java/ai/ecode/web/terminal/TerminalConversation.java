package ai.ecode.web.terminal;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ErrorCode;
import ai.ecode.terminal.Attachment;
import ai.ecode.terminal.Terminals;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import ai.ecode.workspace.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection to a terminal. It has no queue: the terminal is read only when the peer took what came before.
final class TerminalConversation implements Conversation, FrameSource {

    private final Terminals terminals;
    private final Caller caller;
    private final WorkspaceId workspace;
    private final Attachment attachment;
    private volatile boolean types;
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
        return switch (attachment.next(patience)) {
            case null -> null;
            case Attachment.Bytes(byte[] bytes) -> Frame.Binary.of(bytes);
            case Attachment.Replayed _ -> TerminalMessage.replayed();
            case Attachment.Ended(var ending) -> {
                ended = true;
                yield TerminalMessage.exit(ending);
            }
            case Attachment.TooSlow _ ->
                    Frame.Close.of(
                            ErrorCode.TOO_MANY_REQUESTS,
                            "You read too slowly and held up others; reconnect.");
        };
    }

    @Override
    public void wake() {
        attachment.wake();
    }

    @Override
    public void received(Frame frame) throws InterruptedException {
        if (!types) {
            terminals.requireWrite(caller, workspace);
            types = true;
        }
        switch (frame) {
            case Frame.Binary(ByteBuffer keys) -> {
                byte[] bytes = new byte[keys.remaining()];
                keys.duplicate().get(bytes);
                attachment.type(bytes);
            }
            case Frame.Text(String text) -> attachment.resize(TerminalMessage.resize(text));
            case Frame.Close _ -> {}
        }
    }

    @Override
    public void recheck() {
        if (types) {
            terminals.requireWrite(caller, workspace);
        } else {
            terminals.requireRead(caller, workspace);
        }
    }

    @Override
    public void closed() {
        attachment.close();
    }
}
