package ai.ecode.web.identity;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.Sessions;
import ai.ecode.identity.SignIn;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.PersonClaims;
import ai.ecode.web.http.SessionCookies;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.id.State;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `/login?to=` and `/signup` lead to Keycloak, which leads back to `/login/callback`; there a session begins.
@WebServlet(urlPatterns = {"/login", "/signup", KeycloakClient.CALLBACK})
public class SignInServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(SignInServlet.class.getName());

    /// A person may take a while to find a password or a phone.
    private static final Duration ATTEMPT_LASTS = Duration.ofHours(1);

    @Inject private transient KeycloakClient keycloak;
    @Inject private transient Sessions sessions;
    @Inject private transient SessionCookies cookies;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        try {
            switch (request.getServletPath()) {
                case KeycloakClient.CALLBACK -> finish(request, response);
                case "/signup" -> begin(request, response, true);
                default -> begin(request, response, false);
            }
        } catch (ECodeException failure) {
            LOG.log(Level.WARNING, "A sign-in failed", failure);
            SignInPage.send(failure, request, response);
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, boolean register)
            throws IOException {
        String target = LocalTarget.of(request.getParameter("to"));
        if (isSignedIn(request)) {
            response.sendRedirect(target);
            return;
        }
        if (!keycloak.isThere()) {
            throw SignInPage.unavailable();
        }
        var attempt = SignInAttempt.begin(target);
        cookies.set(response, attempt.cookieName(), attempt.cookieValue(), ATTEMPT_LASTS);
        response.sendRedirect(keycloak.signInAddress(attempt, register).toString());
    }

    private boolean isSignedIn(HttpServletRequest request) {
        return cookies.read(request, SessionCookies.SESSION)
                .flatMap(secret -> sessions.resume(secret, request.getRemoteAddr()))
                .isPresent();
    }

    private void finish(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var attempt = attempt(request);
        if (attempt.isEmpty()) {
            // A bookmarked or reloaded answer: whoever is signed in goes on, everybody else starts
            // anew.
            response.sendRedirect(isSignedIn(request) ? "/" : "/login");
            return;
        }
        cookies.clear(response, attempt.get().cookieName());
        String code = request.getParameter("code");
        if (code == null || code.isEmpty()) {
            throw refused(request.getParameter("error"));
        }
        var token = keycloak.redeem(new AuthorizationCode(code), attempt.get());
        String secret = sessions.open(signIn(request, token));
        cookies.set(response, SessionCookies.SESSION, secret);
        response.sendRedirect(attempt.get().target());
    }

    private Optional<SignInAttempt> attempt(HttpServletRequest request) {
        String text = request.getParameter("state");
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        var state = new State(text);
        return cookies.read(request, SignInAttempt.cookieName(state))
                .flatMap(value -> SignInAttempt.read(value, state));
    }

    private static SignIn signIn(HttpServletRequest request, KeycloakClient.VerifiedIdToken token) {
        var claims = token.claims();
        String client = request.getHeader("User-Agent");
        return new SignIn(
                PersonClaims.read(claims::getClaim, claims.getIssueTime().toInstant()),
                claims.getSessionID().getValue(),
                token.text(),
                client == null ? "" : client,
                request.getRemoteAddr());
    }

    private static ECodeException refused(@Nullable String error) {
        return new ECodeException(
                NOT_SIGNED_IN,
                "access_denied".equals(error)
                        ? "You did not finish signing in. Nothing was changed."
                        : "The sign-in did not finish. Please sign in again.");
    }
}
