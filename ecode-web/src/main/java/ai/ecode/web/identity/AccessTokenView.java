package ai.ecode.web.identity;

import ai.ecode.identity.AccessToken;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token without its text. `lastUsedAt` is to within ten minutes and absent when it was never used.
public record AccessTokenView(
        UUID id, String name, Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt) {

    static AccessTokenView of(AccessToken token) {
        return new AccessTokenView(
                token.id(),
                token.name(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt().orElse(null));
    }
}
