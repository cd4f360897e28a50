package ai.ecode.web.socket;

import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Every open WebSocket of this server.
@ApplicationScoped
public class Connections {

    static final Duration TENDING = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Connections.class.getName());

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<UserId, Integer> ofUser = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private Senders senders;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.sockets.per-user", defaultValue = "128")
    private int mostOfOneUser;

    @Inject
    @ConfigProperty(name = "ecode.sockets.total", defaultValue = "10000")
    private int most;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    public Connections() {}

    @PostConstruct
    void prepare() {
        senders = new Senders(executor);
    }

    Senders senders() {
        return senders;
    }

    /// A connection about to open. One too many is opened only to be told so.
    Connection admit(SocketRoute route, Handshake handshake) {
        UserId user = handshake.caller().user();
        int mine = ofUser.merge(user, 1, Integer::sum);
        SocketRoute admitted = route;
        if (mine > mostOfOneUser) {
            admitted =
                    new Refusal(
                            new ECodeException(
                                    ErrorCode.TOO_MANY_REQUESTS,
                                    "You have %d connections open; close some."
                                            .formatted(mostOfOneUser)));
        } else if (stopping || open.size() >= most) {
            admitted =
                    new Refusal(
                            new ECodeException(
                                    ErrorCode.OVERLOADED, "The server is full; try again soon."));
        }
        var connection = new Connection(admitted, handshake, this, executor);
        open.add(connection);
        return connection;
    }

    void remove(Connection connection) {
        if (open.remove(connection)) {
            ofUser.computeIfPresent(
                    connection.handshake().caller().user(),
                    (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Number of open connections.
    public int count() {
        return open.size();
    }

    /// Closes each connection whose handshake matches.
    public void close(Predicate<Handshake> which, Frame.Close close) {
        open.stream().filter(c -> which.test(c.handshake())).forEach(c -> c.close(close));
    }

    /// Checks again, at once, whether each matching connection may stay.
    public void recheck(Predicate<Handshake> which) {
        open.stream().filter(c -> which.test(c.handshake())).forEach(Connection::recheck);
    }

    void start() {
        executor.execute(this::tend);
    }

    private void tend() {
        try {
            while (!stopping) {
                Thread.sleep(TENDING);
                for (Connection connection : open) {
                    try {
                        connection.tend();
                    } catch (RuntimeException failure) {
                        LOG.log(Level.WARNING, "A WebSocket could not be looked after", failure);
                    }
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says goodbye to everybody and waits a moment for the goodbyes to leave.
    void stop() {
        stopping = true;
        close(_ -> true, new Frame.Close(1001, "The server is stopping; reconnect."));
        long deadline = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
