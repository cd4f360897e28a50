package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Members;
import ai.ecode.workspace.Memberships;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceRole;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Asking to be let into a workspace, and answering. Who may know that a workspace exists may ask; its owner answers.
@Stateless
public class AccessRequests {

    /// How long somebody who was rejected waits before asking again.
    static final Duration PATIENCE = Duration.ofDays(1);

    private static final int MOST_OPEN = 100;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Workspaces workspaces;
    @Inject private Memberships memberships;
    @Inject private Members members;
    @Inject private People people;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<AccessRequested> requested;
    @Inject private Event<AccessAnswered> answered;

    /// A request, and whether it is new.
    public record Asked(AccessRequest request, boolean isNew) {}

    /// Asks for a role; asking again before the answer changes what was asked.
    ///
    /// @throws ECodeException as [Workspaces#enter], `CONFLICT` for who has the role already, `TOO_MANY_REQUESTS` for who
    ///     was rejected within a day, `QUOTA_EXCEEDED` when too many wait for an answer
    public Asked ask(Caller caller, WorkspaceId id, WorkspaceRole role, String message) {
        var workspace = workspaces.enter(caller, id, Right.SEE);
        refuseWhoHas(caller, workspace, role);
        Optional<AccessRequest> open = openOf(caller, id);
        if (open.isPresent()) {
            open.get().renew(role, message);
            return new Asked(open.get(), false);
        }
        refuseWhoWasRejected(caller, id);
        if (count(id) >= MOST_OPEN) {
            throw new ECodeException(
                    QUOTA_EXCEEDED,
                    "%s has many requests to answer first. Ask again later, or ask them yourself."
                            .formatted(workspace.ownerName()));
        }
        var request = new AccessRequest(id, caller.user(), role, message, clock.instant());
        entities.persist(request);
        entities.flush();
        trail.record(
                Deed.done(caller, "access.request", "workspace:" + id)
                        .changing(null, Map.of("role", role.wireName())));
        requested.fire(new AccessRequested(request, workspace, caller));
        return new Asked(request, true);
    }

    private void refuseWhoHas(Caller caller, Workspace workspace, WorkspaceRole role) {
        memberships
                .roleOf(caller, workspace)
                .filter(has -> has.compareTo(role) >= 0)
                .ifPresent(has -> {
                    throw new ECodeException(
                            CONFLICT,
                            "You are %s of this workspace already."
                                    .formatted(
                                            has == WorkspaceRole.VIEWER
                                                    ? "a viewer"
                                                    : "an " + has.wireName()));
                });
    }

    private void refuseWhoWasRejected(Caller caller, WorkspaceId id) {
        Instant since = clock.instant().minus(PATIENCE);
        boolean rejected =
                entities.createQuery(
                                        "select count(r) from AccessRequest r where r.workspace = :workspace and r.asker = :asker"
                                                + " and r.state = :rejected and r.answeredAt > :since",
                                        Long.class)
                                .setParameter("workspace", id.value())
                                .setParameter("asker", caller.user().value())
                                .setParameter("rejected", AccessRequest.State.REJECTED)
                                .setParameter("since", since)
                                .getSingleResult()
                        > 0;
        if (rejected) {
            throw new ECodeException(
                    TOO_MANY_REQUESTS,
                    "Your request was rejected less than a day ago. Ask again later, or ask the owner yourself.");
        }
    }

    /// What waits for an answer first, newest first: the owner sees all, everybody else who may know of the workspace their
    /// own.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public Page<AccessRequest> of(Caller caller, WorkspaceId id, PageRequest page) {
        var workspace = workspaces.enter(caller, id, Right.SEE);
        boolean all = workspace.isOwnedBy(caller);
        String which =
                " from AccessRequest r where r.workspace = :workspace"
                        + (all ? "" : " and r.asker = :asker");
        var rows =
                entities.createQuery(
                                "select r"
                                        + which
                                        + " order by r.answeredAt desc nulls first, r.askedAt desc, r.id",
                                AccessRequest.class)
                        .setParameter("workspace", id.value())
                        .setFirstResult(page.offset())
                        .setMaxResults(page.size());
        var count =
                entities.createQuery("select count(r)" + which, Long.class)
                        .setParameter("workspace", id.value());
        if (!all) {
            rows.setParameter("asker", caller.user().value());
            count.setParameter("asker", caller.user().value());
        }
        return new Page<>(rows.getResultList(), page.page(), page.size(), count.getSingleResult());
    }

    /// Lets the one who asked in, in the role they asked for or another, or does not.
    ///
    /// @param role empty for the one that was asked for
    /// @throws ECodeException as [Workspaces#enter], `NOT_FOUND`, `CONFLICT` when it was answered before
    public AccessRequest answer(
            Caller caller,
            WorkspaceId id,
            UUID which,
            boolean accept,
            Optional<WorkspaceRole> role) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        AccessRequest request =
                Optional.ofNullable(entities.find(AccessRequest.class, which))
                        .filter(found -> found.workspace().equals(id))
                        .orElseThrow(() -> ECodeException.notFound("The request"));
        WorkspaceRole given = role.orElse(request.role());
        request.answer(accept, given, caller.name(), clock.instant());
        trail.record(
                Deed.done(caller, accept ? "access.grant" : "access.reject", "workspace:" + id)
                        .changing(
                                null,
                                Map.of(
                                        "asker",
                                        people.require(request.asker()).name(),
                                        "role",
                                        given.wireName())));
        if (accept) {
            members.grant(caller, id, people.require(request.asker()), given);
        }
        answered.fire(new AccessAnswered(request, workspace, caller));
        return request;
    }

    private Optional<AccessRequest> openOf(Caller caller, WorkspaceId id) {
        return entities.createQuery(
                        "select r from AccessRequest r where r.workspace = :workspace and r.asker = :asker"
                                + " and r.state = :open",
                        AccessRequest.class)
                .setParameter("workspace", id.value())
                .setParameter("asker", caller.user().value())
                .setParameter("open", AccessRequest.State.OPEN)
                .getResultStream()
                .findFirst();
    }

    private long count(WorkspaceId id) {
        return entities.createQuery(
                        "select count(r) from AccessRequest r where r.workspace = :workspace and r.state = :open",
                        Long.class)
                .setParameter("workspace", id.value())
                .setParameter("open", AccessRequest.State.OPEN)
                .getSingleResult();
    }
}
