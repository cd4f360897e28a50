package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// To a server whose preview is a path on a host that all previews share. Its pages have an opaque origin, so for the browser
/// they ask it from elsewhere; the server, which asked for none of this, sees requests of its own pages. What it says
/// of its whole host or origin stays here, its cookies too, and where it sends somebody the visitor's pass is put in.
///
/// @param origin of all previews
/// @param target of the request, with its query
record PathCrossing(String origin, PassedPath place, String target, CookieJar cookies)
        implements Crossing {

    private static final Set<String> OF_THE_HOST =
            Set.of(
                    "accept-ch",
                    "alt-svc",
                    "nel",
                    "report-to",
                    "service-worker-allowed",
                    "strict-transport-security",
                    "use-as-dictionary");

    /// Ours to say, as the server does not know where its pages are.
    private static final Set<String> OF_THE_ORIGIN =
            Set.of(
                    "cross-origin-embedder-policy",
                    "cross-origin-opener-policy",
                    "cross-origin-resource-policy",
                    "referrer-policy",
                    "set-cookie",
                    "cache-control");

    private static final String CORS = "access-control-";

    @Override
    public List<Forwarded.Header> ofRequest(HttpServletRequest request) {
        var headers = new ArrayList<Forwarded.Header>();
        for (var header : Forwarded.ofRequest(request, URI.create(origin).getScheme())) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "origin" -> headers.add(new Forwarded.Header(header.name(), origin));
                case "referer" -> {}
                case "sec-fetch-site" ->
                        headers.add(
                                new Forwarded.Header(
                                        header.name(),
                                        header.value().replace("cross-site", "same-origin")));
                default -> headers.add(header);
            }
        }
        cookies.header(path())
                .ifPresent(theirs -> headers.add(new Forwarded.Header("Cookie", theirs)));
        if (!place.based()) {
            headers.add(new Forwarded.Header("X-Forwarded-Prefix", place.path()));
        }
        return headers;
    }

    @Override
    public List<Forwarded.Header> ofAnswer(List<Forwarded.Header> answer) {
        var headers = new ArrayList<Forwarded.Header>();
        for (var header : Forwarded.ofAnswer(answer)) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("set-cookie")) {
                cookies.keep(header.value(), path());
            } else if (name.equals("location")) {
                headers.add(new Forwarded.Header(header.name(), located(header.value())));
            } else if (!OF_THE_HOST.contains(name)
                    && !OF_THE_ORIGIN.contains(name)
                    && !name.startsWith(CORS)) {
                headers.add(header);
            }
        }
        headers.add(new Forwarded.Header("Cache-Control", caching(answer)));
        headers.add(new Forwarded.Header("Access-Control-Expose-Headers", names(headers)));
        return headers;
    }

    @Override
    public String script() {
        return place.path() + PaneScript.ADDRESS;
    }

    /// A server that was given a base path has nothing at its root.
    @Override
    public Optional<String> elsewhere(HttpServletRequest request) {
        return target.equals("/") && Admission.isNavigation(request)
                ? Optional.of(origin + place.located(PreviewPath.base(place.route()) + "/"))
                : Optional.empty();
    }

    @Override
    public boolean changesTexts() {
        return place.based();
    }

    @Override
    public OutputStream text(OutputStream out) {
        return PassInserting.into(out, place);
    }

    private String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /// A path of the server with the visitor's pass; an address elsewhere as it is.
    private String located(String location) {
        String path =
                location.startsWith(origin + "/") ? location.substring(origin.length()) : location;
        return path.startsWith("/") && !path.startsWith("//") ? place.located(path) : location;
    }

    /// The address has the visitor's pass, so nothing on the way keeps the answer for others.
    private static String caching(List<Forwarded.Header> answer) {
        Optional<String> theirs =
                answer.stream()
                        .filter(header -> header.is("Cache-Control"))
                        .map(Forwarded.Header::value)
                        .reduce((one, other) -> one + "," + other);
        return theirs.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .map(String::strip)
                        .filter(word -> !word.matches("(?i)public|private|s-maxage=.*|"))
                        .map(word -> word + ", ")
                        .collect(Collectors.joining())
                + "private";
    }

    private static String names(List<Forwarded.Header> headers) {
        return headers.stream()
                .map(Forwarded.Header::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
