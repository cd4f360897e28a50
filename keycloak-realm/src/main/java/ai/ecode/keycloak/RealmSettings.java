package ai.ecode.keycloak;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/// Brings the realm `ecode` up to date with the environment at each start, so that a changed port, secret or demo password
/// counts although a realm is imported only once. What the environment does not name stays as an administrator left it.
final class RealmSettings {

    static final List<String> DEMO_PEOPLE =
            List.of(
                    "developer",
                    "developer2",
                    "teacher",
                    "student1",
                    "student2",
                    "student3",
                    "admin",
                    "auditor",
                    "outsider");

    static final List<String> IDENTITY_PROVIDERS =
            List.of("github", "google", "gitlab", "bitbucket", "microsoft", "discord", "slack");

    private static final System.Logger LOG = System.getLogger(RealmSettings.class.getName());

    private final Environment environment;

    RealmSettings(Environment environment) {
        this.environment = environment;
    }

    void apply(KeycloakSession session) {
        RealmModel realm = session.realms().getRealmByName("ecode");
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        applyToServerClient(realm.getClientByClientId("ecode"));
        applyToCommandLine(realm.getClientByClientId("ecode-cli"));
        IDENTITY_PROVIDERS.forEach(alias -> applyToIdentityProvider(session, alias));
        people(session, realm).forEach(person -> applyToPerson(session, person));
        LOG.log(System.Logger.Level.INFO, "The realm ecode follows the environment");
    }

    private void applyToServerClient(ClientModel client) {
        environment.clientSecret().ifPresent(client::setSecret);
        environment
                .origin()
                .ifPresent(origin -> {
                    client.setRootUrl(origin);
                    client.setAttribute("backchannel.logout.url", origin + "/logout/keycloak");
                });
    }

    private void applyToCommandLine(ClientModel client) {
        environment.local().ifPresent(client::setEnabled);
    }

    private void applyToIdentityProvider(KeycloakSession session, String alias) {
        var prefix = alias.toUpperCase(Locale.ROOT);
        var id = environment.value(prefix + "_CLIENT_ID");
        var secret = environment.value(prefix + "_CLIENT_SECRET");
        var provider = session.identityProviders().getByAlias(alias);
        if (provider == null || id.isEmpty() || secret.isEmpty()) {
            return;
        }
        provider.setEnabled(true);
        provider.getConfig().put("clientId", id.get());
        provider.getConfig().put("clientSecret", secret.get());
        session.identityProviders().update(provider);
    }

    private static Stream<UserModel> people(KeycloakSession session, RealmModel realm) {
        return DEMO_PEOPLE.stream()
                .map(name -> session.users().getUserByUsername(realm, name))
                .filter(person -> person != null);
    }

    /// The realm's password policy is for people who choose their own password, so the hash is stored directly.
    private void applyToPerson(KeycloakSession session, UserModel person) {
        var password = environment.demoPassword();
        if (password.isEmpty()
                || person.credentialManager()
                        .isValid(UserCredentialModel.password(password.get()))) {
            return;
        }
        var credentials = person.credentialManager();
        credentials
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(CredentialModel::getId)
                .toList()
                .forEach(credentials::removeStoredCredentialById);
        credentials.createStoredCredential(
                session.getProvider(PasswordHashProvider.class)
                        .encodedCredential(password.get(), -1));
    }
}
