package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.BAD_ORIGIN;
import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds out who calls, before anything else looks at a request. `/api`, `/ws` and `/metrics` are refused with 401 when nobody was
/// recognized and 403 when a foreign page uses the browser's cookie; pages that belong to somebody lead to the sign-in.
public class SignInFilter extends HttpFilter {

    private static final Pattern FOR_PROGRAMS = Pattern.compile("/(api|ws)(/.*)?|/metrics");
    private static final Pattern OF_SOMEBODY =
            Pattern.compile("/(@[^/]+|admin|courses|preview|settings|profile)(/.*)?");
    private static final Pattern FOR_ANYBODY = Pattern.compile("/(assets/.*|logout/keycloak)");
    private static final Set<String> SOCKETS = Set.of("/ws", "/ws/preview");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject private transient Credentials credentials;
    @Inject private transient Origins origins;
    @Inject private transient ScrapeToken scrapeToken;
    @Inject private transient AuditTrail trail;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().replace("%40", "@");
        if (FOR_ANYBODY.matcher(path).matches()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            if (path.equals("/metrics") && scrapeToken.isBroughtBy(request)) {
                request.setAttribute(Credential.class.getName(), new Credential.ScrapeToken());
            } else if (FOR_PROGRAMS.matcher(path).matches() || isForPrograms(request)) {
                recognize(request, SOCKETS.contains(request.getServletPath()));
            } else if (leadsElsewhere(request, response, path)) {
                return;
            }
        } catch (ECodeException | jakarta.ejb.EJBException refusal) {
            refuse(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    /// Whatever way the address is spelled (`/%61pi`), what answers it is what counts.
    private static boolean isForPrograms(HttpServletRequest request) {
        return FOR_PROGRAMS.matcher(request.getServletPath()).matches();
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, Exception refusal)
            throws IOException {
        Problem problem = ProblemMapper.problem(refusal);
        ProblemMapper.log(problem, refusal, request);
        problem.send(request, response);
    }

    private void recognize(HttpServletRequest request, boolean socket) {
        Recognized who =
                credentials
                        .of(request, socket)
                        .orElseThrow(() ->
                                new ECodeException(
                                        NOT_SIGNED_IN,
                                        "You are not signed in, or your session has ended. Sign in, or send a bearer"
                                                + " token."));
        if (who.credential() instanceof Credential.SessionCookie) {
            refuseForeignPages(request, who.caller(), socket);
        }
        request.setAttribute(Caller.class.getName(), who.caller());
        request.setAttribute(Credential.class.getName(), who.credential());
    }

    private void refuseForeignPages(HttpServletRequest request, Caller caller, boolean socket) {
        boolean fine =
                socket
                        ? origins.mayConnect(request.getHeader("Origin"))
                        : READING.contains(request.getMethod()) || origins.mayWrite(request);
        if (!fine) {
            trail.recordApart(
                    Deed.denied(caller, "request.send", "address:" + request.getRequestURI()));
            throw new ECodeException(
                    BAD_ORIGIN,
                    "This request came from a page that is not E-Code's. Nothing was done. Programs send a bearer token"
                            + " instead of a cookie.");
        }
    }

    /// True when the answer is a redirect: to the canonical origin, or to the sign-in.
    private boolean leadsElsewhere(
            HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (!READING.contains(request.getMethod())) {
            return false;
        }
        Optional<String> better = origins.better(request);
        if (better.isPresent()) {
            response.sendRedirect(better.get());
            return true;
        }
        if (!OF_SOMEBODY.matcher(path).matches()) {
            return false;
        }
        Optional<Recognized> who = credentials.ofBrowser(request);
        if (who.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.sendRedirect("/login?to=" + encoded(request));
            return true;
        }
        request.setAttribute(Caller.class.getName(), who.get().caller());
        request.setAttribute(Credential.class.getName(), who.get().credential());
        return false;
    }

    private static String encoded(HttpServletRequest request) {
        String query = request.getQueryString();
        return URLEncoder.encode(
                request.getRequestURI() + (query == null ? "" : "?" + query),
                StandardCharsets.UTF_8);
    }
}
