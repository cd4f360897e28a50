package ai.ecode.web.preview;

import ai.ecode.preview.PreviewRoute;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a visitor sees a previewed server's `/` when previews have no hosts of their own: a path that holds the visitor's
/// pass, because a page of an opaque origin has nothing else to show. Of two forms:
///
///     /preview/{workspace}/{port}/~{pass}/…   asks the server for /…
///     /preview/{workspace}/{port}/+{pass}/…   asks it for /preview/{workspace}/{port}/…, where a server is that was
///                                             given this base path
///
/// @param based whether it is the second form
record PassedPath(PreviewRoute route, boolean based, String pass) {

    /// An address below such a path.
    ///
    /// @param rest what follows the pass, with its query; empty or beginning with `/` or `?`
    record Address(PassedPath place, String rest) {

        /// Whether it names something: only a server that knows its base path has one without a slash.
        boolean isComplete() {
            return place.based || rest.startsWith("/");
        }

        /// What the previewed server is asked for.
        String target() {
            return place.based ? PreviewPath.base(place.route) + rest : rest;
        }
    }

    private static final Pattern REST = Pattern.compile("/([~+])([\\w-]{43})([/?].*)?");

    /// Empty where a preview's address has no pass.
    static Optional<Address> of(PreviewPath address) {
        var matcher = REST.matcher(address.rest());
        return matcher.matches()
                ? Optional.of(
                        new Address(
                                new PassedPath(
                                        address.route(),
                                        matcher.group(1).equals("+"),
                                        matcher.group(2)),
                                matcher.group(3) == null ? "" : matcher.group(3)))
                : Optional.empty();
    }

    /// The path without a trailing slash.
    String path() {
        return PreviewPath.base(route) + segment();
    }

    /// The pass as it stands in the path.
    String segment() {
        return (based ? "/+" : "/~") + pass;
    }

    /// Where the visitor finds what the server calls by this path.
    ///
    /// @param path begins with `/`; what has the pass already stays as it is
    String located(String path) {
        String base = PreviewPath.base(route);
        if (path.startsWith(path() + "/")) {
            return path;
        }
        boolean below =
                path.startsWith(base)
                        && (path.length() == base.length()
                                || "/?#".indexOf(path.charAt(base.length())) >= 0);
        return below
                ? base + "/+" + pass + path.substring(base.length())
                : base + "/~" + pass + path;
    }

    /// Secrets stay out of logs.
    @Override
    public String toString() {
        return PreviewPath.base(route) + (based ? "/+…" : "/~…");
    }
}
