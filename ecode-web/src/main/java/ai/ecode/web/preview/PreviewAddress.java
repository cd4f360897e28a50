package ai.ecode.web.preview;

import ai.ecode.preview.PreviewRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where previews are reached: each has a host name of its own, the label of its route in the place of the `*`.
@ApplicationScoped
public class PreviewAddress {

    private static final String USUAL = "http://*.localhost:9081";

    private final String pattern;
    private final String suffix;
    private final int port;

    /// For the container's proxies.
    PreviewAddress() {
        this(USUAL, 0);
    }

    /// @param pattern an origin whose host name begins with `*.`
    /// @param port where this server listens for previews; 0 where it does not
    @Inject
    public PreviewAddress(
            @ConfigProperty(name = "ecode.preview.url", defaultValue = USUAL) String pattern,
            @ConfigProperty(name = "ecode.preview.port", defaultValue = "0") int port) {
        if (!pattern.matches("https?://\\*\\.[^/*]+")) {
            throw new IllegalArgumentException(
                    "ecode.preview.url is an origin like https://*.preview.example: " + pattern);
        }
        this.pattern = pattern;
        this.suffix = pattern.substring(pattern.indexOf('*') + 1).toLowerCase(Locale.ROOT);
        this.port = port;
    }

    /// Whether the connection came in where previews are served and nothing else is.
    boolean isServedAt(int localPort) {
        return port > 0 && localPort == port;
    }

    /// The preview's origin, without a trailing slash.
    public String originOf(PreviewRoute route) {
        return pattern.replace("*", route.label());
    }

    boolean isSecure() {
        return pattern.startsWith("https:");
    }

    /// Which preview a `Host` header names.
    Optional<PreviewRoute> routeOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(suffix)
                ? PreviewRoute.ofLabel(name.substring(0, name.length() - suffix.length()))
                : Optional.empty();
    }

    /// The origin's scheme, for the previewed server.
    String scheme() {
        return URI.create(pattern.replace("*", "any")).getScheme();
    }
}
