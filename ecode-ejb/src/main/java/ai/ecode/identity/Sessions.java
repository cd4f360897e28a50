package ai.ecode.identity;

import ai.ecode.shared.ECodeException;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The browsers that are signed in, the same on every server.
@Stateless
public class Sessions {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private People people;
    @Inject private Event<SignedIn> signedIn;
    @Inject private Event<SignedOut> signedOut;

    @Inject
    @ConfigProperty(name = "ecode.identity.session-idle", defaultValue = "PT8H")
    private Duration longestIdle;

    @Inject
    @ConfigProperty(name = "ecode.identity.session-life", defaultValue = "PT12H")
    private Duration longestLife;

    /// Begins a session and answers the secret for its browser.
    public String open(SignIn signIn) {
        people.remember(signIn.person());
        User owner = people.require(signIn.person().user());
        Secret secret = Secret.random("");
        var session = new Session(owner, secret, signIn, clock.instant(), longestLife);
        entities.persist(session);
        signedIn.fire(
                new SignedIn(owner.calling(signIn.address()), session.id(), session.client()));
        return secret.text();
    }

    /// Whose browser shows this secret; empty when the session is unknown or over.
    public Optional<Resumed> resume(String secret, String address) {
        Instant now = clock.instant();
        return entities.createQuery(
                        "select s from Session s where s.secretHash = :hash", Session.class)
                .setParameter("hash", new Secret(secret).hash())
                .getResultStream()
                .filter(session -> !session.isOver(now, longestIdle))
                .peek(session -> session.seen(now, address))
                .map(session -> new Resumed(session.id(), session.owner().calling(address)))
                .findFirst();
    }

    /// The caller's sessions, most recently seen first.
    public List<Session> of(Caller caller) {
        Instant now = clock.instant();
        return entities.createQuery(
                        "select s from Session s where s.owner.id = :owner order by s.lastSeenAt desc",
                        Session.class)
                .setParameter("owner", caller.user().value())
                .getResultStream()
                .filter(session -> !session.isOver(now, longestIdle))
                .toList();
    }

    /// Ends a session of the caller and answers what it was, so that it can be ended at Keycloak too.
    ///
    /// @throws ECodeException `NOT_FOUND` when the caller has no such session
    public Session end(Caller caller, UUID id, SignedOut.Reason reason) {
        Session session = entities.find(Session.class, id);
        if (session == null || !session.owner().id().equals(caller.user())) {
            throw ECodeException.notFound("This session");
        }
        entities.remove(session);
        signedOut.fire(new SignedOut(caller, id, reason));
        return session;
    }

    /// Keycloak says that one of its sessions is over. Hearing it twice is not an error.
    public void endedAtKeycloak(String keycloakSession) {
        entities.createQuery(
                        "select s from Session s where s.keycloakSession = :session", Session.class)
                .setParameter("session", keycloakSession)
                .getResultList()
                .forEach(this::endedAtKeycloak);
    }

    /// Keycloak says that all sessions of a person are over.
    public void endedAtKeycloak(UserId user) {
        entities.createQuery("select s from Session s where s.owner.id = :owner", Session.class)
                .setParameter("owner", user.value())
                .getResultList()
                .forEach(this::endedAtKeycloak);
    }

    private void endedAtKeycloak(Session session) {
        entities.remove(session);
        signedOut.fire(
                new SignedOut(
                        session.owner().calling(session.address()),
                        session.id(),
                        SignedOut.Reason.KEYCLOAK));
    }

    /// A session that goes on.
    public record Resumed(UUID session, Caller caller) {}
}
