package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.BAD_ORIGIN;
import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewConnections;
import ai.ecode.preview.PreviewLink;
import ai.ecode.preview.PreviewLinks;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credentials;
import ai.ecode.web.http.Origins;
import ai.ecode.web.http.Route;
import ai.ecode.web.socket.Upgrades;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Serves everything that comes in on the port of previews, and lets nothing of it through to the platform's own pages and
/// API. A browser has traded its ticket for a pass, a cookie of this preview's host alone; a program sends a bearer token.
public class PreviewFilter extends HttpFilter {

    static final String ENTER = "/.ecode/enter";
    static final String LINK = "/.ecode/link";
    static final String PASS = "ecode_preview";

    private static final List<String> OF_PLATFORM_PAGES =
            List.of("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy");

    @Inject private transient PreviewAddress address;
    @Inject private transient Previews previews;
    @Inject private transient PreviewLinks links;
    @Inject private transient PreviewConnections connections;
    @Inject private transient PreviewProxy proxy;
    @Inject private transient PreviewSockets sockets;
    @Inject private transient PaneScript script;
    @Inject private transient Credentials credentials;
    @Inject private transient Origins origins;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!address.isServedAt(request.getLocalPort())) {
            chain.doFilter(request, response);
            return;
        }
        Route.matched(request, "/preview");
        try {
            serve(request, response);
        } catch (ECodeException refusal) {
            PreviewPage.refuse(refusal, request, response);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String host = request.getHeader("Host");
        Optional<PreviewRoute> named = host == null ? Optional.empty() : address.routeOf(host);
        if (named.isEmpty()) {
            serveProgram(request, response);
            return;
        }
        if (request.getRequestURI().equals(ENTER)) {
            enter(request, response, named.get());
            return;
        }
        if (request.getRequestURI().equals(LINK)) {
            enterByLink(request, response, named.get());
            return;
        }
        PreviewRoute route = named.get();
        String target = request.getRequestURI() + PreviewPath.query(request.getQueryString());
        Optional<Guest> guest = guest(request, route);
        if (guest.isPresent()) {
            if (Upgrades.isWish(request)
                    && !address.originOf(route).equals(request.getHeader("Origin"))) {
                throw new ECodeException(
                        BAD_ORIGIN,
                        "Only pages of this preview open its WebSockets with the browser's cookie.");
            }
            serve(request, response, guest.get(), target);
        } else if (isNavigation(request)) {
            response.setHeader("Cache-Control", "no-store");
            response.sendRedirect(
                    origins.canonical()
                            + "/preview/"
                            + route.workspace()
                            + "/"
                            + route.port()
                            + target);
        } else {
            throw new ECodeException(
                    NOT_SIGNED_IN, "Open this preview from its workspace to be let in.");
        }
    }

    /// What the previewed server says of its own security counts, and only the platform's pages and its own show it in a
    /// frame.
    private void serve(
            HttpServletRequest request, HttpServletResponse response, Guest guest, String target)
            throws IOException, ServletException {
        OF_PLATFORM_PAGES.forEach(name -> response.setHeader(name, null));
        response.setHeader(
                "Content-Security-Policy", "frame-ancestors 'self' " + origins.canonical());
        if (request.getRequestURI().equals(PaneScript.ADDRESS)) {
            script.send(response);
        } else {
            pass(request, response, guest, target, PaneScript.isForPane(request));
        }
    }

    /// `/preview/{workspace}/{port}/…` under any other name, for who brings a bearer token. A cookie is not looked at: it could
    /// be the platform's own, and the code behind the preview must not act with it.
    private void serveProgram(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var path =
                PreviewPath.of(request.getRequestURI(), PreviewPath.query(request.getQueryString()))
                        .orElseThrow(() -> ECodeException.notFound("This preview"));
        Caller caller =
                credentials
                        .ofProgram(request)
                        .orElseThrow(() ->
                                new ECodeException(
                                        NOT_SIGNED_IN,
                                        "Send a bearer token to look at this preview."));
        previews.admit(caller, path.route());
        response.setHeader("Content-Security-Policy", "sandbox");
        pass(
                request,
                response,
                new Guest(
                        path.route(),
                        caller,
                        Optional.empty(),
                        Optional.empty(),
                        () -> previews.admit(caller, path.route())),
                path.rest(),
                false);
    }

    private void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            Guest guest,
            String target,
            boolean forPane)
            throws IOException, ServletException {
        if (Upgrades.isWish(request)) {
            connections.refuseSilent(guest.route());
            sockets.open(request, response, guest, target);
        } else {
            proxy.forward(request, response, guest.route(), target, forPane);
        }
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, PreviewRoute route)
            throws IOException {
        String ticket = Optional.ofNullable(request.getParameter("ticket")).orElse("");
        String pass =
                previews.redeem(ticket, route)
                        .orElseThrow(() ->
                                new ECodeException(
                                        NOT_SIGNED_IN,
                                        "This way in was used or is over. Open the preview from its workspace again."));
        letIn(response, route, pass, localPart(request));
    }

    /// By a link: at once, or over the platform's sign-in.
    private void enterByLink(
            HttpServletRequest request, HttpServletResponse response, PreviewRoute route)
            throws IOException {
        String key = Optional.ofNullable(request.getParameter("key")).orElse("");
        PreviewLink link =
                links.find(key, route).orElseThrow(() -> ECodeException.notFound("This preview"));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (link.forAnybody()) {
            String pass =
                    links.enter(key, route)
                            .orElseThrow(() -> ECodeException.notFound("This preview"));
            letIn(response, route, pass, "/");
        } else {
            response.sendRedirect(
                    "%s/preview/%s/%d/?%s=%s"
                            .formatted(
                                    origins.canonical(),
                                    route.workspace(),
                                    route.port(),
                                    PreviewEntrance.LINK,
                                    URLEncoder.encode(key, StandardCharsets.UTF_8)));
        }
    }

    private void letIn(
            HttpServletResponse response, PreviewRoute route, String pass, String target) {
        Cookie cookie = new Cookie(PASS, pass);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        // In the workbench's pane the preview is a guest of another site: its cookie is kept for
        // that place alone.
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "None");
        cookie.setAttribute("Partitioned", "");
        cookie.setMaxAge(Math.toIntExact(Previews.PASS_LIFE.toSeconds()));
        response.addCookie(cookie);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address.originOf(route) + target);
    }

    private static String localPart(HttpServletRequest request) {
        String to = request.getParameter("to");
        return to != null && to.startsWith("/") && to.chars().noneMatch(Character::isISOControl)
                ? to
                : "/";
    }

    /// Whom the browser's pass lets in.
    private Optional<Guest> guest(HttpServletRequest request, PreviewRoute route) {
        Cookie[] cookies = request.getCookies();
        String from = request.getRemoteAddr();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(PASS))
                        .flatMap(cookie -> guest(cookie.getValue(), route, from).stream())
                        .findFirst();
    }

    private Optional<Guest> guest(String pass, PreviewRoute route, String from) {
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

    private static boolean isNavigation(HttpServletRequest request) {
        String accepts = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && accepts != null
                && accepts.contains("text/html");
    }
}
