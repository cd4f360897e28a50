package ai.ecode.web.identity;

import ai.ecode.identity.Sessions;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where Keycloak says that a session is over: [OpenID Connect Back-Channel Logout
/// 1.0](https://openid.net/specs/openid-connect-backchannel-1_0.html). Sessions are rows, so it may say so to any server.
@WebServlet("/logout/keycloak")
public class SignOutByKeycloakServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(SignOutByKeycloakServlet.class.getName());

    @Inject private transient KeycloakClient keycloak;
    @Inject private transient Sessions sessions;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String text = request.getParameter("logout_token");
        try {
            var token = keycloak.readLogoutToken(text == null ? "" : text);
            if (token.getSessionID() != null) {
                sessions.endedAtKeycloak(token.getSessionID().getValue());
            } else {
                sessions.endedAtKeycloak(
                        new UserId(UUID.fromString(token.getSubject().getValue())));
            }
            response.setStatus(HttpServletResponse.SC_OK);
        } catch (ECodeException | IllegalArgumentException refused) {
            LOG.log(Level.WARNING, "A message that claims to be a logout was refused", refused);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
