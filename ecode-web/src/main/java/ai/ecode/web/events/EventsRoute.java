package ai.ecode.web.events;

import ai.ecode.collaboration.Guest;
import ai.ecode.collaboration.Presence;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
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

/// `WS /ws/workspaces/{workspace}/events`: news of a workspace, beginning with its state. That the peer listens keeps the
/// workspace from being idle, unless it says that its person is away. What else it says of its person the others hear.
@ApplicationScoped
public class EventsRoute implements SocketRoute {

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Newsroom newsroom;
    @Inject private Attendees attendees;
    @Inject private Presence presence;

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
        attendee.looksOn(!workspaces.may(handshake.caller(), workspace, Right.WRITE));
        Guest guest =
                presence.enter(
                        handshake.caller(),
                        workspace,
                        news -> queue.offer(new News.Presence(news)));
        return new Conversation() {
            @Override
            public FrameSource outgoing() {
                return queue;
            }

            @Override
            public void received(Frame frame) {
                if (!(frame instanceof Frame.Text(String text))) {
                    throw new ECodeException(
                            ErrorCode.MALFORMED_REQUEST, "This socket takes text only.");
                }
                switch (Told.of(text)) {
                    case Told.Attention(boolean isAway) -> {
                        attendee.away(isAway);
                        guest.isAway(isAway);
                    }
                    case Told.Look(var path, int line) -> guest.looks(path, line);
                    case Told.Follow(var whom) -> guest.follows(whom);
                }
            }

            @Override
            public void recheck() {
                workspaces.enter(handshake.caller(), workspace, Right.READ);
                attendee.looksOn(!workspaces.may(handshake.caller(), workspace, Right.WRITE));
                if (attendee.isAtWork()) {
                    lifecycle.touch(workspace);
                }
            }

            @Override
            public void closed() {
                newsroom.unsubscribe(workspace, queue);
                attendee.close();
                guest.leave();
            }
        };
    }

    @Override
    public int largestMessage() {
        return 16 * 1024;
    }
}
