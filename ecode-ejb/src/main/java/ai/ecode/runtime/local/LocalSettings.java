package ai.ecode.runtime.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How this machine runs sandboxes.
///
/// @param folder working copies and what sandboxes are made from; only the server may enter it
/// @param sockets a short path (a Unix socket's address ends at 107 bytes) that only the server may enter
/// @param firstUid when the server is root, sandboxes run as this uid and those above it; they must belong to nobody
/// @param cgroup false to measure by looking at the processes even where a cgroup could be made
/// @param ready one-shot sandboxes kept ready ahead of their use
/// @param readable folders of the host that sandboxes may read beside the system, such as toolchains
/// @param egress hosts that workspaces may reach beside the package registries of this host; empty when they reach nothing
/// @param organizationsReachPrivateNetworks whether what an organization allows may lead to private networks
public record LocalSettings(
        Path folder,
        Path sockets,
        int firstUid,
        boolean cgroup,
        int ready,
        List<Path> readable,
        Optional<List<String>> egress,
        boolean organizationsReachPrivateNetworks) {

    public static final int FIRST_UID = 700_000;

    /// One where organizations do not reach private networks.
    public LocalSettings(
            Path folder,
            Path sockets,
            int firstUid,
            boolean cgroup,
            int ready,
            List<Path> readable,
            Optional<List<String>> egress) {
        this(folder, sockets, firstUid, cgroup, ready, readable, egress, false);
    }

    public LocalSettings {
        readable = List.copyOf(readable);
        egress = egress.map(List::copyOf);
    }
}
