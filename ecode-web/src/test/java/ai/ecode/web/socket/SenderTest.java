package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SenderTest {

    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    private final Eager source = new Eager();

    @Test
    void whatTheSourceTellsBeforeItIsStartedIsSentThen() {
        Session session =
                (Session)
                        Proxy.newProxyInstance(
                                Session.class.getClassLoader(),
                                new Class<?>[] {Session.class},
                                (_, _, _) -> null);
        var somebody =
                new Caller(
                        new UserId(UUID.randomUUID()),
                        "somebody",
                        new OrganizationId(UUID.randomUUID()),
                        Set.of(),
                        "127.0.0.1");
        var connection =
                new Connection(
                        source,
                        new Handshake(somebody, Optional.empty(), Map.of()),
                        new Connections(),
                        tasks::add);
        var sender = new Sender(connection, session, source, new Senders(tasks::add));
        assertEquals(List.of(), tasks, "no thread has to do with one that is being made");
        assertFalse(source.asked.isDone());
        sender.start(tasks::add);
        assertEquals(1, tasks.size());
        Thread sending = Thread.startVirtualThread(tasks.getFirst());
        assertEquals(Duration.ZERO, source.asked.join());
        sending.interrupt();
    }

    /// Has something to send from the beginning.
    private static final class Eager implements SocketRoute, Conversation, FrameSource {
        private final CompletableFuture<Duration> asked = new CompletableFuture<>();

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
        public boolean tells(Runnable news) {
            news.run();
            return true;
        }

        @Override
        public @Nullable Frame next(Duration patience) {
            asked.complete(patience);
            return null;
        }

        @Override
        public void received(Frame frame) {}

        @Override
        public void left(Frame.Close reason) {}

        @Override
        public void recheck() {}

        @Override
        public void closed() {}

        @Override
        public void wake() {}
    }
}
