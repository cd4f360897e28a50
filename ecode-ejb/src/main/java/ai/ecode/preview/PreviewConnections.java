package ai.ecode.preview;

import static ai.ecode.shared.ErrorCode.NOTHING_LISTENS;
import static ai.ecode.shared.ErrorCode.NO_ANSWER;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;
import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;

import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections of browsers to servers in workspaces, a bounded number for each workspace. Who connects has been let in
/// before.
@ApplicationScoped
public class PreviewConnections {

    /// A page of a development server asks for hundreds of modules, but a browser for a few at a time.
    static final int MOST_PER_WORKSPACE = 128;

    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 1_000;

    private final Map<WorkspaceId, Integer> open = new ConcurrentHashMap<>();

    /// Where nobody listened, and when that was found last.
    private final Map<PreviewRoute, Instant> failedAt = new ConcurrentHashMap<>();

    @Inject private RuntimeDriver driver;
    @Inject private ListeningPorts listening;
    @Inject private Clock clock;

    /// Blocks for as long as the driver needs: call it from a virtual thread. The caller closes the channel.
    ///
    /// @throws ECodeException `WORKSPACE_NOT_RUNNING`; `NOTHING_LISTENS` on this port; `NO_ANSWER`
    ///     where the workspace is too busy to say so; `TOO_MANY_REQUESTS`
    public ByteChannel connect(PreviewRoute route) {
        WorkspaceId workspace = route.workspace();
        var running =
                driver.find(workspace.value())
                        .orElseThrow(() ->
                                new ECodeException(
                                        WORKSPACE_NOT_RUNNING,
                                        "The workspace is not running. Start it, then its server."));
        if (open.merge(workspace, 1, Integer::sum) > MOST_PER_WORKSPACE) {
            release(workspace);
            throw new ECodeException(
                    TOO_MANY_REQUESTS,
                    "The workspace's previews have %d connections open; more do not fit."
                            .formatted(MOST_PER_WORKSPACE));
        }
        try {
            var channel = new Counted(running.connect(route.port()), workspace);
            failedAt.remove(route);
            return channel;
        } catch (SocketTimeoutException late) {
            release(workspace);
            throw new ECodeException(
                    NO_ANSWER,
                    "The workspace is too busy to connect to port %d, or has no process left for it. Look at what runs there, or load this again."
                            .formatted(route.port()),
                    late);
        } catch (IOException nobody) {
            release(workspace);
            failed(route);
            throw silent(route);
        } catch (RuntimeException failure) {
            release(workspace);
            throw failure;
        }
    }

    /// Refuses what would fail again: nobody listened a moment ago, nor when the ports were looked at last. Never blocks.
    ///
    /// @throws ECodeException `NOTHING_LISTENS` on this port
    public void refuseSilent(PreviewRoute route) {
        Instant failed = failedAt.get(route);
        boolean fresh = failed != null && clock.instant().isBefore(failed.plus(BETWEEN_TRIALS));
        if (fresh && !listening.of(route.workspace()).contains(route.port())) {
            throw silent(route);
        }
    }

    private static ECodeException silent(PreviewRoute route) {
        return new ECodeException(
                NOTHING_LISTENS,
                "Nothing listens on port %d in the workspace. Start your server there, on 127.0.0.1 or all addresses, then load this again."
                        .formatted(route.port()));
    }

    private void failed(PreviewRoute route) {
        Instant now = clock.instant();
        failedAt.put(route, now);
        if (failedAt.size() > MOST_REMEMBERED) {
            failedAt.values().removeIf(then -> then.plus(BETWEEN_TRIALS).isBefore(now));
        }
    }

    private void release(WorkspaceId workspace) {
        open.computeIfPresent(workspace, (_, count) -> count == 1 ? null : count - 1);
    }

    private final class Counted implements ByteChannel {
        private final ByteChannel channel;
        private final WorkspaceId workspace;
        private final AtomicBoolean released = new AtomicBoolean();

        Counted(ByteChannel channel, WorkspaceId workspace) {
            this.channel = channel;
            this.workspace = workspace;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return channel.read(bytes);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            if (released.compareAndSet(false, true)) {
                release(workspace);
            }
            channel.close();
        }
    }
}
