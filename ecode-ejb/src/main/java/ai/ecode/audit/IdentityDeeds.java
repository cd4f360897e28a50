package ai.ecode.audit;

import ai.ecode.identity.AccessTokenCreated;
import ai.ecode.identity.AccessTokenDeleted;
import ai.ecode.identity.SignedIn;
import ai.ecode.identity.SignedOut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;

/// Writes down what identity, which stands below the ledger, announces: in the same transaction.
@ApplicationScoped
public class IdentityDeeds {

    @Inject private AuditTrail trail;

    void signedIn(@Observes SignedIn event) {
        trail.record(
                Deed.done(event.caller(), "session.start", "session:" + event.session())
                        .changing(null, Map.of("client", event.client())));
    }

    void signedOut(@Observes SignedOut event) {
        trail.record(
                Deed.done(event.caller(), "session.end", "session:" + event.session())
                        .changing(
                                null,
                                Map.of("reason", event.reason().name().toLowerCase(Locale.ROOT))));
    }

    void created(@Observes AccessTokenCreated event) {
        trail.record(
                Deed.done(event.caller(), "token.create", "token:" + event.token())
                        .changing(null, Map.of("name", event.name())));
    }

    void deleted(@Observes AccessTokenDeleted event) {
        trail.record(
                Deed.done(event.caller(), "token.delete", "token:" + event.token())
                        .changing(Map.of("name", event.name()), null));
    }
}
