package ai.ecode.runtime;

import java.util.UUID;

/// What a one-shot sandbox is given.
///
/// @param organization on whose behalf it runs
/// @param resources what each of its processes may use at most, whatever their own limits say
public record SandboxSpec(UUID organization, Resources resources) {}
