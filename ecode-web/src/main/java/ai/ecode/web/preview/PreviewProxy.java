package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOTHING_LISTENS;

import ai.ecode.preview.PreviewConnections;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    @Inject private PreviewAddress address;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// @param target path and query as the previewed server shall see them
    /// @param forPane whether a page is shown in the workbench's pane
    void forward(
            HttpServletRequest request,
            HttpServletResponse response,
            PreviewRoute route,
            String target,
            boolean forPane) {
        var pending = request.startAsync(request, response);
        pending.setTimeout(0);
        executor.execute(() -> {
            try {
                exchange(request, response, route, target, forPane);
            } catch (ECodeException refusal) {
                PreviewPage.tell(refusal, request, response);
            } catch (IOException gone) {
                LOG.log(Level.FINE, "A preview broke off", gone);
            } finally {
                pending.complete();
            }
        });
    }

    private void exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            PreviewRoute route,
            String target,
            boolean forPane)
            throws IOException {
        try (var channel = connections.connect(route);
                var exchange = new Exchange(channel)) {
            exchange.ask(
                    request,
                    target,
                    Forwarded.ofRequest(request, address.scheme()).stream()
                            .filter(header -> !forPane || !isAboutEncoding(header))
                            .toList());
            exchange.answer(request, response, forPane);
        } catch (Exchange.BrokenAnswer broken) {
            throw new ECodeException(
                    NOTHING_LISTENS,
                    "The server on port %d did not answer in HTTP.".formatted(route.port()));
        }
    }

    /// Nothing can be put into a compressed page.
    private static boolean isAboutEncoding(Forwarded.Header header) {
        return header.name().equalsIgnoreCase("Accept-Encoding");
    }
}
