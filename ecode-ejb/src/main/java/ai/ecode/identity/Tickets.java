package ai.ecode.identity;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;

import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tickets open one WebSocket for who can send neither cookie nor header: one user, one path, one use, [#LIFE].
@Stateless
public class Tickets {

    public static final Duration LIFE = Duration.ofSeconds(60);

    private static final int LONGEST_PATH = 8_192;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private People people;

    /// @param path where it will be shown, such as `/ws/workspaces/…/events`, as in the address and without a query
    /// @throws ECodeException `INVALID_PATH` when the path is not below `/ws/`
    public Ticket issue(Caller caller, String path) {
        if (!path.startsWith("/ws/") || path.length() > LONGEST_PATH || path.contains("?")) {
            throw new ECodeException(
                    INVALID_PATH, "A ticket is for a path below /ws/, without a query.");
        }
        Secret secret = Secret.random("");
        Instant expiresAt = clock.instant().plus(LIFE);
        entities.createNativeQuery(
                        "insert into tickets (secret_hash, owner, path, expires_at) values (?1, ?2, ?3, ?4)")
                .setParameter(1, secret.hash())
                .setParameter(2, caller.user().value())
                .setParameter(3, path)
                .setParameter(4, expiresAt)
                .executeUpdate();
        return new Ticket(secret.text(), expiresAt);
    }

    /// Who got this ticket; empty when it is unknown, over, used, or for another path. It cannot be shown again, whatever the
    /// answer.
    public Optional<Caller> redeem(String ticket, String path, String address) {
        List<?> owners =
                entities.createNativeQuery(
                                "delete from tickets where secret_hash = ?1"
                                        + " returning case when path = ?2 and expires_at > ?3 then owner end")
                        .setParameter(1, new Secret(ticket).hash())
                        .setParameter(2, path)
                        .setParameter(3, clock.instant())
                        .getResultList();
        return owners.stream()
                .filter(UUID.class::isInstance)
                .map(owner -> new UserId((UUID) owner))
                .flatMap(owner -> people.find(owner).stream())
                .map(user -> user.calling(address))
                .findFirst();
    }

    /// A ticket as its holder knows it.
    public record Ticket(String text, Instant expiresAt) {

        /// Secrets stay out of logs.
        @Override
        public String toString() {
            return "Ticket[until " + expiresAt + "]";
        }
    }
}
