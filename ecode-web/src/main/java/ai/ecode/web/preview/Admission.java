package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.preview.PreviewLink;
import ai.ecode.preview.PreviewLinks;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Origins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lets browsers in to previews: by a ticket or a link, for which they get a pass, and then by the pass.
@ApplicationScoped
public class Admission {

    @Inject private Previews previews;
    @Inject private PreviewLinks links;
    @Inject private Origins origins;

    /// The pass for the request's ticket.
    ///
    /// @throws ECodeException `NOT_SIGNED_IN` when the ticket was used or is over
    String byTicket(HttpServletRequest request, PreviewRoute route) {
        String ticket = Optional.ofNullable(request.getParameter("ticket")).orElse("");
        return previews.redeem(ticket, route)
                .orElseThrow(() ->
                        new ECodeException(
                                NOT_SIGNED_IN,
                                "This way in was used or is over. Open the preview from its workspace again."));
    }

    /// The pass for the request's link; empty when the browser was sent to the platform, to sign in first.
    ///
    /// @throws ECodeException `NOT_FOUND` when the link has ended
    Optional<String> byLink(
            HttpServletRequest request, HttpServletResponse response, PreviewRoute route)
            throws IOException {
        String key = Optional.ofNullable(request.getParameter("key")).orElse("");
        PreviewLink link = links.find(key, route).orElseThrow(Admission::gone);
        if (link.forAnybody()) {
            return Optional.of(links.enter(key, route).orElseThrow(Admission::gone));
        }
        sendBack(
                response,
                route,
                "/?%s=%s"
                        .formatted(
                                PreviewEntrance.LINK,
                                URLEncoder.encode(key, StandardCharsets.UTF_8)));
        return Optional.empty();
    }

    /// Whom the pass lets in, while it lasts.
    Optional<Guest> guest(String pass, PreviewRoute route, String from) {
        return previews.visitor(pass, route, from)
                .map(visitor ->
                        new Guest(
                                route,
                                visitor.caller(),
                                visitor.session(),
                                visitor.link(),
                                () -> {
                                    if (previews.visitor(pass, route, from).isEmpty()) {
                                        throw new ECodeException(
                                                NOT_SIGNED_IN,
                                                "You were let in to this preview no longer.");
                                    }
                                }));
    }

    /// Who has no pass gets one from the platform when they are looking, and is refused otherwise.
    ///
    /// @param target the previewed server's own path that they want to see
    void withoutPass(
            HttpServletRequest request,
            HttpServletResponse response,
            PreviewRoute route,
            String target)
            throws IOException {
        if (!isNavigation(request)) {
            throw new ECodeException(
                    NOT_SIGNED_IN, "Open this preview from its workspace to be let in.");
        }
        sendBack(response, route, target);
    }

    /// Where somebody goes who was let in: a path of the previewed server.
    static String destination(HttpServletRequest request) {
        String to = request.getParameter("to");
        return to != null && to.startsWith("/") && to.chars().noneMatch(Character::isISOControl)
                ? to
                : "/";
    }

    /// Sends a browser on from an address that has a secret.
    static void sendOn(HttpServletResponse response, String location) {
        secretive(response);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }

    private void sendBack(HttpServletResponse response, PreviewRoute route, String target)
            throws IOException {
        secretive(response);
        response.sendRedirect(origins.canonical() + PreviewPath.base(route) + target);
    }

    private static void secretive(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    /// Whether somebody wants to see a page.
    static boolean isNavigation(HttpServletRequest request) {
        String accepts = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && accepts != null
                && accepts.contains("text/html");
    }

    private static ECodeException gone() {
        return ECodeException.notFound("This preview");
    }
}
