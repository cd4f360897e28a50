package ai.ecode.identity;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The personal access tokens of each person.
@Stateless
public class AccessTokens {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private Event<AccessTokenCreated> created;
    @Inject private Event<AccessTokenDeleted> deleted;

    @Inject
    @ConfigProperty(name = "ecode.identity.tokens-per-user", defaultValue = "20")
    private int tokensPerUser;

    /// The caller's tokens, newest first, expired ones too.
    public List<AccessToken> of(Caller caller) {
        return entities.createQuery(
                        "select t from AccessToken t where t.owner.id = :owner order by t.createdAt desc",
                        AccessToken.class)
                .setParameter("owner", caller.user().value())
                .getResultList();
    }

    /// @throws ECodeException `QUOTA_EXCEEDED` when the caller has as many as allowed; `INVALID_NAME`; `MALFORMED_REQUEST`
    /// for a life longer than [AccessToken#LONGEST_LIFE]
    public NewAccessToken create(Caller caller, String name, Duration life) {
        User owner =
                entities.find(User.class, caller.user().value(), LockModeType.PESSIMISTIC_WRITE);
        if (owner == null) {
            throw ECodeException.notFound("This person");
        }
        if (of(caller).size() >= tokensPerUser) {
            throw new ECodeException(
                    QUOTA_EXCEEDED,
                    "You have %d tokens, and that many are allowed. Delete one you no longer use."
                            .formatted(tokensPerUser));
        }
        Secret secret = Secret.random(AccessToken.PREFIX);
        var token = new AccessToken(owner, name, secret, clock.instant(), life);
        entities.persist(token);
        created.fire(new AccessTokenCreated(caller, token.id(), token.name()));
        return new NewAccessToken(token, secret.text());
    }

    /// @throws ECodeException `NOT_FOUND` when the caller has no such token
    public void delete(Caller caller, UUID id) {
        AccessToken token = entities.find(AccessToken.class, id);
        if (token == null || !token.owner().id().equals(caller.user())) {
            throw ECodeException.notFound("This token");
        }
        entities.remove(token);
        deleted.fire(new AccessTokenDeleted(caller, id, token.name()));
    }

    /// The person for whom the text stands; empty when it is unknown or expired.
    public Optional<Caller> recognize(String text, String address) {
        Instant now = clock.instant();
        return entities.createQuery(
                        "select t from AccessToken t where t.secretHash = :hash", AccessToken.class)
                .setParameter("hash", new Secret(text).hash())
                .getResultStream()
                .filter(token -> !token.isExpired(now))
                .peek(token -> token.used(now))
                .map(token -> token.owner().calling(address))
                .findFirst();
    }
}
