package ai.ecode.web.http;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where Keycloak's realm answers, and the keys that sign its tokens.
@ApplicationScoped
public class KeycloakRealm {

    /// The client that the server is at Keycloak, and the audience of tokens meant for it.
    public static final String CLIENT = "ecode";

    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LARGEST_ANSWER = 256 * 1024;

    /// While Keycloak does not answer, the keys it last gave go on counting for as long as its longest session.
    private static final Duration KEYS_OUTLIVE_AN_OUTAGE = Duration.ofHours(12);

    private final URI issuer;
    private final JWSKeySelector<SecurityContext> keys;

    /// For the container's proxies.
    @SuppressWarnings("NullAway")
    KeycloakRealm() {
        this.issuer = URI.create("http://localhost");
        this.keys = null;
    }

    @Inject
    public KeycloakRealm(@ConfigProperty(name = "mp.jwt.verify.issuer") URI issuer) {
        this.issuer = issuer;
        this.keys = new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, source(issuer));
    }

    private static JWKSource<SecurityContext> source(URI issuer) {
        try {
            return JWKSourceBuilder.create(
                            endpoint(issuer, "certs").toURL(),
                            new DefaultResourceRetriever(
                                    PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_ANSWER))
                    .outageTolerant(KEYS_OUTLIVE_AN_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("mp.jwt.verify.issuer is no address: " + issuer, e);
        }
    }

    private static URI endpoint(URI issuer, String name) {
        return URI.create(issuer + "/protocol/openid-connect/" + name);
    }

    public URI issuer() {
        return issuer;
    }

    /// An OpenID Connect endpoint of the realm: `auth`, `token`, `certs`, `logout`.
    public URI endpoint(String name) {
        return endpoint(issuer, name);
    }

    /// Where people change their own name, password, passkeys and second factor.
    public URI accountConsole() {
        return URI.create(issuer + "/account");
    }

    /// An address of the realm's admin API; `path` begins with a slash.
    public URI admin(String path) {
        return URI.create(issuer.toString().replaceFirst("/realms/", "/admin/realms/") + path);
    }

    /// Chooses the key for a token; fetched and kept as needed.
    public JWSKeySelector<SecurityContext> keys() {
        return keys;
    }
}
