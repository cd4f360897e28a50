package ai.ecode.web.notification;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.identity.UserId;
import ai.ecode.notification.Inbox;
import ai.ecode.notification.InboxRead;
import ai.ecode.notification.Notified;
import ai.ecode.web.socket.Frame;
import ai.ecode.web.socket.FrameQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who listens on this server for what they are told.
@ApplicationScoped
public class Mailboxes {

    private final Map<UserId, Set<FrameQueue>> listeners = new ConcurrentHashMap<>();

    @Inject private Inbox inbox;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    void subscribe(UserId person, FrameQueue queue) {
        listeners.compute(
                person,
                (_, queues) -> {
                    Set<FrameQueue> all = queues == null ? ConcurrentHashMap.newKeySet() : queues;
                    all.add(queue);
                    return all;
                });
    }

    void unsubscribe(UserId person, FrameQueue queue) {
        listeners.computeIfPresent(
                person,
                (_, queues) -> {
                    queues.remove(queue);
                    return queues.isEmpty() ? null : queues;
                });
    }

    /// Who listens.
    Set<UserId> people() {
        return Set.copyOf(listeners.keySet());
    }

    void notified(@Observes(during = AFTER_SUCCESS) Notified event) {
        UserId person = event.notification().recipient();
        if (listeners.containsKey(person)) {
            var news =
                    Frame.Text.of(
                            Json.createObjectBuilder()
                                    .add("type", "notification")
                                    .add(
                                            "notification",
                                            NotificationView.of(event.notification()).json())
                                    .build());
            tell(person, news);
            count(person);
        }
    }

    void read(@Observes(during = AFTER_SUCCESS) InboxRead event) {
        if (listeners.containsKey(event.person())) {
            count(event.person());
        }
    }

    /// The thread that commits has no transaction to read in.
    private void count(UserId person) {
        executor.execute(() -> tell(person, unread(inbox.unread(person))));
    }

    void tell(UserId person, Frame frame) {
        listeners.getOrDefault(person, Set.of()).forEach(queue -> queue.offer(frame));
    }

    static Frame unread(long count) {
        return Frame.Text.of(
                Json.createObjectBuilder().add("type", "unread").add("count", count).build());
    }
}
