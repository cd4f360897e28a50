package ai.ecode.runtime.local.egress;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/// What the package managers of a host are configured to use; no address holds credentials.
///
/// @param addresses all of them
/// @param mavenMirrors what each of Maven's mirrors stands for (`mirrorOf`), by address
/// @param variables how npm and pip are told the same inside a sandbox
record Registries(
        Set<URI> addresses, Map<URI, String> mavenMirrors, Map<String, String> variables) {

    static final Registries NONE = new Registries(Set.of(), Map.of(), Map.of());

    Registries {
        addresses = Set.copyOf(addresses);
        mavenMirrors = Map.copyOf(mavenMirrors);
        variables = Map.copyOf(variables);
    }
}
