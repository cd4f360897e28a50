package ai.ecode.identity;

import java.util.UUID;

/// Somebody signed in with a browser; told in the same transaction.
///
/// @param session the new session
/// @param client the browser, as it describes itself
public record SignedIn(Caller caller, UUID session, String client) {}
