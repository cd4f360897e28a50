package ai.ecode.runtime.local.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Serves one workspace: what comes in at its socket is a stranger's, and goes out only to destinations that are allowed.
/// Connections are bounded in number and in the time they may be silent; closing ends all of them.
public final class EgressProxy implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EgressProxy.class.getName());

    private static final int MOST_CONNECTIONS = 32;
    private static final int MILLIS_TO_CONNECT = 5_000;
    private static final int SECONDS_TO_ASK = 15;
    private static final int SECONDS_OF_SILENCE = 300;

    /// A workspace that goes on knocking does not fill the log.
    private static final int DENIALS_LOGGED = 100;

    /// Looks after silent connections of all workspaces.
    private static final ScheduledExecutorService WATCH =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("egress-watch").factory());

    /// What the workspace's organization says, and who hears of refusals. Called from any thread.
    public interface Gate {

        /// Nothing beside the installation's list, and nobody hears.
        Gate NONE =
                new Gate() {
                    @Override
                    public boolean alsoAllows(Destination destination) {
                        return false;
                    }

                    @Override
                    public void denied(Destination destination, String why) {}
                };

        /// Whether the organization allows what the installation's list does not.
        boolean alsoAllows(Destination destination);

        /// A connection was refused; returns soon.
        void denied(Destination destination, String why);
    }

    private final String workspace;
    private final Egress egress;
    private final Gate gate;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong denied = new AtomicLong();
    private final LongAdder carried = new LongAdder();

    /// Begins to serve.
    ///
    /// @param workspace its name in the log
    /// @param server closed with the proxy
    public EgressProxy(String workspace, Egress egress, Gate gate, ServerSocketChannel server) {
        this.workspace = workspace;
        this.egress = egress;
        this.gate = gate;
        this.server = server;
        Thread.ofVirtual().name("egress").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                places.acquire();
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                serve(client);
                            } finally {
                                close(client);
                                places.release();
                            }
                        });
            }
        } catch (IOException closed) {
            close();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel client) {
        var patience = WATCH.schedule(() -> close(client), SECONDS_TO_ASK, TimeUnit.SECONDS);
        try {
            InputStream in = Channels.newInputStream(client);
            OutputStream out = Channels.newOutputStream(client);
            Optional<ProxyRequest> request = ProxyRequest.read(in);
            boolean _ = patience.cancel(false);
            if (request.isEmpty()) {
                refuse(out, "400 Bad Request", "This proxy takes CONNECT and http: addresses.");
                return;
            }
            serve(client, out, request.get());
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A connection out of a workspace broke off", gone);
        } finally {
            boolean _ = patience.cancel(false);
        }
    }

    private void serve(SocketChannel client, OutputStream out, ProxyRequest request)
            throws IOException {
        Destination destination = request.destination();
        boolean listed = egress.allows(destination);
        if (!listed && !gate.alsoAllows(destination)) {
            deny(out, destination, "is not on the list of allowed hosts");
            return;
        }
        List<InetAddress> addresses;
        try {
            addresses =
                    listed
                            ? egress.addresses(destination)
                            : egress.addressesForOrganizations(destination);
        } catch (UnknownHostException unknown) {
            refuse(out, "502 Bad Gateway", destination + " has no address.");
            return;
        }
        if (addresses.isEmpty()) {
            deny(out, destination, "leads to the platform's own machine or network");
            return;
        }
        Optional<SocketChannel> upstream = connect(addresses, destination.port());
        if (upstream.isEmpty()) {
            refuse(out, "504 Gateway Timeout", destination + " does not answer.");
            return;
        }
        try (SocketChannel there = upstream.get()) {
            open.add(there);
            if (request.isTunnel()) {
                out.write(
                        "HTTP/1.1 200 Connection established\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } else {
                byte[] head = request.onwards().getBytes(StandardCharsets.ISO_8859_1);
                carried.add(head.length);
                Channels.newOutputStream(there).write(head);
            }
            new Tunnel(client, there, WATCH, SECONDS_OF_SILENCE, carried).run();
        } finally {
            open.remove(upstream.get());
        }
    }

    private static Optional<SocketChannel> connect(List<InetAddress> addresses, int port) {
        for (InetAddress address : addresses) {
            SocketChannel channel = null;
            try {
                channel = SocketChannel.open();
                channel.socket().connect(new InetSocketAddress(address, port), MILLIS_TO_CONNECT);
                return Optional.of(channel);
            } catch (IOException next) {
                if (channel != null) {
                    silently(channel);
                }
            }
        }
        return Optional.empty();
    }

    private void deny(OutputStream out, Destination destination, String why) throws IOException {
        long count = denied.incrementAndGet();
        if (count <= DENIALS_LOGGED) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Workspace {0} was kept from {1}, which {2}",
                    workspace,
                    destination,
                    why);
        }
        gate.denied(destination, why);
        refuse(
                out,
                "403 Forbidden",
                "Workspaces reach package registries and allowed hosts only: %s %s. An administrator of your organization can allow it."
                        .formatted(destination, why));
    }

    private static void refuse(OutputStream out, String status, String why) throws IOException {
        byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
        silently(channel);
    }

    private static void silently(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // Its other end is gone.
        }
    }

    /// Bytes that went out and came in; refusals are not among them.
    public long carriedBytes() {
        return carried.sum();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The socket of a workspace was closed already",
                    gone);
        }
        List.copyOf(open).forEach(this::close);
    }
}
