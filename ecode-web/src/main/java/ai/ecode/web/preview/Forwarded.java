package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which headers pass between a browser and a server in a workspace: not those of one connection (RFC 9110, 7.6.1), and
/// nothing that is the platform's.
final class Forwarded {

    record Header(String name, String value) {}

    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /// Said by us alone, or not the previewed server's business.
    private static final Set<String> NOT_FOR_THE_SERVER =
            Set.of("authorization", "cookie", "expect", "forwarded", "content-length");

    private static final Pattern OURS = Pattern.compile("(__Host-|__Secure-)?ecode_.*");
    private static final Pattern DOMAIN = Pattern.compile("(?i);\\s*domain=[^;]*");

    private Forwarded() {}

    static List<Header> ofRequest(HttpServletRequest request, String scheme) {
        Set<String> dropped = named(Collections.list(request.getHeaders("Connection")));
        dropped.addAll(NOT_FOR_THE_SERVER);
        var headers = new ArrayList<Header>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!dropped.contains(lower) && !lower.startsWith("x-forwarded-")) {
                Collections.list(request.getHeaders(name))
                        .forEach(value -> headers.add(new Header(name, value)));
            }
        }
        cookies(Collections.list(request.getHeaders("Cookie")))
                .ifPresent(theirs -> headers.add(new Header("Cookie", theirs)));
        headers.add(new Header("X-Forwarded-Proto", scheme));
        String host = request.getHeader("Host");
        if (host != null) {
            headers.add(new Header("X-Forwarded-Host", host));
        }
        return headers;
    }

    /// What passes back. A cookie stays with this host, and cannot pretend to be the platform's.
    static List<Header> ofAnswer(List<Header> answer) {
        Set<String> dropped =
                named(
                        answer.stream()
                                .filter(header -> header.name().equalsIgnoreCase("Connection"))
                                .map(Header::value)
                                .toList());
        return answer.stream()
                .filter(header -> !dropped.contains(header.name().toLowerCase(Locale.ROOT)))
                .filter(header ->
                        !(header.name().equalsIgnoreCase("Set-Cookie")
                                && OURS.matcher(header.value().strip()).matches()))
                .map(header ->
                        header.name().equalsIgnoreCase("Set-Cookie")
                                ? new Header(
                                        header.name(),
                                        DOMAIN.matcher(header.value()).replaceAll(""))
                                : header)
                .toList();
    }

    private static Set<String> named(List<String> connection) {
        Set<String> names =
                connection.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(OF_ONE_CONNECTION);
        return names;
    }

    /// The cookies without the platform's.
    static Optional<String> cookies(List<String> headers) {
        String theirs =
                headers.stream()
                        .flatMap(header -> Arrays.stream(header.split(";")))
                        .map(String::strip)
                        .filter(cookie -> !cookie.isEmpty() && !OURS.matcher(cookie).matches())
                        .collect(Collectors.joining("; "));
        return theirs.isEmpty() ? Optional.empty() : Optional.of(theirs);
    }
}
