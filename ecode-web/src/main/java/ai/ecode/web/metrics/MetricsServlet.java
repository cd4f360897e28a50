package ai.ecode.web.metrics;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credential;
import ai.ecode.web.http.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The numbers, for administrators and for a scraper that brings the scrape token. The sign-in filter has already
/// answered 401.
@WebServlet(urlPatterns = "/metrics")
public class MetricsServlet extends HttpServlet {

    @Inject private transient Registry registry;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        try {
            requireEntitled(request);
        } catch (ECodeException refusal) {
            Problem.of(refusal).send(request, response);
            return;
        }
        response.setContentType(Registry.MEDIA_TYPE);
        response.getOutputStream().write(registry.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void requireEntitled(HttpServletRequest request) {
        if (Credential.of(request) instanceof Credential.ScrapeToken) {
            return;
        }
        if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller)) {
            throw new IllegalStateException("No sign-in filter stands before the metrics");
        }
        caller.requireAny(Role.ADMIN);
    }
}
