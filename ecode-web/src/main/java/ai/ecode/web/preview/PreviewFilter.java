package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credentials;
import ai.ecode.web.http.Origins;
import ai.ecode.web.http.Route;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Serves everything that comes in on the port of previews, and lets nothing of it through to the platform's own pages and
/// API. A browser has traded its ticket for a pass, a cookie of this preview's host alone; a program sends a bearer token.
public class PreviewFilter extends HttpFilter {

    static final String ENTER = "/.ecode/enter";
    static final String PASS = "ecode_preview";

    @Inject private transient PreviewAddress address;
    @Inject private transient Previews previews;
    @Inject private transient PreviewProxy proxy;
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
            throws IOException {
        String host = request.getHeader("Host");
        Optional<PreviewRoute> route = host == null ? Optional.empty() : address.routeOf(host);
        if (route.isEmpty()) {
            serveProgram(request, response);
        } else if (request.getRequestURI().equals(ENTER)) {
            enter(request, response, route.get());
        } else if (holdsPass(request, route.get())) {
            proxy.forward(
                    request,
                    response,
                    route.get(),
                    request.getRequestURI() + PreviewPath.query(request.getQueryString()));
        } else if (isNavigation(request)) {
            response.setHeader("Cache-Control", "no-store");
            response.sendRedirect(
                    origins.canonical()
                            + "/preview/"
                            + route.get().workspace()
                            + "/"
                            + route.get().port()
                            + request.getRequestURI()
                            + PreviewPath.query(request.getQueryString()));
        } else {
            throw new ECodeException(
                    NOT_SIGNED_IN, "Open this preview from its workspace to be let in.");
        }
    }

    /// `/preview/{workspace}/{port}/…` under any other name, for who brings a bearer token. A cookie is not looked at: it could
    /// be the platform's own, and the code behind the preview must not act with it.
    private void serveProgram(HttpServletRequest request, HttpServletResponse response) {
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
        proxy.forward(request, response, path.route(), path.rest());
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
        response.setHeader("Location", address.originOf(route) + localPart(request));
    }

    private static String localPart(HttpServletRequest request) {
        String to = request.getParameter("to");
        return to != null && to.startsWith("/") && to.chars().noneMatch(Character::isISOControl)
                ? to
                : "/";
    }

    private boolean holdsPass(HttpServletRequest request, PreviewRoute route) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return false;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(PASS)
                    && previews.lets(cookie.getValue(), route, request.getRemoteAddr())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNavigation(HttpServletRequest request) {
        String accepts = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && accepts != null
                && accepts.contains("text/html");
    }
}
