package ai.ecode.keycloak;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;

/// The event listener `ecode`. Keycloak makes one factory per server; once the realm is imported the factory brings it up to
/// date with the environment.
public final class EcodeEventListenerFactory implements EventListenerProviderFactory {

    private final Environment environment = new Environment(System.getenv());

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new FirstOrganization(session, environment);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(
                        factory, session -> new RealmSettings(environment).apply(session));
            }
        });
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "ecode";
    }
}
