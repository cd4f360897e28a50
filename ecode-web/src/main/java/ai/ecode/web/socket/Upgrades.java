package ai.ecode.web.socket;

import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns requests into WebSockets. Who asks for it has found out who calls, and whether the page may.
@ApplicationScoped
public class Upgrades {

    @Inject private Connections connections;

    public static boolean isWish(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /// Answers the request with an open connection, on the request's own thread: of one that was dispatched anew, Liberty
    /// loses what the peer says first. What is wrong with the connection itself is told by a close code.
    ///
    /// @param protocol the subprotocol to agree on, one of those that were offered
    public void open(
            HttpServletRequest request,
            HttpServletResponse response,
            SocketRoute route,
            Handshake handshake,
            Optional<String> protocol)
            throws IOException, ServletException {
        Connection connection = connections.admit(route, handshake);
        var config =
                ServerEndpointConfig.Builder.create(Connection.class, "/ws")
                        .subprotocols(protocol.stream().toList())
                        .configurator(new Agreed(connection, protocol))
                        .build();
        var container =
                (ServerContainer)
                        request.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.upgradeHttpToWebSocket(new WithoutQuery(request), response, config, Map.of());
        } catch (DeploymentException | IOException | RuntimeException failed) {
            connections.remove(connection);
            throw new ServletException("The WebSocket could not be opened", failed);
        }
    }

    /// Opens only to say by a close code why not.
    public void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            Handshake handshake,
            ECodeException reason)
            throws IOException, ServletException {
        open(request, response, new Refusal(reason), handshake, Optional.empty());
    }

    /// What the container shall not read: it decodes the query and then fails on what is no address any more.
    private static final class WithoutQuery extends HttpServletRequestWrapper {

        WithoutQuery(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }
    }

    /// Gives the container the one endpoint that was made for this request.
    private static final class Agreed extends ServerEndpointConfig.Configurator {
        private final Connection connection;
        private final Optional<String> protocol;

        Agreed(Connection connection, Optional<String> protocol) {
            this.connection = connection;
            this.protocol = protocol;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpoint) {
            return endpoint.cast(connection);
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return protocol.orElse("");
        }

        /// It was checked before, for cookies only.
        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }
    }
}
