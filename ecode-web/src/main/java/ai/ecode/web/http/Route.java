package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletRequest;

/// The template of a request's address, such as `/api/workspaces/{id}`: one of few, where the address itself can be
/// anything.
public final class Route {

    private static final String ATTRIBUTE = Route.class.getName();

    private Route() {}

    /// Says what the request's address matched.
    public static void matched(HttpServletRequest request, String template) {
        request.setAttribute(ATTRIBUTE, template);
    }

    /// What the address matched, at least the pattern of the servlet that answers: `/api/*` for an address below it where
    /// nothing is.
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String template
                ? template
                : request.getHttpServletMapping().getPattern();
    }
}
