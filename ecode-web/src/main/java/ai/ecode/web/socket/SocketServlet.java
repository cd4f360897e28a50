package ai.ecode.web.socket;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.Credential;
import ai.ecode.web.http.Problem;
import ai.ecode.web.http.Route;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Upgrades every request below `/ws` and hands it to the [SocketRoute] whose address matches. The sign-in filter has
/// already answered 401 and 403; whatever else is wrong is told after the upgrade, by a close code.
@WebServlet(urlPatterns = "/ws/*", loadOnStartup = 1)
public class SocketServlet extends HttpServlet {

    private record Way(PathTemplate template, SocketRoute route) {}

    private final transient List<Way> ways = new ArrayList<>();

    /// Liberty cuts connections before it stops applications; only the end of the JVM is known early enough for a goodbye.
    private transient @Nullable Thread goodbye;

    @Inject @Any private transient Instance<SocketRoute> routes;
    @Inject private transient Connections connections;
    @Inject private transient Upgrades upgrades;

    @Override
    public void init() {
        routes.forEach(route -> ways.add(new Way(new PathTemplate(route.path()), route)));
        connections.start();
        goodbye = Thread.ofPlatform().name("websocket-goodbye").unstarted(connections::stop);
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    @Override
    public void destroy() {
        if (goodbye != null && goodbye.getState() == Thread.State.NEW) {
            try {
                Runtime.getRuntime().removeShutdownHook(goodbye);
            } catch (IllegalStateException shuttingDown) {
                return; // and the hook says it
            }
        }
        connections.stop();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!Upgrades.isWish(request)) {
            response.setHeader("Upgrade", "websocket");
            new Problem(ErrorCode.MALFORMED_REQUEST, "This address speaks WebSocket.")
                    .send(request, response);
            return;
        }
        open(request, response);
    }

    private void open(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var caller = (Caller) request.getAttribute(Caller.class.getName());
        if (caller == null) {
            throw new IllegalStateException(
                    "No sign-in filter stands before " + request.getServletPath());
        }
        Optional<UUID> session =
                Credential.of(request) instanceof Credential.SessionCookie(UUID id)
                        ? Optional.of(id)
                        : Optional.empty();
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        for (Way way : ways) {
            var values = way.template().match(path);
            if (values.isPresent()) {
                Route.matched(request, "/ws" + way.route().path());
                upgrades.open(
                        request,
                        response,
                        way.route(),
                        new Handshake(caller, session, values.get()),
                        Optional.empty());
                return;
            }
        }
        upgrades.refuse(
                request,
                response,
                new Handshake(caller, session, Map.of()),
                ECodeException.notFound("This address"));
    }
}
