package ai.ecode.web.events;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// `WS /ws/workspaces/{workspace}/events`: news of a workspace, beginning with its state. The peer only listens; that it
/// does keeps the workspace from being idle.
@ApplicationScoped
public class EventsRoute implements SocketRoute {

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Newsroom newsroom;

    @Override
    public String path() {
        return "/workspaces/{workspace}/events";
    }

    @Override
    public Conversation open(Handshake handshake) {
        var workspace = new WorkspaceId(handshake.id("workspace"));
        workspaces.enter(handshake.caller(), workspace, Right.READ);
        var queue = new NewsQueue();
        newsroom.subscribe(workspace, queue);
        return new Conversation() {
            @Override
            public FrameSource outgoing() {
                return queue;
            }

            @Override
            public void received(Frame frame) {
                throw new ECodeException(
                        ErrorCode.MALFORMED_REQUEST,
                        "This socket only tells; it takes no messages.");
            }

            @Override
            public void recheck() {
                workspaces.enter(handshake.caller(), workspace, Right.READ);
                lifecycle.touch(workspace);
            }

            @Override
            public void closed() {
                newsroom.unsubscribe(workspace, queue);
            }
        };
    }

    @Override
    public int largestMessage() {
        return 1024;
    }
}
