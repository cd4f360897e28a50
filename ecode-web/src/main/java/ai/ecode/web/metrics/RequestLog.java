package ai.ecode.web.metrics;

import ai.ecode.shared.LoggedRequest;
import ai.ecode.web.http.Problem;
import ai.ecode.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// Writes a line about each request that failed, so that the request id of a problem document leads to it. The line has
/// the path without its query, as a WebSocket's can hold a ticket, and without the pass of a preview.
final class RequestLog {

    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());

    /// A secret of 256 bits that stands in a path.
    private static final Pattern PASS = Pattern.compile("(?<=/[~+])[\\w-]{43}(?![^/])");

    private RequestLog() {}

    static void over(HttpServletRequest request, int status, Duration took) {
        if (status < 400) {
            return;
        }
        try (var _ = LoggedRequest.begin(RequestId.of(request))) {
            LOG.info(() ->
                    "%s %s was answered %d%s after %d ms"
                            .formatted(
                                    request.getMethod(),
                                    withoutPass(request.getRequestURI()),
                                    status,
                                    Problem.answered(request)
                                            .map(problem -> " " + problem.code().code())
                                            .orElse(""),
                                    took.toMillis()));
        }
    }

    static String withoutPass(String path) {
        return PASS.matcher(path).replaceAll("…");
    }
}
