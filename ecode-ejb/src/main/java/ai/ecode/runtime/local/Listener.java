package ai.ecode.runtime.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// A Unix socket of the host to which processes of one sandbox connect.
final class Listener implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path path;

    private Listener(ServerSocketChannel server, Path path) {
        this.server = server;
        this.path = path;
    }

    /// @param uid who may connect; negative for the server's own
    static Listener at(Path path, int uid) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), 16);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            if (uid >= 0) {
                LocalPlace.own(path, uid);
            }
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return new Listener(server, path);
    }

    /// Waits for the next connection; throws when the listener is closed.
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    /// Hands each connection to `guest`, on a thread of its own, until this is closed. Anybody inside can connect and say
    /// nothing: those who come while `most` are with `guest` are hung up on.
    void serve(String name, int most, Consumer<SocketChannel> guest) {
        var strangers = new Semaphore(most);
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        while (true) {
                            SocketChannel channel = accept();
                            if (strangers.tryAcquire()) {
                                Thread.ofVirtual().start(() -> welcome(channel, guest, strangers));
                            } else {
                                channel.close();
                            }
                        }
                    } catch (IOException e) {
                        // The sandbox ended.
                    }
                });
    }

    private static void welcome(
            SocketChannel channel, Consumer<SocketChannel> guest, Semaphore strangers) {
        try {
            guest.accept(channel);
        } finally {
            strangers.release();
        }
    }

    ServerSocketChannel channel() {
        return server;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The folder goes with the sandbox.
        }
    }
}
