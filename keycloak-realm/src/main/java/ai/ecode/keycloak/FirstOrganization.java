package ai.ecode.keycloak;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/// Puts everyone who registers, by form or through an identity provider, into the first organization, unless an
/// invitation already put them into one: a token without an organization opens no door.
final class FirstOrganization implements EventListenerProvider {

    private static final System.Logger LOG = System.getLogger(FirstOrganization.class.getName());

    private final KeycloakSession session;
    private final Environment environment;

    FirstOrganization(KeycloakSession session, Environment environment) {
        this.session = session;
        this.environment = environment;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() != EventType.REGISTER || event.getUserId() == null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null || !realm.isOrganizationsEnabled()) {
            return;
        }
        UserModel user = session.users().getUserById(realm, event.getUserId());
        if (user != null) {
            join(user);
        }
    }

    private void join(UserModel user) {
        var organizations = session.getProvider(OrganizationProvider.class);
        if (organizations.getByMember(user).findAny().isPresent()) {
            return;
        }
        var organization = organizations.getByAlias(environment.firstOrganization());
        if (organization == null) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The first organization, {0}, does not exist: {1} registered into none",
                    environment.firstOrganization(),
                    user.getUsername());
            return;
        }
        organizations.addMember(organization, user);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}
