package ai.ecode.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Which pages may act with a browser's cookie: those of the canonical origin, and those an operator names.
@ApplicationScoped
public class Origins {

    private static final Set<String> NUMERIC_LOOPBACK = Set.of("127.0.0.1", "[::1]");
    private static final Set<String> SAME_SITE_OR_BY_HAND = Set.of("same-origin", "none");

    private final String canonical;
    private final Set<String> allowed;

    /// For the container's proxies.
    @SuppressWarnings("NullAway")
    Origins() {
        this("http://localhost", Optional.empty());
    }

    /// @param url where browsers reach E-Code
    /// @param more further origins, separated by commas
    @Inject
    public Origins(
            @ConfigProperty(name = "ecode.url", defaultValue = "http://localhost:9080") String url,
            @ConfigProperty(name = "allowed.origins") Optional<String> more) {
        this.canonical = origin(url);
        this.allowed =
                Stream.concat(Stream.of(canonical), more.stream().flatMap(Origins::list))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> list(String origins) {
        return Arrays.stream(origins.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Origins::origin);
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /// Where browsers reach E-Code, without a trailing slash.
    public String canonical() {
        return canonical;
    }

    /// True when cookies travel encrypted only.
    public boolean isSecure() {
        return canonical.startsWith("https:");
    }

    /// May this request act with the cookie it brought? Reading may come from anywhere; for the rest the browser says which
    /// page sent it. Programs that say nothing are refused: they have no business with cookies.
    boolean mayWrite(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return allowed.contains(origin);
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && SAME_SITE_OR_BY_HAND.contains(site);
    }

    /// May this request open a WebSocket with the cookie it brought? Browsers always name the page's origin here.
    boolean mayConnect(@Nullable String origin) {
        return origin != null && allowed.contains(origin);
    }

    /// The same address on the canonical origin, for a page that was asked for by the number of the loopback interface: its
    /// cookies would be others. Empty when the request is right where it is.
    Optional<String> better(HttpServletRequest request) {
        String host = request.getHeader("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
        if (!NUMERIC_LOOPBACK.contains(name) || canonical.endsWith("//" + host)) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        return Optional.of(
                canonical + request.getRequestURI() + (query == null ? "" : "?" + query));
    }
}
