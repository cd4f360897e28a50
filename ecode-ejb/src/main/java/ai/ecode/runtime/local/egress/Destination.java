package ai.ecode.runtime.local.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A host, as it is written, and a port. Compared as text: another spelling of the same address is another destination, and
/// so not on a list that names the first.
///
/// @param host lower case, without a trailing dot; an IPv6 address without brackets
public record Destination(String host, int port) {

    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9._-]{0,252})|[0-9a-f:.]{2,45}");

    public Destination {
        if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("This is no host and port");
        }
    }

    /// Reads `host:port` or `[address]:port`; empty when it is neither.
    public static Optional<Destination> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        return of(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /// Where an http or https address leads; empty for every other.
    public static Optional<Destination> of(URI address) {
        String host = address.getHost();
        String scheme =
                address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
        if (host == null || usual < 0) {
            return Optional.empty();
        }
        return of(host, address.getPort() < 0 ? usual : address.getPort());
    }

    public static Optional<Destination> of(String host, int port) {
        String bare = host.toLowerCase(Locale.ROOT);
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.endsWith(".")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        try {
            return Optional.of(new Destination(bare, port));
        } catch (IllegalArgumentException neither) {
            return Optional.empty();
        }
    }

    /// Whether it is written as this machine itself: `localhost` or an address.
    boolean isLiteral() {
        return host.equals("localhost") || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
