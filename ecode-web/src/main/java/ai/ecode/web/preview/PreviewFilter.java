package ai.ecode.web.preview;

import ai.ecode.preview.PreviewRoute;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Route;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Serves everything that comes in on the port of previews, and lets nothing of it through to the platform's own pages and
/// API. What the previewed server says of its own security counts.
public class PreviewFilter extends HttpFilter {

    private static final List<String> OF_PLATFORM_PAGES =
            List.of("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy");

    @Inject private transient PreviewAddress address;
    @Inject private transient HostPreviews byHost;
    @Inject private transient PathPreviews byPath;
    @Inject private transient ProgramPreviews forPrograms;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!address.isServedAt(request.getLocalPort())) {
            chain.doFilter(request, response);
            return;
        }
        Route.matched(request, "/preview");
        OF_PLATFORM_PAGES.forEach(name -> response.setHeader(name, null));
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
        if (named.isPresent()) {
            byHost.serve(request, response, named.get());
            return;
        }
        var path =
                PreviewPath.of(request.getRequestURI(), PreviewPath.query(request.getQueryString()))
                        .orElseThrow(() -> ECodeException.notFound("This preview"));
        boolean isProgram =
                request.getHeader("Authorization") != null && PassedPath.of(path).isEmpty();
        if (address.isByHost() || isProgram) {
            forPrograms.serve(request, response, path);
        } else {
            byPath.serve(request, response, path);
        }
    }
}
