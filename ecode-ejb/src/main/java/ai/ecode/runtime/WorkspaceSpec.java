package ai.ecode.runtime;

import java.util.Map;
import java.util.UUID;

/// What a workspace is given when it starts.
///
/// @param workspace its id; also the key of its working copy
/// @param organization whose it is: drivers may place organizations apart
/// @param resources what all its processes may use together
/// @param environment added to the bare environment of every process in it; not for secrets of the platform
public record WorkspaceSpec(
        UUID workspace, UUID organization, Resources resources, Map<String, String> environment) {

    public WorkspaceSpec {
        environment = Map.copyOf(environment);
    }
}
