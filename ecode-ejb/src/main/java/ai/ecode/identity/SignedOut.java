package ai.ecode.identity;

import java.util.UUID;

/// A session was ended, by its owner or by Keycloak; told in the same transaction.
///
/// @param caller whose session it was
public record SignedOut(Caller caller, UUID session, Reason reason) {

    public enum Reason {
        /// The person signed out.
        SIGN_OUT,
        /// The person ended it from another place.
        ENDED,
        /// Keycloak ended it: an administrator, a sign-out elsewhere, an account that was disabled.
        KEYCLOAK
    }
}
