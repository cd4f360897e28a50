package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<MessageHandler.Whole<byte[]>> peer = new CompletableFuture<>();
    private final Route route = new Route();
    private final Connection connection =
            new Connection(route, handshake(), new Connections(), threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theConversationHearsWhyItsPeerWasRefusedHoweverSoonTheConnectionIsOver() throws Exception {
        connection.onOpen(session(), config());
        route.isConversing.await();
        // The sender is so fast that all is over before the thread that refuses goes on.
        route.woken = () -> connection.finish(connection.closing());
        peer.join().onMessage(new byte[route.largestMessage() + 1]);
        assertEquals(
                new Frame.Close(1009, "A message has at most 65536 bytes."), route.goodbye.get());
    }

    private static Handshake handshake() {
        var somebody =
                new Caller(
                        new UserId(UUID.randomUUID()),
                        "somebody",
                        new OrganizationId(UUID.randomUUID()),
                        Set.of(),
                        "127.0.0.1");
        return new Handshake(somebody, Optional.empty(), Map.of());
    }

    /// One that the container would open; it keeps the handler of the peer's bytes.
    private Session session() {
        return (Session)
                Proxy.newProxyInstance(
                        Session.class.getClassLoader(),
                        new Class<?>[] {Session.class},
                        (_, method, arguments) -> {
                            if (arguments != null && List.of(arguments).contains(byte[].class)) {
                                peer.complete(bytesOf(arguments[1]));
                            }
                            return null;
                        });
    }

    @SuppressWarnings("unchecked") // it was added for these
    private static MessageHandler.Whole<byte[]> bytesOf(Object handler) {
        return (MessageHandler.Whole<byte[]>) handler;
    }

    private static EndpointConfig config() {
        return (EndpointConfig)
                Proxy.newProxyInstance(
                        EndpointConfig.class.getClassLoader(),
                        new Class<?>[] {EndpointConfig.class},
                        (_, _, _) -> null);
    }

    /// Says nothing and hears how it ends.
    private static final class Route implements SocketRoute, Conversation, FrameSource {
        private final CountDownLatch isConversing = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final CompletableFuture<Frame.Close> goodbye = new CompletableFuture<>();
        private volatile Runnable woken = () -> {};

        @Override
        public String path() {
            return "/test";
        }

        @Override
        public Conversation open(Handshake handshake) {
            return this;
        }

        @Override
        public FrameSource outgoing() {
            return this;
        }

        @Override
        public void received(Frame frame) {}

        @Override
        public void left(Frame.Close reason) {
            goodbye.complete(reason);
        }

        @Override
        public void recheck() {}

        @Override
        public void closed() {
            goodbye.completeExceptionally(new AssertionError("closed without a reason"));
        }

        @Override
        public @Nullable Frame next(Duration patience) throws InterruptedException {
            isConversing.countDown();
            over.await();
            return null;
        }

        @Override
        public void wake() {
            woken.run();
        }
    }
}
