package ai.ecode.workspace;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where workspaces are kept after their owner deleted them, until their time is over.
@Stateless
public class Trash {

    @Inject private Workspaces workspaces;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<WorkspaceDeleted> deleted;

    @Inject
    @ConfigProperty(name = "ecode.workspace.trash-days", defaultValue = "7")
    private int days;

    /// Workspaces whose time is over, in the order of their ids: those after the given one, at most `most`.
    public List<WorkspaceId> expired(Optional<WorkspaceId> after, int most) {
        return workspaces.trashedBefore(cutoff(), after, most);
    }

    /// Deletes a workspace for ever, in a transaction of its own; false when it is gone already or was restored.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean purge(WorkspaceId id) {
        Optional<Workspace> expired =
                workspaces
                        .find(id)
                        .filter(workspace ->
                                workspace.trashedAt().filter(cutoff()::isAfter).isPresent());
        expired.ifPresent(this::purge);
        return expired.isPresent();
    }

    private void purge(Workspace workspace) {
        trail.record(
                Deed.ofThePlatform(
                                workspace.organization(),
                                "workspace.purge",
                                "workspace:" + workspace.id(),
                                Deed.Outcome.DONE)
                        .changing(Map.of("name", workspace.name()), null));
        deleted.fire(new WorkspaceDeleted(workspace.id()));
        workspaces.remove(workspace);
    }

    private Instant cutoff() {
        return clock.instant().minus(Duration.ofDays(days));
    }
}
