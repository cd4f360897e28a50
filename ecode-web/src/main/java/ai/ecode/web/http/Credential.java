package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// By what the caller of a request was recognized.
public sealed interface Credential {

    /// The cookie of a browser that is signed in.
    record SessionCookie(UUID session) implements Credential {}

    /// An access token of Keycloak.
    record KeycloakToken() implements Credential {}

    /// A personal access token.
    record PersonalToken() implements Credential {}

    /// A one-use ticket of a WebSocket.
    record SocketTicket() implements Credential {}

    /// The secret of a scraper of the metrics; it stands for no caller.
    record ScrapeToken() implements Credential {}

    /// Null where nobody was recognized.
    static @Nullable Credential of(HttpServletRequest request) {
        return (Credential) request.getAttribute(Credential.class.getName());
    }
}
