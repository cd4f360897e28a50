package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NO_ANSWER;

import ai.ecode.preview.PreviewConnections;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.socket.Upgrades;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Hands a request to the server in the workspace and its answer back, as they come. Each runs on a virtual thread of its
/// own: a page that is slow, or streams for hours, holds no thread of the server.
@ApplicationScoped
public class PreviewProxy {

    private static final Logger LOG = Logger.getLogger(PreviewProxy.class.getName());

    @Inject private PreviewConnections connections;
    @Inject private PreviewSockets sockets;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// Lets a visitor's request through, a WebSocket's too.
    void pass(HttpServletRequest request, HttpServletResponse response, Passage passage)
            throws IOException, ServletException {
        if (Upgrades.isWish(request)) {
            connections.refuseSilent(passage.guest().route());
            sockets.open(request, response, passage);
        } else {
            forward(request, response, passage);
        }
    }

    private void forward(
            HttpServletRequest request, HttpServletResponse response, Passage passage) {
        var pending = request.startAsync(request, response);
        pending.setTimeout(0);
        executor.execute(() -> {
            try {
                exchange(request, response, passage);
            } catch (ECodeException refusal) {
                PreviewPage.tell(refusal, request, response);
            } catch (IOException gone) {
                LOG.log(Level.FINE, "A preview broke off", gone);
            } finally {
                pending.complete();
            }
        });
    }

    private void exchange(HttpServletRequest request, HttpServletResponse response, Passage passage)
            throws IOException {
        PreviewRoute route = passage.guest().route();
        try (var channel = connections.connect(route);
                var exchange = new Exchange(channel)) {
            exchange.ask(
                    request,
                    passage.target(),
                    passage.crossing().ofRequest(request).stream()
                            .filter(header ->
                                    !passage.isRewritten() || !header.is("Accept-Encoding"))
                            .toList());
            exchange.answer(request, response, passage);
        } catch (Exchange.BrokenAnswer broken) {
            throw new ECodeException(
                    NO_ANSWER,
                    "The server on port %d did not answer in HTTP.".formatted(route.port()));
        }
    }
}
