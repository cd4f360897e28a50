package ai.ecode.preview;

import ai.ecode.identity.Caller;
import java.util.Optional;
import java.util.UUID;

/// Somebody who looks at a preview with a browser.
///
/// @param caller who it is; of somebody who did not sign in, who made the link
/// @param session of the browser, where somebody signed in
/// @param link by which they came
public record Visitor(Caller caller, Optional<UUID> session, Optional<UUID> link) {}
