package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.ACCESS_REQUEST_POSSIBLE;
import static ai.ecode.shared.ErrorCode.FORBIDDEN;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// All workspaces. [#enter] is the one place that decides who may do what with one; every feature that works on behalf of
/// a caller gets its workspace there.
@Stateless
public class Workspaces {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private AuditTrail trail;
    @Inject private Memberships memberships;

    /// The workspace for the platform's own work, without asking who wants it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Workspace require(WorkspaceId id) {
        return find(id).orElseThrow(Workspaces::unknown);
    }

    public Optional<Workspace> find(WorkspaceId id) {
        return Optional.ofNullable(entities.find(Workspace.class, id.value()));
    }

    /// The workspace, if the caller has the right. Its owner and its members have the rights of their [WorkspaceRole]. An
    /// administrator of the organization may see and operate, but not look inside. What is public in the organization may
    /// be seen and visited by its people; what is shared by link, seen. For everybody else it does not exist. A refusal is
    /// recorded.
    ///
    /// @throws ECodeException `NOT_FOUND`, `FORBIDDEN`, or `ACCESS_REQUEST_POSSIBLE` when the caller may know of the
    ///     workspace but not do this
    public Workspace enter(Caller caller, WorkspaceId id, Right right) {
        Workspace workspace =
                find(id).filter(w -> w.organization().equals(caller.organization()))
                        .orElseThrow(Workspaces::unknown);
        if (allows(workspace, caller, right)) {
            return workspace;
        }
        trail.recordApart(
                Deed.denied(
                        caller,
                        "workspace." + right.name().toLowerCase(Locale.ROOT),
                        "workspace:" + id));
        if (!allows(workspace, caller, Right.SEE)) {
            throw unknown();
        }
        throw memberships
                .roleOf(caller, workspace)
                .map(role -> forMembers(role, workspace))
                .orElseGet(() -> forStrangers(workspace));
    }

    /// The same for who is about to change the workspace's row, after waiting for whoever is at it.
    ///
    /// @throws ECodeException as [#enter]
    public Workspace enterAlone(Caller caller, WorkspaceId id, Right right) {
        Workspace workspace = enter(caller, id, right);
        try {
            entities.refresh(workspace, LockModeType.PESSIMISTIC_WRITE);
        } catch (EntityNotFoundException goneMeanwhile) {
            throw unknown();
        }
        return workspace;
    }

    private static ECodeException forMembers(WorkspaceRole role, Workspace workspace) {
        return new ECodeException(
                FORBIDDEN,
                (role == WorkspaceRole.VIEWER
                                ? "You may look at this workspace, not change it or run anything. Ask %s to make you an editor."
                                : "Only the owner of the workspace may do this. Ask %s.")
                        .formatted(workspace.ownerName()));
    }

    private static ECodeException forStrangers(Workspace workspace) {
        return isOpen(workspace) || isLinked(workspace)
                ? new ECodeException(
                        ACCESS_REQUEST_POSSIBLE,
                        "This workspace belongs to %s. You can ask for access."
                                .formatted(workspace.ownerName()))
                : new ECodeException(
                        FORBIDDEN,
                        "Administrators see a workspace's state, not its content. Ask %s."
                                .formatted(workspace.ownerName()));
    }

    private boolean allows(Workspace workspace, Caller caller, Right right) {
        if (memberships.roleOf(caller, workspace).filter(role -> role.allows(right)).isPresent()) {
            return true;
        }
        boolean administers = caller.is(Role.ADMIN);
        return switch (right) {
            case SEE -> administers || isOpen(workspace) || isLinked(workspace);
            case VISIT -> isOpen(workspace);
            case OPERATE -> administers;
            case READ, WRITE, OWN -> false;
        };
    }

    private static boolean isOpen(Workspace workspace) {
        return workspace.isPublic() && workspace.trashedAt().isEmpty();
    }

    private static boolean isLinked(Workspace workspace) {
        return workspace.isLinked() && workspace.trashedAt().isEmpty();
    }

    /// Whether [#enter] would let the caller in now, for one who is already in and is asked again; nothing is recorded.
    public boolean may(Caller caller, WorkspaceId id, Right right) {
        return find(id).filter(workspace -> workspace.organization().equals(caller.organization()))
                .filter(workspace -> allows(workspace, caller, right))
                .isPresent();
    }

    /// Workspaces that have or should have a sandbox, in all organizations.
    public List<Workspace> notStopped() {
        return entities.createQuery(
                        "select w from Workspace w where w.state in :states order by w.id",
                        Workspace.class)
                .setParameter(
                        "states",
                        List.of(
                                Workspace.State.STARTING,
                                Workspace.State.RUNNING,
                                Workspace.State.STOPPING))
                .getResultList();
    }

    /// Workspaces put into the trash before the given time, by id: those after the given one, at most `most`.
    public List<WorkspaceId> trashedBefore(Instant cutoff, Optional<WorkspaceId> after, int most) {
        return entities.createQuery(
                        "select w.id from Workspace w where w.trashedAt < :cutoff and w.id > :after order by w.id",
                        UUID.class)
                .setParameter("cutoff", cutoff)
                .setParameter("after", after.map(WorkspaceId::value).orElse(new UUID(0, 0)))
                .setMaxResults(most)
                .getResultStream()
                .map(WorkspaceId::new)
                .toList();
    }

    /// Notes that somebody used it, without disturbing whoever changes the row at the same time.
    public void touch(WorkspaceId id, Instant now) {
        entities.createNativeQuery(
                        "update workspaces set last_active_at = ?1 where id = ?2 and last_active_at < ?1")
                .setParameter(1, now)
                .setParameter(2, id.value())
                .executeUpdate();
    }

    /// How many workspaces the person has, without those in the trash.
    public long countOwnedBy(Caller caller) {
        return entities.createQuery(
                        "select count(w) from Workspace w where w.owner = :owner and w.trashedAt is null",
                        Long.class)
                .setParameter("owner", caller.user().value())
                .getSingleResult();
    }

    /// How many workspaces of the same owner have or are about to have a sandbox.
    public long countUpOf(Workspace workspace) {
        return entities.createQuery(
                        "select count(w) from Workspace w where w.owner = :owner and w.state in :up",
                        Long.class)
                .setParameter("owner", workspace.owner().value())
                .setParameter("up", List.of(Workspace.State.STARTING, Workspace.State.RUNNING))
                .getSingleResult();
    }

    /// The first free address for a name among the owner's workspaces.
    public Slug freeSlug(Caller owner, String name, Optional<WorkspaceId> except) {
        Slug wanted = Slug.of(name);
        List<String> taken =
                entities.createQuery(
                                "select w.slug from Workspace w where w.organization = :organization and w.ownerName = :owner"
                                        + " and w.trashedAt is null and w.id <> :except and w.slug like :start",
                                String.class)
                        .setParameter("organization", owner.organization().value())
                        .setParameter("owner", owner.name())
                        .setParameter(
                                "except", except.map(WorkspaceId::value).orElse(new UUID(0, 0)))
                        .setParameter("start", wanted.value() + "%")
                        .getResultList();
        Slug free = wanted;
        for (int number = 2; taken.contains(free.value()); number++) {
            free = wanted.alternative(number);
        }
        return free;
    }

    /// Stores a new workspace, and finds out at once when its address was taken meanwhile.
    public void add(Workspace workspace) {
        entities.persist(workspace);
        entities.flush();
    }

    /// Deletes the row for good.
    public void remove(Workspace workspace) {
        entities.remove(workspace);
        entities.flush();
    }

    private static ECodeException unknown() {
        return ECodeException.notFound("The workspace");
    }
}
