package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.AccessToken;
import ai.ecode.identity.AccessTokens;
import ai.ecode.identity.Caller;
import ai.ecode.identity.Recognition;
import ai.ecode.identity.Sessions;
import ai.ecode.identity.Tickets;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/// Recognizes the caller by what a request brings: the `Authorization` header first, then a WebSocket's ticket, then the
/// browser's cookie. What was shown and is wrong is refused; nothing further is tried.
@ApplicationScoped
public class Credentials {

    private static final String BEARER = "bearer ";

    @Inject private Sessions sessions;
    @Inject private AccessTokens accessTokens;
    @Inject private Tickets tickets;
    @Inject private Recognition recognition;
    @Inject private KeycloakTokens keycloakTokens;
    @Inject private SessionCookies cookies;

    /// Empty when the request brings nothing.
    ///
    /// @throws ECodeException `NOT_SIGNED_IN` when what it brings is unknown, expired or not well formed
    Optional<Recognized> of(HttpServletRequest request, boolean socket) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return Optional.of(ofHeader(request, header));
        }
        String ticket = socket ? request.getParameter("token") : null;
        if (ticket != null) {
            return Optional.of(ofTicket(request, ticket));
        }
        return ofBrowser(request);
    }

    /// Whoever the `Authorization` header names, and nothing else that the request brings.
    ///
    /// @throws ECodeException as [#of]
    public Optional<Caller> ofProgram(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(header -> ofHeader(request, header).caller());
    }

    Optional<Recognized> ofBrowser(HttpServletRequest request) {
        return cookies.read(request, SessionCookies.SESSION)
                .flatMap(secret -> sessions.resume(secret, request.getRemoteAddr()))
                .map(resumed ->
                        new Recognized(
                                resumed.caller(), new Credential.SessionCookie(resumed.session())));
    }

    private Recognized ofHeader(HttpServletRequest request, String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new ECodeException(
                    NOT_SIGNED_IN, "The Authorization header takes “Bearer” and a token.");
        }
        String token = header.substring(BEARER.length()).strip();
        String address = request.getRemoteAddr();
        if (token.startsWith(AccessToken.PREFIX)) {
            return accessTokens
                    .recognize(token, address)
                    .map(caller -> new Recognized(caller, new Credential.PersonalToken()))
                    .orElseThrow(() ->
                            new ECodeException(
                                    NOT_SIGNED_IN,
                                    "This personal access token is unknown, expired or deleted."));
        }
        return new Recognized(
                recognition.recognize(keycloakTokens.verify(token), address),
                new Credential.KeycloakToken());
    }

    private Recognized ofTicket(HttpServletRequest request, String ticket) {
        return tickets.redeem(ticket, request.getRequestURI(), request.getRemoteAddr())
                .map(caller -> new Recognized(caller, new Credential.SocketTicket()))
                .orElseThrow(() ->
                        new ECodeException(
                                NOT_SIGNED_IN,
                                "This ticket is unknown, used, over, or for another path. Ask for a new one."));
    }
}
