package ai.ecode.web.preview;

import ai.ecode.preview.PreviewRoute;
import ai.ecode.workspace.WorkspaceId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// An address of the form `/preview/{workspace}/{port}/…`, for a WebSocket also `/ws/preview/{workspace}/{port}/…`.
///
/// @param rest the previewed server's own path with its query, as it was sent; begins with `/`
record PreviewPath(PreviewRoute route, String rest) {

    private static final Pattern PATH =
            Pattern.compile(
                    "(?:/ws)?/preview/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/(\\d{1,5})(/.*)?");

    /// Empty when it has another form or no such port exists.
    static Optional<PreviewPath> of(String path, String query) {
        var matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        var route = new PreviewRoute(new WorkspaceId(UUID.fromString(matcher.group(1))), port);
        String rest = matcher.group(3) == null ? "/" : matcher.group(3);
        return Optional.of(new PreviewPath(route, rest + query));
    }

    /// Where the path of a preview begins, without a trailing slash.
    static String base(PreviewRoute route) {
        return "/preview/" + route.workspace() + "/" + route.port();
    }

    /// The query with its question mark, or nothing.
    static String query(String query) {
        return query == null || query.isEmpty() ? "" : "?" + query;
    }
}
