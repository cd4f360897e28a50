package ai.ecode.preview;

import java.util.Optional;
import java.util.UUID;

/// A port is not looked at any more: whoever was let in is out.
///
/// @param link empty for everybody; else only those who came by it
public record PreviewClosed(PreviewRoute route, Optional<UUID> link) {}
