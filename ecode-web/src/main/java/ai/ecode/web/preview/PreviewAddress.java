package ai.ecode.web.preview;

import ai.ecode.preview.PreviewRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where previews are reached: each has a host name of its own, the label of its route in the place of the `*`, or, where
/// there is no such domain, a path of its own on one host.
@ApplicationScoped
public class PreviewAddress {

    /// Below the place where a preview begins: where tickets and links are shown.
    static final String ENTER = "/.ecode/enter";

    static final String LINK = "/.ecode/link";

    private static final String USUAL = "http://*.localhost:9081";

    private final String pattern;
    private final String suffix;
    private final int port;

    /// For the container's proxies.
    PreviewAddress() {
        this(USUAL, 0);
    }

    /// @param pattern an origin; where its host name begins with `*.`, each preview has a host of its own
    /// @param port where this server listens for previews; 0 where it does not
    @Inject
    public PreviewAddress(
            @ConfigProperty(name = "ecode.preview.url", defaultValue = USUAL) String pattern,
            @ConfigProperty(name = "ecode.preview.port", defaultValue = "0") int port) {
        if (!pattern.matches("https?://(\\*\\.)?[^/*]+")) {
            throw new IllegalArgumentException(
                    "ecode.preview.url is an origin like https://*.preview.example or https://preview.example: "
                            + pattern);
        }
        this.pattern = pattern;
        this.suffix = pattern.substring(pattern.indexOf('*') + 1).toLowerCase(Locale.ROOT);
        this.port = port;
    }

    /// Whether the connection came in where previews are served and nothing else is.
    boolean isServedAt(int localPort) {
        return port > 0 && localPort == port;
    }

    /// Whether each preview has a host of its own.
    boolean isByHost() {
        return pattern.contains("*");
    }

    /// Where the preview begins, without a trailing slash.
    public String of(PreviewRoute route) {
        return originOf(route) + (isByHost() ? "" : PreviewPath.base(route));
    }

    /// The preview's origin, without a trailing slash; without hosts of their own it is everybody's.
    String originOf(PreviewRoute route) {
        return pattern.replace("*", route.label());
    }

    /// Where a browser trades its ticket for a pass.
    ///
    /// @param to the previewed server's own path where it goes then
    String entrance(PreviewRoute route, String ticket, String to) {
        return of(route)
                + ENTER
                + "?ticket="
                + ticket
                + "&to="
                + URLEncoder.encode(to, StandardCharsets.UTF_8);
    }

    /// The address of a link to a preview.
    String link(PreviewRoute route, String secret) {
        return of(route) + LINK + "?key=" + secret;
    }

    /// Which preview a `Host` header names; none where all have the same.
    Optional<PreviewRoute> routeOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isByHost() && name.endsWith(suffix)
                ? PreviewRoute.ofLabel(name.substring(0, name.length() - suffix.length()))
                : Optional.empty();
    }

    /// The origin's scheme, for the previewed server.
    String scheme() {
        return URI.create(pattern.replace("*", "any")).getScheme();
    }
}
