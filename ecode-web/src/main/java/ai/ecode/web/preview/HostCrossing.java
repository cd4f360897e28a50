package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// To a server whose preview has a host of its own: the browser keeps its cookies. They stay with this host, and none of
/// them can be the platform's or pretend to be.
///
/// @param inPane whether it is seen in the workbench's pane. There it is the guest of another site: a browser keeps only
///     cookies that are said to be for such a place, and keeps them for this place alone (`Partitioned`)
record HostCrossing(String scheme, boolean inPane) implements Crossing {

    private static final Pattern OURS = Pattern.compile("(__Host-|__Secure-)?ecode_.*");
    private static final Pattern DOMAIN = Pattern.compile("(?i);\\s*domain=[^;]*");
    private static final Pattern PLACE =
            Pattern.compile("(?i);\\s*(samesite|secure|partitioned)\\s*(=[^;]*)?(?=;|$)");
    private static final String GUEST = "; Secure; SameSite=None; Partitioned";

    @Override
    public List<Forwarded.Header> ofRequest(HttpServletRequest request) {
        var headers = Forwarded.ofRequest(request, scheme);
        theirs(Collections.list(request.getHeaders("Cookie")))
                .ifPresent(cookies -> headers.add(new Forwarded.Header("Cookie", cookies)));
        return headers;
    }

    @Override
    public List<Forwarded.Header> ofAnswer(List<Forwarded.Header> answer) {
        return Forwarded.ofAnswer(answer).stream()
                .filter(header -> !(header.is("Set-Cookie") && isOurs(header.value())))
                .map(header ->
                        header.is("Set-Cookie")
                                ? new Forwarded.Header(header.name(), placed(header.value()))
                                : header)
                .toList();
    }

    private String placed(String cookie) {
        String here = DOMAIN.matcher(cookie).replaceAll("");
        return inPane ? PLACE.matcher(here).replaceAll("") + GUEST : here;
    }

    @Override
    public String script() {
        return PaneScript.ADDRESS;
    }

    private static boolean isOurs(String cookie) {
        return OURS.matcher(cookie.strip()).matches();
    }

    private static Optional<String> theirs(List<String> headers) {
        String theirs =
                headers.stream()
                        .flatMap(header -> Arrays.stream(header.split(";")))
                        .map(String::strip)
                        .filter(cookie -> !cookie.isEmpty() && !isOurs(cookie))
                        .collect(Collectors.joining("; "));
        return theirs.isEmpty() ? Optional.empty() : Optional.of(theirs);
    }
}
