package ai.ecode.identity;

import java.util.UUID;

/// Identifies a [User]: the `sub` claim of Keycloak's tokens.
public record UserId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
