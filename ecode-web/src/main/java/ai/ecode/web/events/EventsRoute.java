package ai.ecode.web.events;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Attention;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameSource;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import ai.ecode.workspace.Attendees;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// `WS /ws/workspaces/{workspace}/events`: news of a workspace, beginning with its state. That the peer listens keeps the
/// workspace from being idle, unless it says that its person is [Attention#AWAY].
@ApplicationScoped
public class EventsRoute implements SocketRoute {

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Newsroom newsroom;
    @Inject private Attendees attendees;

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
        Attendees.Attendee attendee = attendees.enter(workspace);
        return new Conversation() {
            @Override
            public FrameSource outgoing() {
                return queue;
            }

            @Override
            public void received(Frame frame) {
                var attention =
                        frame instanceof Frame.Text(String said)
                                ? Attention.of(said)
                                : Optional.<Attention>empty();
                attendee.away(
                        attention.orElseThrow(() ->
                                new ECodeException(
                                        ErrorCode.MALFORMED_REQUEST,
                                        "This socket tells; it takes only away and back."))
                                == Attention.AWAY);
            }

            @Override
            public void recheck() {
                workspaces.enter(handshake.caller(), workspace, Right.READ);
                if (!attendee.isAway()) {
                    lifecycle.touch(workspace);
                }
            }

            @Override
            public void closed() {
                newsroom.unsubscribe(workspace, queue);
                attendee.close();
            }
        };
    }

    @Override
    public int largestMessage() {
        return 1024;
    }
}
