package ai.ecode.web.http;

import ai.ecode.shared.LoggedRequest;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// First of the filters: gives each request its id, in the log too, and each response the headers that keep browsers careful.
public class RequestFilter extends HttpFilter {

    /// @param previews may be shown in a frame
    private static String contentSecurityPolicy(String previews) {
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' 'wasm-unsafe-eval'",
                "worker-src 'self' blob:",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "connect-src 'self' ws: wss:",
                "frame-src 'self' " + previews,
                "object-src 'none'",
                "base-uri 'self'",
                "frame-ancestors 'none'");
    }

    @Inject
    @ConfigProperty(name = "ecode.preview.url", defaultValue = "http://*.localhost:9081")
    private transient String previews;

    private transient String policy = "";

    @Override
    public void init() {
        policy = contentSecurityPolicy(previews);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", policy);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (request.getRequestURI().startsWith("/api")) {
            response.setHeader("Cache-Control", "no-store");
        }
        try (var _ = LoggedRequest.begin(RequestId.of(request))) {
            chain.doFilter(request, response);
        }
    }
}
