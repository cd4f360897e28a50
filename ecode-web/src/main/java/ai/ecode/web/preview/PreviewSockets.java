package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOTHING_LISTENS;

import ai.ecode.preview.PreviewConnections;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import ai.ecode.web.socket.Upgrades;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// WebSockets through previews. The browser's is opened first, with the first subprotocol that it offers; the server in the
/// workspace is asked then, on a virtual thread, because a server that does not answer must hold no thread of ours.
@ApplicationScoped
public class PreviewSockets {

    private static final Logger LOG = Logger.getLogger(PreviewSockets.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject private PreviewConnections connections;
    @Inject private Upgrades upgrades;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Resource private ManagedScheduledExecutorService clock;

    void open(HttpServletRequest request, HttpServletResponse response, Passage passage)
            throws IOException, ServletException {
        Optional<String> protocol = Handover.firstProtocol(request);
        Guest guest = passage.guest();
        var asked = new Asked(passage.target(), passage.crossing().ofRequest(request), protocol);
        upgrades.open(request, response, new ToServer(guest, asked), guest.handshake(), protocol);
    }

    /// What the browser wants of the server.
    private record Asked(
            String target, List<Forwarded.Header> headers, Optional<String> protocol) {}

    /// Leads one connection to a server.
    @Vetoed
    private final class ToServer implements SocketRoute {
        private final Guest guest;
        private final Asked asked;

        ToServer(Guest guest, Asked asked) {
            this.guest = guest;
            this.asked = asked;
        }

        @Override
        public String path() {
            return "/preview/{workspace}/{port}/{path...}";
        }

        @Override
        public Conversation open(Handshake handshake) {
            try {
                return connected();
            } catch (ECodeException refused) {
                return new Farewell(refused);
            }
        }

        private Conversation connected() {
            ByteChannel channel = connections.connect(guest.route());
            try {
                agree(channel);
                return new PreviewConversation(channel, guest::checkAgain).listening(executor);
            } catch (IOException broken) {
                close(channel);
                LOG.log(Level.FINE, "A preview's server broke off", broken);
                throw silent(guest.route());
            } catch (RuntimeException refused) {
                close(channel);
                throw refused;
            }
        }

        private void agree(ByteChannel channel) throws IOException {
            var late =
                    clock.schedule(
                            () -> close(channel), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            try {
                var handover = new Handover(channel);
                handover.ask(asked.target(), asked.headers(), asked.protocol());
                handover.agreed(asked.protocol());
            } finally {
                if (!late.cancel(false)) {
                    close(channel);
                }
            }
        }

        @Override
        public int largestMessage() {
            return PreviewConversation.LARGEST_MESSAGE;
        }

        @Override
        public int waitingBytes() {
            return PreviewConversation.LARGEST_MESSAGE + 64 * 1024;
        }
    }

    private static ECodeException silent(PreviewRoute route) {
        return new ECodeException(
                NOTHING_LISTENS,
                "The server on port %d did not answer as a WebSocket within %d seconds."
                        .formatted(route.port(), PATIENCE.toSeconds()));
    }

    private static void close(ByteChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            LOG.log(Level.FINE, "It was closed already", gone);
        }
    }
}
