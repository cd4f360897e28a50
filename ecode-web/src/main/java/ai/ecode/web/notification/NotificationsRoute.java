package ai.ecode.web.notification;

import ai.ecode.identity.UserId;
import ai.ecode.notification.Inbox;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameQueue;
import ai.ecode.web.socket.FrameSource;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// `WS /ws/notifications`: how much is unread, first and whenever it changes, what is new, and where what the person handed in
/// is in the queue of the tests.
@ApplicationScoped
public class NotificationsRoute implements SocketRoute {

    private static final int MOST_WAITING = 100;
    private static final long MOST_BYTES = 256 * 1024;

    @Inject private Inbox inbox;
    @Inject private Mailboxes mailboxes;
    @Inject private QueueNews queueNews;

    @Override
    public String path() {
        return "/notifications";
    }

    @Override
    public Conversation open(Handshake handshake) {
        UserId person = handshake.caller().user();
        var queue = new FrameQueue(MOST_WAITING, MOST_BYTES);
        mailboxes.subscribe(person, queue);
        queue.offer(Mailboxes.unread(inbox.unread(person)));
        queueNews.watch();
        return new Conversation() {
            @Override
            public FrameSource outgoing() {
                return queue;
            }

            @Override
            public void received(Frame frame) {
                throw new ECodeException(
                        ErrorCode.MALFORMED_REQUEST, "This socket tells, and takes nothing.");
            }

            @Override
            public void recheck() {
                // Everybody may hear what they are told; who signs out is closed by that.
            }

            @Override
            public void closed() {
                mailboxes.unsubscribe(person, queue);
            }
        };
    }

    @Override
    public int largestMessage() {
        return 1024;
    }
}
