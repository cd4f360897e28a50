package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names one request in logs, problem documents and the `X-Request-Id` header. A proxy's own id is kept when it is plain
/// (up to 64 letters, digits, `-`, `_`, `.`).
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "ai.ecode.web.http.RequestId";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /// The id of the request, made on first use.
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = accepted(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    static String accepted(@Nullable String offered) {
        return offered != null && PLAIN.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }
}
