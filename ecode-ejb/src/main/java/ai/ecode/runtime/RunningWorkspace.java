package ai.ecode.runtime;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// A workspace whose sandbox is up. After it ended, for whatever reason, every method but [#id], [#ended] and [#close]
/// throws `WORKSPACE_NOT_RUNNING`, and its processes have ended as [Exit.Lost].
public interface RunningWorkspace extends Sandbox {

    UUID id();

    /// Connects to a TCP port that a process inside listens on at its loopback address. The channel is in blocking mode;
    /// the caller closes it.
    ///
    /// @throws java.net.SocketTimeoutException when the workspace did not say in time whether anything listens there
    /// @throws IOException when nothing listens there
    ByteChannel connect(int port) throws IOException;

    /// TCP ports that processes inside listen on now, without what the driver itself has there. May be asked every second.
    Set<Integer> listening();

    /// What all processes used since the start, the ended ones included.
    Usage usage();

    /// A number that is another one than before when any process ran meanwhile, however shortly, and the same one while all
    /// of them waited. It says nothing by its size.
    long activity();

    /// Resident memory of all processes now.
    long memoryBytes();

    /// Bytes that went out of the workspace and came in from outside since the start, those to and from
    /// [#connect] not counted. Zero where nothing outside may be reached.
    long egressBytes();

    /// Bytes that the working copy takes, as last measured (at most some seconds ago).
    long storageBytes();

    /// Completes when the sandbox is gone, by [RuntimeDriver#stop] or by itself, with the reason. Callbacks run on a
    /// thread of the driver: hand long work on.
    CompletionStage<Ended> ended();

    /// How a workspace ended.
    ///
    /// @param reason one sentence for its owner
    record Ended(Cause cause, String reason) {

        /// True after [RuntimeDriver#stop], false when it died.
        public boolean requested() {
            return cause == Cause.REQUEST;
        }
    }

    /// What ended a workspace.
    enum Cause {
        /// [RuntimeDriver#stop].
        REQUEST,
        /// It used more than [Resources] allow.
        LIMIT,
        /// Everything else.
        DEATH
    }
}
