package ai.ecode.web.identity;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a browser keeps in a cookie while its person signs in at Keycloak: the proofs that the answer belongs to the question,
/// and where to go afterwards. Each attempt has a cookie of its own, so that several tabs do not disturb each other.
record SignInAttempt(State state, Nonce nonce, CodeVerifier verifier, String target) {

    private static final int NAMED_BY = 12;

    static SignInAttempt begin(String target) {
        return new SignInAttempt(new State(), new Nonce(), new CodeVerifier(), target);
    }

    static String cookieName(State state) {
        String text = state.getValue().replaceAll("[^A-Za-z0-9_-]", "");
        return "ecode_sign_in_" + text.substring(0, Math.min(NAMED_BY, text.length()));
    }

    String cookieName() {
        return cookieName(state);
    }

    String cookieValue() {
        return String.join(
                ".",
                state.getValue(),
                nonce.getValue(),
                verifier.getValue(),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(target.getBytes(StandardCharsets.UTF_8)));
    }

    /// The attempt in a cookie, if it asked the question with this state.
    static Optional<SignInAttempt> read(String cookieValue, State state) {
        String[] parts = cookieValue.split("\\.", -1);
        if (parts.length != 4 || !new State(parts[0]).equals(state)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SignInAttempt(
                            state,
                            new Nonce(parts[1]),
                            new CodeVerifier(parts[2]),
                            LocalTarget.of(
                                    new String(
                                            Base64.getUrlDecoder().decode(parts[3]),
                                            StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException tampered) {
            return Optional.empty();
        }
    }
}
