package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;
import static ai.ecode.shared.ErrorCode.SIGN_IN_UNAVAILABLE;

import ai.ecode.identity.Person;
import ai.ecode.shared.ECodeException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Set;

/// Access tokens of Keycloak, meant for E-Code.
@ApplicationScoped
public class KeycloakTokens {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /// For the container's proxies.
    KeycloakTokens() {}

    @Inject
    public KeycloakTokens(KeycloakRealm realm) {
        processor.setJWSKeySelector(realm.keys());
        // ID and logout tokens name the same audience; only `typ` tells that this one is for
        // calling.
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        KeycloakRealm.CLIENT,
                        new JWTClaimsSet.Builder()
                                .issuer(realm.issuer().toString())
                                .claim("typ", "Bearer")
                                .build(),
                        Set.of("sub", "exp", "iat")));
    }

    /// Whom the token names.
    ///
    /// @throws ECodeException `NOT_SIGNED_IN` when the token is not Keycloak's, not for E-Code or expired;
    /// `SIGN_IN_UNAVAILABLE` when its key is unknown and Keycloak does not answer
    Person verify(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return PersonClaims.read(claims::getClaim, claims.getIssueTime().toInstant());
        } catch (KeySourceException unreachable) {
            throw new ECodeException(
                    SIGN_IN_UNAVAILABLE,
                    "The sign-in service does not answer, so this token cannot be checked. Try again in a moment.",
                    unreachable);
        } catch (ParseException | BadJOSEException | JOSEException refused) {
            throw new ECodeException(
                    NOT_SIGNED_IN,
                    "This token is not valid here, or it has expired. Get a new one.",
                    refused);
        }
    }
}
