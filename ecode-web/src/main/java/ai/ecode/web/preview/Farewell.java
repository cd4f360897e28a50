package ai.ecode.web.preview;

import ai.ecode.shared.ECodeException;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameQueue;
import ai.ecode.web.socket.FrameSource;

/// Says why there is nobody to talk to, and ends. That a server in a workspace is away is no fault of the platform's, so
/// nothing is logged.
final class Farewell implements Conversation {

    private final FrameQueue last = new FrameQueue(1, 1024);

    Farewell(ECodeException reason) {
        last.offer(Frame.Close.of(reason.code(), String.valueOf(reason.getMessage())));
    }

    @Override
    public FrameSource outgoing() {
        return last;
    }

    @Override
    public void received(Frame frame) {
        // Nobody is there to take it.
    }

    @Override
    public void recheck() {
        // It is over already.
    }

    @Override
    public void closed() {
        // Nothing was opened.
    }
}
