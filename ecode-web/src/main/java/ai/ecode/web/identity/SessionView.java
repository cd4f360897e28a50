package ai.ecode.web.identity;

import ai.ecode.identity.Session;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One browser. `client` is how it describes itself, `address` where it was last seen; `lastSeenAt` is to within five minutes.
public record SessionView(
        UUID id,
        String client,
        @Schema(examples = "192.0.2.7") String address,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        boolean current) {

    static SessionView of(Session session, boolean current) {
        return new SessionView(
                session.id(),
                session.client(),
                session.address(),
                session.createdAt(),
                session.lastSeenAt(),
                session.expiresAt(),
                current);
    }
}
