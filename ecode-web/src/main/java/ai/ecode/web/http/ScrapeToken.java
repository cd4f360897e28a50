package ai.ecode.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The secret by which a scraper, who is nobody, may read the metrics and nothing else.
@ApplicationScoped
public class ScrapeToken {

    private static final String BEARER = "bearer ";

    private final Optional<byte[]> secret;

    /// For the container's proxies.
    ScrapeToken() {
        this(Optional.empty());
    }

    /// @param secret without one no scraper is let in
    @Inject
    public ScrapeToken(@ConfigProperty(name = "ecode.metrics.token") Optional<String> secret) {
        this.secret =
                secret.filter(text -> !text.isBlank())
                        .map(text -> text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the request brings it. The comparison takes the same time wherever the two differ.
    boolean isBroughtBy(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        byte[] brought = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        return secret.filter(known -> MessageDigest.isEqual(known, brought)).isPresent();
    }
}
