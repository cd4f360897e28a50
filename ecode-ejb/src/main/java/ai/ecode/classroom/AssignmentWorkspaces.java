package ai.ecode.classroom;

import ai.ecode.identity.UserId;
import ai.ecode.workspace.QuotaExemption;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Where people work on assignments: for each assignment one workspace of each person or group, which does not count among those
/// that its owner may have. One that was thrown away and opened anew counts when it is restored.
@ApplicationScoped
public class AssignmentWorkspaces implements QuotaExemption {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Workspaces workspaces;

    /// That of somebody alone, or of people who work together: of those that they opened before they did, the oldest. Empty
    /// until it is opened, and while it lies in the trash.
    Optional<Workspace> find(AssignmentId assignment, Set<UserId> people) {
        if (people.isEmpty()) {
            return Optional.empty();
        }
        List<?> found =
                entities.createNativeQuery(
                                """
                                select w.id from assignment_workspaces a join workspaces w on w.id = a.workspace
                                where a.assignment = ?1 and a.person = w.owner and w.trashed_at is null
                                  and w.owner = any (cast(?2 as uuid[]))
                                order by w.created_at, w.id limit 1
                                """)
                        .setParameter(1, assignment.value())
                        .setParameter(
                                2,
                                people.stream()
                                        .map(one -> one.value().toString())
                                        .collect(Collectors.joining(",", "{", "}")))
                        .getResultList();
        return found.stream()
                .map(UUID.class::cast)
                .findFirst()
                .flatMap(workspace -> workspaces.find(new WorkspaceId(workspace)));
    }

    /// The assignment that somebody works on in a workspace; empty when it is for none.
    Optional<AssignmentId> assignmentOf(WorkspaceId workspace) {
        List<?> found =
                entities.createNativeQuery(
                                "select assignment from assignment_workspaces where workspace = ?1")
                        .setParameter(1, workspace.value())
                        .getResultList();
        return found.stream().map(UUID.class::cast).findFirst().map(AssignmentId::new);
    }

    /// Whether somebody opened an assignment, and where they work on it then is another workspace.
    boolean worksElsewhere(AssignmentId assignment, UserId person, WorkspaceId workspace) {
        return !entities.createNativeQuery(
                        "select 1 from assignment_workspaces a join workspaces w on w.id = a.workspace"
                                + " where a.assignment = ?1 and a.person = ?2 and a.workspace <> ?3 and w.trashed_at is null")
                .setParameter(1, assignment.value())
                .setParameter(2, person.value())
                .setParameter(3, workspace.value())
                .getResultList()
                .isEmpty();
    }

    /// In the place of the one there was.
    void put(AssignmentId assignment, UserId person, WorkspaceId workspace) {
        entities.createNativeQuery(
                        """
                        insert into assignment_workspaces (assignment, person, workspace) values (?1, ?2, ?3)
                        on conflict (assignment, person) do update set workspace = excluded.workspace
                        """)
                .setParameter(1, assignment.value())
                .setParameter(2, person.value())
                .setParameter(3, workspace.value())
                .executeUpdate();
    }

    /// Somebody does not work there any more.
    void forget(AssignmentId assignment, UserId person, WorkspaceId workspace) {
        entities.createNativeQuery(
                        "delete from assignment_workspaces where assignment = ?1 and person = ?2 and workspace = ?3")
                .setParameter(1, assignment.value())
                .setParameter(2, person.value())
                .setParameter(3, workspace.value())
                .executeUpdate();
    }

    @Override
    public long countOf(UserId owner) {
        return ((Number)
                        entities.createNativeQuery(
                                        "select count(*) from assignment_workspaces a join workspaces w on w.id = a.workspace"
                                                + " where a.person = ?1 and w.owner = ?1 and w.trashed_at is null")
                                .setParameter(1, owner.value())
                                .getSingleResult())
                .longValue();
    }

    @Override
    public boolean holdsFor(WorkspaceId workspace) {
        return !entities.createNativeQuery(
                        "select 1 from assignment_workspaces where workspace = ?1")
                .setParameter(1, workspace.value())
                .getResultList()
                .isEmpty();
    }
}
