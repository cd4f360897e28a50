package ai.ecode.web.identity;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Session;
import ai.ecode.identity.Sessions;
import ai.ecode.identity.SignedOut;
import ai.ecode.web.http.SessionCookies;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// `/logout` ends the session here and then at Keycloak, and leads to the start page.
@WebServlet("/logout")
public class SignOutServlet extends HttpServlet {

    @Inject private transient KeycloakClient keycloak;
    @Inject private transient Sessions sessions;
    @Inject private transient SessionCookies cookies;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            response.sendRedirect("/"); // a link on a foreign page signs nobody out
            return;
        }
        var resumed =
                cookies.read(request, SessionCookies.SESSION)
                        .flatMap(secret -> sessions.resume(secret, request.getRemoteAddr()));
        cookies.clear(response, SessionCookies.SESSION);
        if (resumed.isEmpty()) {
            response.sendRedirect("/");
            return;
        }
        Caller caller = resumed.get().caller();
        Session ended = sessions.end(caller, resumed.get().session(), SignedOut.Reason.SIGN_OUT);
        if (keycloak.isThere()) {
            response.sendRedirect(keycloak.signOutAddress(ended.idToken()).toString());
        } else {
            SignInPage.sendHalfSignedOut(request, response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        doGet(request, response);
    }
}
