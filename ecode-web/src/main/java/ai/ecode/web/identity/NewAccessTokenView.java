package ai.ecode.web.identity;

import ai.ecode.identity.NewAccessToken;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A token with its text, shown once.
public record NewAccessTokenView(
        UUID id,
        String name,
        @Schema(examples = "ecp_Zr3…") String token,
        Instant createdAt,
        Instant expiresAt) {

    static NewAccessTokenView of(NewAccessToken made) {
        return new NewAccessTokenView(
                made.token().id(),
                made.token().name(),
                made.text(),
                made.token().createdAt(),
                made.token().expiresAt());
    }
}
