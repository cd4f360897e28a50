package ai.ecode.runtime.local.egress;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What organizations allow their workspaces beside the installation's own list. Read at every connection, so that a change
/// holds at once.
public final class Allowance {

    private final Map<UUID, Set<Destination>> allowed = new ConcurrentHashMap<>();

    /// Hosts that are none are left out, and so are addresses and `localhost`: an organization names names.
    public void set(UUID organization, Set<String> hosts) {
        allowed.put(
                organization,
                hosts.stream()
                        .flatMap(Egress::destinations)
                        .filter(destination -> !destination.isLiteral())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /// Whether the organization allows it.
    public boolean allows(UUID organization, Destination destination) {
        return allowed.getOrDefault(organization, Set.of()).contains(destination);
    }
}
