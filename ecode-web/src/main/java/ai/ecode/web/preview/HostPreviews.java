package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.BAD_ORIGIN;

import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Origins;
import ai.ecode.web.socket.Upgrades;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Previews with a host of their own: the browser's pass is a cookie of this host alone.
@ApplicationScoped
public class HostPreviews {

    static final String PASS = "ecode_preview";

    /// The pass of the workbench's pane.
    static final String PASS_OF_PANE = "ecode_preview_pane";

    @Inject private PreviewAddress address;
    @Inject private Admission admission;
    @Inject private PreviewProxy proxy;
    @Inject private PaneScript script;
    @Inject private Origins origins;

    void serve(HttpServletRequest request, HttpServletResponse response, PreviewRoute route)
            throws IOException, ServletException {
        switch (request.getRequestURI()) {
            case PreviewAddress.ENTER ->
                    letIn(
                            request,
                            response,
                            route,
                            admission.byTicket(request, route),
                            Admission.destination(request));
            case PreviewAddress.LINK ->
                    admission
                            .byLink(request, response, route)
                            .ifPresent(pass -> letIn(request, response, route, pass, "/"));
            default -> show(request, response, route);
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, PreviewRoute route)
            throws IOException, ServletException {
        String target = request.getRequestURI() + PreviewPath.query(request.getQueryString());
        Optional<Guest> guest = guest(request, route);
        if (guest.isEmpty()) {
            admission.withoutPass(request, response, route, target);
            return;
        }
        if (Upgrades.isWish(request)
                && !address.originOf(route).equals(request.getHeader("Origin"))) {
            throw new ECodeException(
                    BAD_ORIGIN,
                    "Only pages of this preview open its WebSockets with the browser's cookie.");
        }
        // Only the platform's pages and its own show it in a frame.
        response.setHeader(
                "Content-Security-Policy", "frame-ancestors 'self' " + origins.canonical());
        if (request.getRequestURI().equals(PaneScript.ADDRESS)) {
            script.send(response);
        } else {
            var crossing = new HostCrossing(address.scheme(), isInPane(request));
            boolean forPane = PaneScript.isForPane(request);
            proxy.pass(request, response, new Passage(guest.get(), target, crossing, forPane));
        }
    }

    private void letIn(
            HttpServletRequest request,
            HttpServletResponse response,
            PreviewRoute route,
            String pass,
            String target) {
        Cookie cookie = new Cookie(PaneScript.isForPane(request) ? PASS_OF_PANE : PASS, pass);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        // In the workbench's pane the preview is a guest of another site: its cookie is kept for
        // that place alone.
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "None");
        cookie.setAttribute("Partitioned", "");
        cookie.setMaxAge(Math.toIntExact(Previews.PASS_LIFE.toSeconds()));
        response.addCookie(cookie);
        Admission.sendOn(response, address.of(route) + target);
    }

    private Optional<Guest> guest(HttpServletRequest request, PreviewRoute route) {
        String from = request.getRemoteAddr();
        return cookies(request)
                .filter(cookie ->
                        cookie.getName().equals(PASS) || cookie.getName().equals(PASS_OF_PANE))
                .flatMap(cookie -> admission.guest(cookie.getValue(), route, from).stream())
                .findFirst();
    }

    /// Where a browser mixes the cookies of both places it is not taken for the pane.
    private static boolean isInPane(HttpServletRequest request) {
        return cookies(request).noneMatch(cookie -> cookie.getName().equals(PASS));
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null ? Stream.empty() : Arrays.stream(cookies);
    }
}
