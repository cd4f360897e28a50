package ai.ecode.preview;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.Secret;
import ai.ecode.identity.UserId;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Links by which a workspace's owner shows one of its previews to others, until they end or are taken back. Whoever has
/// the link gets in, so its secret is told once and stored as a hash.
@Stateless
public class PreviewLinks {

    /// How long a link can last.
    public static final Duration LONGEST = Duration.ofDays(30);

    static final int MOST_OF_A_PREVIEW = 50;

    private static final String COLUMNS =
            "id, workspace, port, for_anybody, created_by_name, created_at, expires_at";

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private Workspaces workspaces;
    @Inject private Previews previews;
    @Inject private PreviewPasses passes;
    @Inject private AuditTrail trail;
    @Inject private Event<PreviewClosed> closed;

    /// A link that was made just now, with what is told only once.
    public record Made(PreviewLink link, Secret secret) {}

    /// The preview's links that have not ended, the newest first.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public List<PreviewLink> list(Caller caller, PreviewRoute route) {
        workspaces.enter(caller, route.workspace(), Right.OWN);
        List<?> rows =
                entities.createNativeQuery(
                                "select "
                                        + COLUMNS
                                        + " from preview_links where workspace = ?1 and port = ?2"
                                        + " and expires_at > ?3 order by created_at desc, id")
                        .setParameter(1, route.workspace().value())
                        .setParameter(2, route.port())
                        .setParameter(3, clock.instant())
                        .getResultList();
        return rows.stream().map(row -> link((Object[]) row)).toList();
    }

    /// Opens the port if it is not open, and makes a link to it.
    ///
    /// @param life how long it lets in, at most [#LONGEST]
    /// @param forAnybody whether those may come who are not signed in
    /// @throws ECodeException as [Workspaces#enter]; `MALFORMED_REQUEST`; `QUOTA_EXCEEDED` when the preview has too many
    public Made create(Caller caller, PreviewRoute route, Duration life, boolean forAnybody) {
        workspaces.enter(caller, route.workspace(), Right.OWN);
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "A link lasts at least a second and at most %d days."
                            .formatted(LONGEST.toDays()));
        }
        previews.open(caller, route);
        Instant now = clock.instant();
        entities.createNativeQuery("delete from preview_links where expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
        if (list(caller, route).size() >= MOST_OF_A_PREVIEW) {
            throw new ECodeException(
                    QUOTA_EXCEEDED,
                    "This preview has %d links; take one back first.".formatted(MOST_OF_A_PREVIEW));
        }
        var link =
                new PreviewLink(
                        UUID.randomUUID(), route, forAnybody, caller.name(), now, now.plus(life));
        Secret secret = Secret.random("");
        entities.createNativeQuery(
                        "insert into preview_links (id, secret_hash, workspace, port, for_anybody, created_by, created_by_name,"
                                + " created_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
                .setParameter(1, link.id())
                .setParameter(2, secret.hash())
                .setParameter(3, route.workspace().value())
                .setParameter(4, route.port())
                .setParameter(5, forAnybody)
                .setParameter(6, caller.user().value())
                .setParameter(7, caller.name())
                .setParameter(8, now)
                .setParameter(9, link.expiresAt())
                .executeUpdate();
        trail.record(
                Deed.done(caller, "preview.share", "preview:" + route)
                        .changing(
                                null,
                                Map.of(
                                        "link", link.id().toString(),
                                        "forAnybody", forAnybody,
                                        "expiresAt", link.expiresAt().toString())));
        return new Made(link, secret);
    }

    /// Takes a link back: who came by it is out.
    ///
    /// @throws ECodeException as [Workspaces#enter]; `NOT_FOUND` when there is no such link
    public void revoke(Caller caller, PreviewRoute route, UUID id) {
        workspaces.enter(caller, route.workspace(), Right.OWN);
        int removed =
                entities.createNativeQuery(
                                "delete from preview_links where id = ?1 and workspace = ?2 and port = ?3")
                        .setParameter(1, id)
                        .setParameter(2, route.workspace().value())
                        .setParameter(3, route.port())
                        .executeUpdate();
        if (removed == 0) {
            throw ECodeException.notFound("This link");
        }
        trail.record(
                Deed.done(caller, "preview.unshare", "preview:" + route)
                        .changing(Map.of("link", id.toString()), null));
        closed.fire(new PreviewClosed(route, Optional.of(id)));
    }

    /// The link with this secret, if it leads to this preview and has not ended.
    public Optional<PreviewLink> find(String secret, PreviewRoute route) {
        return row(secret, route).map(PreviewLinks::link);
    }

    /// A pass for somebody whom the link lets in without signing in; empty when it does not.
    public Optional<String> enter(String secret, PreviewRoute route) {
        return row(secret, route)
                .filter(row -> link(row).forAnybody())
                .map(row -> {
                    visited(null, row);
                    var ground = new PreviewPasses.Ground(maker(row), null, (UUID) row[0]);
                    return passes.pass(route, ground);
                });
    }

    /// A ticket for somebody who signed in, by the link.
    ///
    /// @param session of the visitor's browser; the ticket and its pass end with it
    /// @throws ECodeException `NOT_FOUND` when the link has ended or leads elsewhere
    public String ticket(Caller visitor, UUID session, String secret, PreviewRoute route) {
        Object[] row =
                row(secret, route).orElseThrow(() -> ECodeException.notFound("This preview"));
        visited(visitor, row);
        return passes.ticket(
                route, new PreviewPasses.Ground(visitor.user(), session, (UUID) row[0]));
    }

    private void visited(@Nullable Caller visitor, Object[] row) {
        PreviewLink link = link(row);
        workspaces
                .find(link.route().workspace())
                .ifPresent(workspace ->
                        trail.record(
                                new Deed(
                                        workspace.organization(),
                                        visitor,
                                        "preview.visit",
                                        "preview:" + link.route(),
                                        Deed.Outcome.DONE,
                                        null,
                                        Map.of("link", link.id().toString()))));
    }

    private Optional<Object[]> row(String secret, PreviewRoute route) {
        List<?> rows =
                entities.createNativeQuery(
                                "select "
                                        + COLUMNS
                                        + ", created_by from preview_links where secret_hash = ?1"
                                        + " and workspace = ?2 and port = ?3 and expires_at > ?4")
                        .setParameter(1, new Secret(secret).hash())
                        .setParameter(2, route.workspace().value())
                        .setParameter(3, route.port())
                        .setParameter(4, clock.instant())
                        .getResultList();
        return rows.stream().findFirst().map(Object[].class::cast);
    }

    private static UserId maker(Object[] row) {
        return new UserId((UUID) row[7]);
    }

    private static PreviewLink link(Object[] row) {
        return new PreviewLink(
                (UUID) row[0],
                new PreviewRoute(new WorkspaceId((UUID) row[1]), ((Number) row[2]).intValue()),
                (Boolean) row[3],
                (String) row[4],
                Previews.instant(row[5]),
                Previews.instant(row[6]));
    }
}
