package ai.ecode.preview;

import ai.ecode.identity.Secret;
import ai.ecode.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What browsers show to be let in to one preview: a ticket, once, and the pass that it is traded for. Stored as hashes.
@ApplicationScoped
class PreviewPasses {

    /// On what a pass stands: by whose right its browser looks, in which session, and by which link. It ends with either.
    ///
    /// @param user the visitor; who made the link where the visitor is not known
    record Ground(UserId user, @Nullable UUID session, @Nullable UUID link) {}

    /// @param linkedBy who made the link by which the pass was given
    record Holder(Ground ground, Optional<UserId> linkedBy) {}

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    private Clock clock;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected PreviewPasses() {}

    @Inject
    @SuppressWarnings("NullAway.Init")
    PreviewPasses(Clock clock) {
        this.clock = clock;
    }

    PreviewPasses(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// A ticket, for the next [Previews#TICKET_LIFE].
    String ticket(PreviewRoute route, Ground ground) {
        entities.createNativeQuery("delete from preview_passes where expires_at < ?1")
                .setParameter(1, clock.instant())
                .executeUpdate();
        return issue(route, ground, true, Previews.TICKET_LIFE);
    }

    /// A pass; one by a link ends with it, whatever its own time.
    String pass(PreviewRoute route, Ground ground) {
        return issue(route, ground, false, Previews.PASS_LIFE);
    }

    /// What the ticket stands on, once; empty when it is unknown, over, used, or of another preview.
    Optional<Ground> redeem(String ticket, PreviewRoute route) {
        List<?> grounds =
                entities.createNativeQuery(
                                "delete from preview_passes where secret_hash = ?1 and ticket and workspace = ?2 and port = ?3"
                                        + " and expires_at > ?4 returning holder, session, link")
                        .setParameter(1, new Secret(ticket).hash())
                        .setParameter(2, route.workspace().value())
                        .setParameter(3, route.port())
                        .setParameter(4, clock.instant())
                        .getResultList();
        return grounds.stream().findFirst().map(row -> ground((Object[]) row));
    }

    /// Who holds the pass, while it and its link last.
    Optional<Holder> holder(String pass, PreviewRoute route) {
        List<?> holders =
                entities.createNativeQuery(
                                "select p.holder, p.session, p.link, l.created_by from preview_passes p"
                                        + " left join preview_links l on l.id = p.link"
                                        + " where p.secret_hash = ?1 and not p.ticket and p.workspace = ?2 and p.port = ?3"
                                        + " and p.expires_at > ?4 and (l.id is null or l.expires_at > ?4)")
                        .setParameter(1, new Secret(pass).hash())
                        .setParameter(2, route.workspace().value())
                        .setParameter(3, route.port())
                        .setParameter(4, clock.instant())
                        .getResultList();
        return holders.stream()
                .findFirst()
                .map(Object[].class::cast)
                .map(row ->
                        new Holder(
                                ground(row), Optional.ofNullable((UUID) row[3]).map(UserId::new)));
    }

    private String issue(PreviewRoute route, Ground ground, boolean ticket, Duration life) {
        Secret secret = Secret.random("");
        Instant end = clock.instant().plus(life);
        entities.createNativeQuery(
                        "insert into preview_passes (secret_hash, workspace, port, holder, session, link, ticket, expires_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                .setParameter(1, secret.hash())
                .setParameter(2, route.workspace().value())
                .setParameter(3, route.port())
                .setParameter(4, ground.user().value())
                .setParameter(5, ground.session())
                .setParameter(6, ground.link())
                .setParameter(7, ticket)
                .setParameter(8, end)
                .executeUpdate();
        return secret.text();
    }

    private static Ground ground(Object[] row) {
        return new Ground(new UserId((UUID) row[0]), (UUID) row[1], (UUID) row[2]);
    }
}
