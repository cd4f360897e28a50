package ai.ecode.notification;

import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What each person was told: the last 200 things of the last 90 days. Nobody reads anybody else's.
@Stateless
public class Inbox {

    private static final int MOST = 200;
    private static final Duration KEPT = Duration.ofDays(90);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private Event<Notified> notified;
    @Inject private Event<InboxRead> read;

    /// Tells somebody something, in the transaction of what it tells of.
    public void tell(UserId recipient, Notification.Draft draft) {
        var notification = new Notification(recipient, draft, clock.instant());
        entities.persist(notification);
        entities.flush();
        entities.createNativeQuery(
                        """
                        delete from notifications where id in (
                            select id from notifications where recipient = ?1 order by created_at desc, id offset ?2)
                        """)
                .setParameter(1, recipient.value())
                .setParameter(2, MOST)
                .executeUpdate();
        notified.fire(new Notified(notification));
    }

    /// Newest first.
    public Page<Notification> of(Caller caller, boolean unreadOnly, PageRequest page) {
        String which =
                " from Notification n where n.recipient = :recipient"
                        + (unreadOnly ? " and n.readAt is null" : "");
        var rows =
                entities.createQuery(
                                "select n" + which + " order by n.createdAt desc, n.id",
                                Notification.class)
                        .setParameter("recipient", caller.user().value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size())
                        .getResultList();
        long total =
                entities.createQuery("select count(n)" + which, Long.class)
                        .setParameter("recipient", caller.user().value())
                        .getSingleResult();
        return new Page<>(rows, page.page(), page.size(), total);
    }

    public long unread(UserId person) {
        return entities.createQuery(
                        "select count(n) from Notification n where n.recipient = :recipient and n.readAt is null",
                        Long.class)
                .setParameter("recipient", person.value())
                .getSingleResult();
    }

    /// @throws ECodeException `NOT_FOUND`
    public Notification read(Caller caller, UUID id) {
        Notification notification =
                Optional.ofNullable(entities.find(Notification.class, id))
                        .filter(found -> found.recipient().equals(caller.user()))
                        .orElseThrow(() -> ECodeException.notFound("The notification"));
        notification.read(clock.instant());
        read.fire(new InboxRead(caller.user()));
        return notification;
    }

    public void readAll(Caller caller) {
        entities.createQuery(
                        "update Notification n set n.readAt = :now where n.recipient = :recipient and n.readAt is null")
                .setParameter("now", clock.instant())
                .setParameter("recipient", caller.user().value())
                .executeUpdate();
        read.fire(new InboxRead(caller.user()));
    }

    /// Several servers may do it at once.
    @Schedule(hour = "*", minute = "23", persistent = false)
    public void forget() {
        entities.createQuery("delete from Notification n where n.createdAt < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
