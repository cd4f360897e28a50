package ai.ecode.collaboration.yjs;

import org.jspecify.annotations.Nullable;

/// A reference to another document inside this one; its content travels apart.
///
/// @param options what the creator set, usually a map with `gc`, `autoLoad` or `meta`
public record Subdocument(String guid, @Nullable Object options) {}
