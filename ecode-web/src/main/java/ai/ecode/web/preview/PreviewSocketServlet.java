package ai.ecode.web.preview;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.Credential;
import ai.ecode.web.http.Problem;
import ai.ecode.web.http.Route;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.Upgrades;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `WS /ws/preview/{workspace}/{port}/…` on the platform's own address. The sign-in filter has recognized the caller; what
/// else is wrong is told after the upgrade, by a close code.
@WebServlet(urlPatterns = "/ws/preview/*")
public class PreviewSocketServlet extends HttpServlet {

    @Inject private transient Previews previews;
    @Inject private transient PreviewAddress address;
    @Inject private transient PreviewSockets sockets;
    @Inject private transient Upgrades upgrades;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!Upgrades.isWish(request)) {
            response.setHeader("Upgrade", "websocket");
            new Problem(ErrorCode.MALFORMED_REQUEST, "This address speaks WebSocket.")
                    .send(request, response);
            return;
        }
        Route.matched(request, "/ws/preview/{workspace}/{port}/{path...}");
        try {
            open(request, response);
        } catch (ECodeException refusal) {
            upgrades.refuse(
                    request,
                    response,
                    new Handshake(caller(request), Optional.empty(), Map.of()),
                    refusal);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var path =
                PreviewPath.of(request.getRequestURI(), PreviewPath.query(request.getQueryString()))
                        .orElseThrow(() -> ECodeException.notFound("This preview"));
        PreviewRoute route = path.route();
        Caller caller = caller(request);
        previews.admit(caller, route);
        Optional<UUID> session =
                Credential.of(request) instanceof Credential.SessionCookie(UUID id)
                        ? Optional.of(id)
                        : Optional.empty();
        var guest =
                new Guest(
                        route,
                        caller,
                        session,
                        Optional.empty(),
                        () -> previews.admit(caller, route));
        var crossing = new HostCrossing(address.scheme(), false);
        sockets.open(request, response, new Passage(guest, path.rest(), crossing, false));
    }

    private static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("No sign-in filter stands before previews");
    }
}
