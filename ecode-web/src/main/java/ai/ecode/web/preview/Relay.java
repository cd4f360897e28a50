package ai.ecode.web.preview;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The bytes of an upgraded connection, both ways, until either side ends. A slow reader slows its sender: nothing is
/// queued here.
public final class Relay implements HttpUpgradeHandler {

    private static final Logger LOG = Logger.getLogger(Relay.class.getName());
    private static final int CHUNK = 16 * 1024;

    private record Server(ByteChannel channel, Executor executor) {}

    private final CompletableFuture<Server> server = new CompletableFuture<>();
    private volatile @Nullable WebConnection browser;

    /// Says where the bytes go; the container calls [#init] before or after.
    void between(ByteChannel channel, Executor executor) {
        server.complete(new Server(channel, executor));
    }

    @Override
    public void init(WebConnection connection) {
        browser = connection;
        var _ =
                server.thenAccept(side -> {
                    side.executor()
                            .execute(() -> {
                                try {
                                    copy(
                                            connection.getInputStream(),
                                            Channels.newOutputStream(side.channel()));
                                } catch (IOException gone) {
                                    LOG.log(Level.FINE, "A preview's connection ended", gone);
                                } finally {
                                    end(side);
                                }
                            });
                    side.executor()
                            .execute(() -> {
                                try {
                                    copy(
                                            Channels.newInputStream(side.channel()),
                                            connection.getOutputStream());
                                } catch (IOException gone) {
                                    LOG.log(Level.FINE, "A preview's connection ended", gone);
                                } finally {
                                    end(side);
                                }
                            });
                });
    }

    @Override
    public void destroy() {
        var _ = server.thenAccept(this::end);
    }

    private void end(Server side) {
        close(side.channel());
        WebConnection connection = browser;
        if (connection != null) {
            close(connection);
        }
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception gone) {
            LOG.log(Level.FINE, "It was closed already", gone);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            to.flush();
        }
    }
}
