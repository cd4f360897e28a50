package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Comments on lines of files. Every member of a workspace reads and writes them, viewers too; who began a thread, editors
/// and the owner resolve and reopen it. Where the lines are, [Discussion] knows.
@Stateless
public class Comments {

    private static final int MOST_THREADS = 1_000;
    private static final int MOST_AT_ONCE = 30;
    private static final Duration WHILE = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Workspaces workspaces;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<CommentChanged> changed;

    /// By file and line.
    ///
    /// @param path empty for all files
    /// @throws ECodeException as [Workspaces#enter]
    public Page<CommentThread> of(
            Caller caller, WorkspaceId id, Optional<FilePath> path, PageRequest page) {
        workspaces.enter(caller, id, Right.READ);
        String which =
                " from CommentThread t where t.workspace = :workspace"
                        + (path.isPresent() ? " and t.path = :path" : "");
        var rows =
                entities.createQuery(
                                "select t" + which + " order by t.path, t.line, t.id",
                                CommentThread.class)
                        .setParameter("workspace", id.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size());
        var count =
                entities.createQuery("select count(t)" + which, Long.class)
                        .setParameter("workspace", id.value());
        path.ifPresent(only -> {
            rows.setParameter("path", only.value());
            count.setParameter("path", only.value());
        });
        return new Page<>(rows.getResultList(), page.page(), page.size(), count.getSingleResult());
    }

    /// @throws ECodeException as [Workspaces#enter], `NOT_FOUND`
    public CommentThread require(Caller caller, WorkspaceId id, UUID thread) {
        workspaces.enter(caller, id, Right.READ);
        return find(id, thread);
    }

    private CommentThread find(WorkspaceId id, UUID thread) {
        return Optional.ofNullable(entities.find(CommentThread.class, thread))
                .filter(found -> found.workspace().equals(id))
                .orElseThrow(() -> ECodeException.notFound("The thread of comments"));
    }

    /// Begins a thread.
    ///
    /// @throws ECodeException as [Workspaces#enter], `QUOTA_EXCEEDED`, `TOO_MANY_REQUESTS`
    public CommentThread begin(
            Caller caller, WorkspaceId id, FilePath path, Passage passage, Words words) {
        workspaces.enter(caller, id, Right.READ);
        refuseFlood(caller);
        long there =
                entities.createQuery(
                                "select count(t) from CommentThread t where t.workspace = :workspace",
                                Long.class)
                        .setParameter("workspace", id.value())
                        .getSingleResult();
        if (there >= MOST_THREADS) {
            throw new ECodeException(
                    QUOTA_EXCEEDED,
                    "This workspace has %d threads of comments, which is as many as it may have. Take some back first."
                            .formatted(there));
        }
        var thread = new CommentThread(id, path, passage, clock.instant());
        thread.say(caller.user(), words, clock.instant());
        entities.persist(thread);
        entities.flush();
        note(caller, "comment.write", thread);
        return thread;
    }

    /// Says something in a thread.
    ///
    /// @throws ECodeException as [#require], `QUOTA_EXCEEDED`, `TOO_MANY_REQUESTS`
    public CommentThread reply(Caller caller, WorkspaceId id, UUID which, Words words) {
        CommentThread thread = require(caller, id, which);
        refuseFlood(caller);
        thread.say(caller.user(), words, clock.instant());
        entities.flush();
        note(caller, "comment.write", thread);
        return thread;
    }

    private void refuseFlood(Caller caller) {
        long recent =
                entities.createQuery(
                                "select count(c) from Comment c where c.author = :author and c.writtenAt > :since",
                                Long.class)
                        .setParameter("author", caller.user().value())
                        .setParameter("since", clock.instant().minus(WHILE))
                        .getSingleResult();
        if (recent >= MOST_AT_ONCE) {
            throw new ECodeException(
                    TOO_MANY_REQUESTS,
                    "You wrote %d comments within a minute. Wait a moment, then send it again."
                            .formatted(recent));
        }
    }

    /// Takes back what the caller said; the owner of the workspace takes back what anybody said. A thread without comments
    /// is no more.
    ///
    /// @throws ECodeException as [#require], `FORBIDDEN`
    public void withdraw(Caller caller, WorkspaceId id, UUID which, UUID comment) {
        Workspace workspace = workspaces.enter(caller, id, Right.READ);
        CommentThread thread = find(id, which);
        Comment found =
                thread.find(comment).orElseThrow(() -> ECodeException.notFound("The comment"));
        if (!found.author().equals(caller.user()) && !workspace.isOwnedBy(caller)) {
            throw new ECodeException(
                    FORBIDDEN,
                    "Only who wrote a comment and the owner of the workspace take it back.");
        }
        if (!thread.withdraw(found)) {
            entities.remove(thread);
        }
        note(caller, "comment.delete", thread);
    }

    /// Says that there is no more to do about it, or that there is again. A second time changes nothing.
    ///
    /// @throws ECodeException as [#require], `FORBIDDEN`
    public CommentThread resolve(Caller caller, WorkspaceId id, UUID which, boolean resolved) {
        CommentThread thread = require(caller, id, which);
        if (!thread.author().equals(caller.user()) && !workspaces.may(caller, id, Right.WRITE)) {
            throw new ECodeException(
                    FORBIDDEN,
                    "Who began a thread resolves it, and editors of the workspace do. Ask one of them.");
        }
        boolean isNew = resolved ? thread.resolve(caller.user(), clock.instant()) : thread.reopen();
        if (isNew) {
            entities.flush();
            note(caller, resolved ? "comment.resolve" : "comment.reopen", thread);
        }
        return thread;
    }

    private void note(Caller caller, String action, CommentThread thread) {
        trail.record(
                Deed.done(caller, action, "workspace:" + thread.workspace())
                        .changing(
                                null,
                                Map.of(
                                        "thread",
                                        thread.id().toString(),
                                        "path",
                                        thread.path().value())));
        changed.fire(new CommentChanged(thread.workspace(), thread.id()));
    }

    /// Notes where the lines of threads are when their file has this content.
    public void settle(Map<UUID, Passage> places, ContentHash content) {
        places.forEach((id, passage) ->
                Optional.ofNullable(entities.find(CommentThread.class, id))
                        .ifPresent(thread -> thread.settle(passage, content)));
    }

    /// Comments go with their file.
    public void follow(@Observes FileMoved event) {
        entities.createQuery(
                        "select t from CommentThread t where t.workspace = :workspace",
                        CommentThread.class)
                .setParameter("workspace", event.workspace().value())
                .getResultStream()
                .filter(thread ->
                        thread.path().equals(event.from()) || thread.path().isUnder(event.from()))
                .forEach(thread -> thread.moved(thread.path().rebase(event.from(), event.to())));
    }
}
