package ai.ecode.preview;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.shared.ECodeException;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which ports of a workspace may be looked at, and by which browsers. A browser is let in by a ticket, which it trades for
/// a pass of that one preview; whoever signs out or loses the right to read the workspace is out with the next request.
@Stateless
public class Previews {

    /// How long a ticket waits to be shown.
    public static final Duration TICKET_LIFE = Duration.ofSeconds(60);

    /// How long a pass lets its browser in.
    public static final Duration PASS_LIFE = Duration.ofHours(12);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private People people;
    @Inject private Workspaces workspaces;
    @Inject private PreviewPasses passes;
    @Inject private AuditTrail trail;
    @Inject private Event<PreviewClosed> closed;

    /// The workspace's previews by port.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public List<Preview> list(Caller caller, WorkspaceId workspace) {
        workspaces.enter(caller, workspace, Right.READ);
        List<?> rows =
                entities.createNativeQuery(
                                "select port, opened_by_name, opened_at from previews where workspace = ?1 order by port")
                        .setParameter(1, workspace.value())
                        .getResultList();
        return rows.stream().map(row -> preview(workspace, (Object[]) row)).toList();
    }

    /// Opens a port for those who may read the workspace; one that is open stays as it is.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public Preview open(Caller caller, PreviewRoute route) {
        workspaces.enter(caller, route.workspace(), Right.WRITE);
        int added =
                entities.createNativeQuery(
                                "insert into previews (workspace, port, opened_by, opened_by_name, opened_at)"
                                        + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")
                        .setParameter(1, route.workspace().value())
                        .setParameter(2, route.port())
                        .setParameter(3, caller.user().value())
                        .setParameter(4, caller.name())
                        .setParameter(5, clock.instant())
                        .executeUpdate();
        if (added == 1) {
            trail.record(Deed.done(caller, "preview.open", "preview:" + route));
        }
        return find(route).orElseThrow(Previews::closed);
    }

    /// Closes a port: every browser is out at once.
    ///
    /// @throws ECodeException as [Workspaces#enter], `NOT_FOUND` when it is not open
    public void close(Caller caller, PreviewRoute route) {
        workspaces.enter(caller, route.workspace(), Right.WRITE);
        int removed =
                entities.createNativeQuery(
                                "delete from previews where workspace = ?1 and port = ?2")
                        .setParameter(1, route.workspace().value())
                        .setParameter(2, route.port())
                        .executeUpdate();
        if (removed == 0) {
            throw closed();
        }
        trail.record(Deed.done(caller, "preview.close", "preview:" + route));
        closed.fire(new PreviewClosed(route, Optional.empty()));
    }

    /// May this caller look at the port now? Who may write opens it by looking.
    ///
    /// @throws ECodeException as [Workspaces#enter], `NOT_FOUND` when it is not open and the caller may not open it
    public void admit(Caller caller, PreviewRoute route) {
        workspaces.enter(caller, route.workspace(), Right.READ);
        if (find(route).isEmpty()) {
            if (!workspaces.may(caller, route.workspace(), Right.WRITE)) {
                throw closed();
            }
            open(caller, route);
        }
    }

    /// A ticket for the caller's browser, valid [#TICKET_LIFE] and once.
    ///
    /// @param session of that browser; the ticket and its pass end with it
    /// @throws ECodeException as [#admit]
    public String ticket(Caller caller, UUID session, PreviewRoute route) {
        admit(caller, route);
        return passes.ticket(route, new PreviewPasses.Ground(caller.user(), session, null));
    }

    /// The pass for a ticket; empty when the ticket is unknown, over, used, or of another preview.
    public Optional<String> redeem(String ticket, PreviewRoute route) {
        return passes.redeem(ticket, route).map(ground -> passes.pass(route, ground));
    }

    /// Whom this pass, shown by a browser at this address, still lets in: somebody who may read the workspace, or who came
    /// by a link of somebody who may.
    public Optional<Visitor> visitor(String pass, PreviewRoute route, String address) {
        return passes.holder(pass, route)
                .filter(holder ->
                        people.find(holder.linkedBy().orElse(holder.ground().user()))
                                .map(entitled -> entitled.calling(address))
                                .filter(entitled ->
                                        workspaces.may(entitled, route.workspace(), Right.READ))
                                .isPresent())
                .flatMap(holder ->
                        people.find(holder.ground().user())
                                .map(user ->
                                        new Visitor(
                                                user.calling(address),
                                                Optional.ofNullable(holder.ground().session()),
                                                Optional.ofNullable(holder.ground().link()))));
    }

    private Optional<Preview> find(PreviewRoute route) {
        List<?> rows =
                entities.createNativeQuery(
                                "select port, opened_by_name, opened_at from previews where workspace = ?1 and port = ?2")
                        .setParameter(1, route.workspace().value())
                        .setParameter(2, route.port())
                        .getResultList();
        return rows.stream().findFirst().map(row -> preview(route.workspace(), (Object[]) row));
    }

    private static Preview preview(WorkspaceId workspace, Object[] row) {
        return new Preview(
                new PreviewRoute(workspace, ((Number) row[0]).intValue()),
                (String) row[1],
                instant(row[2]));
    }

    /// Drivers and providers differ in what a timestamptz is in Java.
    static Instant instant(Object time) {
        return time instanceof java.sql.Timestamp stamp
                ? stamp.toInstant()
                : ((java.time.OffsetDateTime) time).toInstant();
    }

    private static ECodeException closed() {
        return ECodeException.notFound("This preview");
    }
}
