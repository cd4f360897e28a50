package ai.ecode.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.identity.PersonSeen;
import ai.ecode.identity.UserId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Who is what in which workspace, as stored; nothing here asks who wants to know.
@Stateless
public class Memberships {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    /// What the caller is in a workspace of their organization; empty for a stranger. In the trash there is only the owner.
    public Optional<WorkspaceRole> roleOf(Caller caller, Workspace workspace) {
        if (!workspace.organization().equals(caller.organization())) {
            return Optional.empty();
        }
        if (workspace.isOwnedBy(caller)) {
            return Optional.of(WorkspaceRole.OWNER);
        }
        return workspace.trashedAt().isPresent()
                ? Optional.empty()
                : of(workspace.id(), caller.user()).map(Membership::role);
    }

    /// The same for many workspaces at once; strangers' are left out.
    public Map<WorkspaceId, WorkspaceRole> rolesOf(Caller caller, Collection<Workspace> all) {
        var roles = new HashMap<WorkspaceId, WorkspaceRole>();
        List<UUID> others =
                all.stream()
                        .filter(workspace -> !workspace.isOwnedBy(caller))
                        .filter(workspace -> workspace.trashedAt().isEmpty())
                        .map(workspace -> workspace.id().value())
                        .toList();
        if (!others.isEmpty()) {
            entities.createQuery(
                            "select m from Membership m where m.person = :person and m.workspace in :all",
                            Membership.class)
                    .setParameter("person", caller.user().value())
                    .setParameter("all", others)
                    .getResultList()
                    .forEach(membership -> roles.put(membership.workspace(), membership.role()));
        }
        all.stream()
                .filter(workspace -> workspace.isOwnedBy(caller))
                .forEach(workspace -> roles.put(workspace.id(), WorkspaceRole.OWNER));
        return roles;
    }

    public Optional<Membership> of(WorkspaceId workspace, UserId person) {
        return entities.createQuery(
                        "select m from Membership m where m.workspace = :workspace and m.person = :person",
                        Membership.class)
                .setParameter("workspace", workspace.value())
                .setParameter("person", person.value())
                .getResultStream()
                .findFirst();
    }

    /// Of somebody who has not come yet.
    public Optional<Membership> awaited(WorkspaceId workspace, MemberName name) {
        return entities.createQuery(
                        "select m from Membership m where m.workspace = :workspace and m.person is null"
                                + " and m.name = :name",
                        Membership.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    /// By the time of their invitation.
    public List<Membership> in(WorkspaceId workspace) {
        return entities.createQuery(
                        "select m from Membership m where m.workspace = :workspace order by m.since, m.id",
                        Membership.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    public void add(Membership membership) {
        entities.persist(membership);
        entities.flush();
    }

    public void remove(Membership membership) {
        entities.remove(membership);
    }

    /// Who comes for the first time finds the invitations that wait for their name.
    public void welcome(@Observes PersonSeen event) {
        entities.createNativeQuery(
                        """
                        update workspace_members m set person = u.id
                        from users u
                        where u.id = ?1 and m.person is null and m.organization = u.organization and m.name = u.name
                          and not exists (select 1 from workspace_members o
                                          where o.workspace = m.workspace and o.person = u.id)
                        """)
                .setParameter(1, event.person().value())
                .executeUpdate();
    }
}
