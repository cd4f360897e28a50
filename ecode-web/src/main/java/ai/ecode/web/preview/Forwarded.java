package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which headers pass between a browser and a server in a workspace: not those of one connection (RFC 9110, 7.6.1), no
/// credentials, and nothing that would reach beyond the preview.
final class Forwarded {

    record Header(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

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

    /// Clears the whole site's cookies, the platform's too (Clear Site Data, 4.2.3).
    private static final String OF_THE_SITE = "clear-site-data";

    private Forwarded() {}

    /// What is told to the server, without cookies.
    ///
    /// @param scheme of the preview's own address
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
        headers.add(new Header("X-Forwarded-Proto", scheme));
        String host = request.getHeader("Host");
        if (host != null) {
            headers.add(new Header("X-Forwarded-Host", host));
        }
        return headers;
    }

    /// What passes back, cookies among it.
    static List<Header> ofAnswer(List<Header> answer) {
        Set<String> dropped =
                named(
                        answer.stream()
                                .filter(header -> header.is("Connection"))
                                .map(Header::value)
                                .toList());
        dropped.add(OF_THE_SITE);
        return answer.stream()
                .filter(header -> !dropped.contains(header.name().toLowerCase(Locale.ROOT)))
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
}
