package ai.ecode.web.identity;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;
import static ai.ecode.shared.ErrorCode.SIGN_IN_UNAVAILABLE;

import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.KeycloakRealm;
import ai.ecode.web.http.Origins;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// E-Code as a client of Keycloak: OpenID Connect's code flow with PKCE, sign-out in both directions, and the ending of
/// sessions. Protocol and checks are the library's.
@ApplicationScoped
public class KeycloakClient {

    static final String CALLBACK = "/login/callback";

    private static final int PATIENCE_MILLIS = 5_000;

    private final ClientID id = new ClientID(KeycloakRealm.CLIENT);

    @Inject private KeycloakRealm realm;
    @Inject private Origins origins;

    @Inject
    @ConfigProperty(name = "ecode.keycloak.client.secret")
    private String secret;

    /// Where the browser goes to sign in, or to register first.
    URI signInAddress(SignInAttempt attempt, boolean register) {
        var request =
                new AuthenticationRequest.Builder(
                                ResponseType.CODE,
                                new Scope("openid", "profile", "email"),
                                id,
                                callback())
                        .endpointURI(realm.endpoint("auth"))
                        .state(attempt.state())
                        .nonce(attempt.nonce())
                        .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256);
        if (register) {
            request.prompt(new Prompt(Prompt.Type.CREATE));
        }
        return request.build().toURI();
    }

    private URI callback() {
        return URI.create(origins.canonical() + CALLBACK);
    }

    /// Where the browser goes to end the session at Keycloak; from there it comes back to the start page.
    URI signOutAddress(String idToken) {
        return new LogoutRequest(
                        realm.endpoint("logout"),
                        parsed(idToken),
                        null,
                        id,
                        URI.create(origins.canonical() + "/"),
                        null,
                        null)
                .toURI();
    }

    private static @Nullable JWT parsed(String idToken) {
        try {
            return JWTParser.parse(idToken);
        } catch (ParseException damaged) {
            return null; // Keycloak then asks the person instead
        }
    }

    /// Trades the code for the ID token and checks that it answers this attempt.
    ///
    /// @throws ECodeException `NOT_SIGNED_IN` when Keycloak refuses or the token is not right, `SIGN_IN_UNAVAILABLE` when it
    /// does not answer
    VerifiedIdToken redeem(AuthorizationCode code, SignInAttempt attempt) {
        try {
            OIDCTokenResponse tokens =
                    tokens(new AuthorizationCodeGrant(code, callback(), attempt.verifier()));
            JWT token = tokens.getOIDCTokens().getIDToken();
            var validator = new IDTokenValidator(issuer(), id, realm.keys(), null);
            IDTokenClaimsSet claims = validator.validate(token, attempt.nonce());
            return new VerifiedIdToken(tokens.getOIDCTokens().getIDTokenString(), claims);
        } catch (JOSEException | BadJOSEException wrong) {
            throw new ECodeException(
                    NOT_SIGNED_IN,
                    "The sign-in could not be checked. Please sign in again.",
                    wrong);
        }
    }

    /// Reads a message of Keycloak that a session is over.
    ///
    /// @throws ECodeException `NOT_SIGNED_IN` when it is not Keycloak's, or not such a message
    LogoutTokenClaimsSet readLogoutToken(String text) {
        try {
            return new LogoutTokenValidator(issuer(), id, false, realm.keys(), null)
                    .validate(JWTParser.parse(text));
        } catch (ParseException | BadJOSEException | JOSEException wrong) {
            throw new ECodeException(NOT_SIGNED_IN, "This is no logout token of ours.", wrong);
        }
    }

    /// Ends a session at Keycloak. One that is over already is not an error.
    ///
    /// @throws ECodeException `SIGN_IN_UNAVAILABLE` when Keycloak does not do it
    void endSession(String keycloakSession) {
        var request =
                new HTTPRequest(
                        HTTPRequest.Method.DELETE, realm.admin("/sessions/" + keycloakSession));
        request.setAuthorization(
                tokens(new ClientCredentialsGrant())
                        .getTokens()
                        .getBearerAccessToken()
                        .toAuthorizationHeader());
        int status = send(request).getStatusCode();
        if (status >= 300 && status != 404) {
            throw unavailable(new IOException("Keycloak answered " + status));
        }
    }

    /// True when the realm answers: asked before a browser is sent there.
    boolean isThere() {
        try {
            var request =
                    new HTTPRequest(
                            HTTPRequest.Method.GET,
                            URI.create(realm.issuer() + "/.well-known/openid-configuration"));
            return send(request).getStatusCode() == 200;
        } catch (ECodeException unavailable) {
            return false;
        }
    }

    private Issuer issuer() {
        return new Issuer(realm.issuer());
    }

    private OIDCTokenResponse tokens(AuthorizationGrant grant) {
        var request =
                new TokenRequest.Builder(
                                realm.endpoint("token"),
                                new ClientSecretBasic(id, new Secret(secret)),
                                grant)
                        .build();
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
            if (answer instanceof OIDCTokenResponse tokens) {
                return tokens;
            }
            throw new ECodeException(
                    NOT_SIGNED_IN,
                    "The sign-in service refused to finish. Please sign in again.",
                    new IOException(answer.toErrorResponse().getErrorObject().toString()));
        } catch (com.nimbusds.oauth2.sdk.ParseException strange) {
            throw unavailable(strange);
        }
    }

    private static HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(PATIENCE_MILLIS);
        request.setReadTimeout(PATIENCE_MILLIS);
        try {
            return request.send();
        } catch (IOException noAnswer) {
            throw unavailable(noAnswer);
        }
    }

    private static ECodeException unavailable(Exception cause) {
        return new ECodeException(
                SIGN_IN_UNAVAILABLE,
                "The sign-in service does not answer at the moment. Who is signed in can go on working. Try again in a"
                        + " minute.",
                cause);
    }

    /// An ID token as it came, and what it says.
    record VerifiedIdToken(String text, IDTokenClaimsSet claims) {}
}
