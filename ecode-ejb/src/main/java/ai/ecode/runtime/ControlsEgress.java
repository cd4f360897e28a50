package ai.ecode.runtime;

import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// The driver lets workspaces reach chosen hosts outside and nothing else, and tells what it refused.
public interface ControlsEgress {

    /// Where the workspaces of an organization may connect to, beside what the whole installation may: `host` (ports 80 and
    /// 443) or `host:port`. Replaces what was said before, and holds for running workspaces from their next connection on.
    /// These hosts are somebody's wish, not the operator's: they never lead to the platform's own machine.
    void allow(UUID organization, Set<String> hosts);

    /// From now on `observer` hears of every connection that was refused, on a thread of the workspace that asked: it returns
    /// soon. There is one observer; a second takes its place.
    void onDenied(Consumer<EgressDenial> observer);

    /// A connection that was refused.
    ///
    /// @param host as the program wrote it, checked to be a host name or an address
    /// @param why one clause: "is not on the list"
    record EgressDenial(UUID workspace, UUID organization, String host, int port, String why) {}
}
