package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What the members of a workspace say to each other: its last 10,000 messages. Every member reads and writes, viewers too.
@Stateless
public class Chat {

    static final int MOST_KEPT = 10_000;

    /// What one person may say in a workspace within [#WHILE].
    static final int MOST_AT_ONCE = 30;

    static final Duration WHILE = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Workspaces workspaces;
    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<MessagePosted> posted;

    /// Some messages, newest first.
    ///
    /// @param next before which number the next ones are; empty when there are no older ones
    /// @param unread how many the caller has not read, of all
    public record Excerpt(List<Message> messages, OptionalLong next, long unread) {}

    /// Says something to everybody.
    ///
    /// @throws ECodeException as [Workspaces#enter]; `TOO_MANY_REQUESTS` for who says too much at once
    public Message post(Caller caller, WorkspaceId id, Words words) {
        workspaces.enter(caller, id, Right.READ);
        // From here on everybody else who says something here waits, so that numbers come in order.
        long number = nextNumber(id);
        refuseFlood(caller, id);
        var message = new Message(id, number, caller.user(), words, clock.instant());
        entities.persist(message);
        entities.flush();
        forgetOld(id, number);
        mark(caller, id, number);
        trail.record(
                Deed.done(caller, "message.post", "workspace:" + id)
                        .changing(null, Map.of("number", number)));
        posted.fire(new MessagePosted(message, people.require(caller.user())));
        return message;
    }

    private long nextNumber(WorkspaceId id) {
        entities.createNativeQuery(
                        """
                        insert into chats (workspace, last_number) values (?1, 1)
                        on conflict (workspace) do update set last_number = chats.last_number + 1
                        """)
                .setParameter(1, id.value())
                .executeUpdate();
        return lastNumber(id);
    }

    private long lastNumber(WorkspaceId id) {
        return number("select coalesce(max(last_number), 0) from chats where workspace = ?1", id);
    }

    private long number(String sql, WorkspaceId id) {
        var found = entities.createNativeQuery(sql).setParameter(1, id.value()).getSingleResult();
        return ((Number) found).longValue();
    }

    private void refuseFlood(Caller caller, WorkspaceId id) {
        long recent =
                entities.createQuery(
                                "select count(m) from Message m where m.workspace = :workspace and m.author = :author"
                                        + " and m.sentAt > :since",
                                Long.class)
                        .setParameter("workspace", id.value())
                        .setParameter("author", caller.user().value())
                        .setParameter("since", clock.instant().minus(WHILE))
                        .getSingleResult();
        if (recent >= MOST_AT_ONCE) {
            throw new ECodeException(
                    TOO_MANY_REQUESTS,
                    "You said %d things within a minute, which is as much as others can read. Wait a moment, then send it again."
                            .formatted(recent));
        }
    }

    private void forgetOld(WorkspaceId id, long newest) {
        entities.createQuery(
                        "delete from Message m where m.workspace = :workspace and m.number <= :oldest")
                .setParameter("workspace", id.value())
                .setParameter("oldest", newest - MOST_KEPT)
                .executeUpdate();
    }

    /// @param before the `next` of another excerpt; empty for the newest
    /// @throws ECodeException as [Workspaces#enter]; `MALFORMED_REQUEST` for a size that is none
    public Excerpt read(Caller caller, WorkspaceId id, OptionalLong before, int size) {
        workspaces.enter(caller, id, Right.READ);
        if (size < 1 || size > Page.LARGEST_SIZE) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "size is from 1 to %d.".formatted(Page.LARGEST_SIZE));
        }
        List<Message> found =
                entities.createQuery(
                                "select m from Message m where m.workspace = :workspace and m.number < :before"
                                        + " order by m.number desc",
                                Message.class)
                        .setParameter("workspace", id.value())
                        .setParameter("before", before.orElse(Long.MAX_VALUE))
                        .setMaxResults(size + 1)
                        .getResultList();
        boolean more = found.size() > size;
        List<Message> messages = more ? found.subList(0, size) : found;
        return new Excerpt(
                List.copyOf(messages),
                more ? OptionalLong.of(messages.getLast().number()) : OptionalLong.empty(),
                unread(caller, id));
    }

    private long unread(Caller caller, WorkspaceId id) {
        var read =
                (Number)
                        entities.createNativeQuery(
                                        "select coalesce(max(number), 0) from messages_read where workspace = ?1 and person = ?2")
                                .setParameter(1, id.value())
                                .setParameter(2, caller.user().value())
                                .getSingleResult();
        return Math.clamp(lastNumber(id) - read.longValue(), 0, MOST_KEPT);
    }

    /// Notes that the caller has read everything up to this number. It never becomes less.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public void markRead(Caller caller, WorkspaceId id, long number) {
        workspaces.enter(caller, id, Right.READ);
        mark(caller, id, Math.clamp(number, 0, lastNumber(id)));
    }

    private void mark(Caller caller, WorkspaceId id, long number) {
        entities.createNativeQuery(
                        """
                        insert into messages_read (workspace, person, number) values (?1, ?2, ?3)
                        on conflict (workspace, person) do update set number = greatest(messages_read.number, excluded.number)
                        """)
                .setParameter(1, id.value())
                .setParameter(2, caller.user().value())
                .setParameter(3, number)
                .executeUpdate();
    }
}
