package ai.ecode.web.http;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An RFC 9457 problem document: `{type, title, status, detail, code, requestId}` and, per code, further members.
public record Problem(ErrorCode code, String detail, Map<String, Object> members) {

    private static final String SECONDS_OF_AN_OUTAGE = "5";

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = Map.copyOf(members);
    }

    public Problem(ErrorCode code, String detail) {
        this(code, detail, Map.of());
    }

    public static Problem of(ECodeException failure) {
        String detail = failure.getMessage();
        return new Problem(failure.code(), detail == null ? "" : detail, failure.details());
    }

    /// The answer of a JAX-RS resource.
    public Response response(HttpServletRequest request) {
        var response =
                Response.status(code.httpStatus())
                        .type(MediaType.valueOf(MEDIA_TYPE))
                        .header("Cache-Control", "no-store")
                        .entity(json(request).toString());
        headers().forEach(response::header);
        return response.build();
    }

    /// Writes the answer of a filter or servlet.
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(code.httpStatus());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        headers().forEach(response::setHeader);
        response.getOutputStream().write(json(request).toString().getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        if (code.httpStatus() == 401) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        if (members.get("retryAfterSeconds") instanceof Number seconds) {
            headers.put("Retry-After", seconds.toString());
        } else if (code.httpStatus() == 503) {
            headers.put("Retry-After", SECONDS_OF_AN_OUTAGE);
        }
        if (members.get("etag") instanceof String etag) {
            headers.put("ETag", etag);
        }
        return headers;
    }

    /// The problem that was answered, if any.
    public static Optional<Problem> answered(HttpServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(Problem.class.getName()));
    }

    private JsonObject json(HttpServletRequest request) {
        request.setAttribute(Problem.class.getName(), this);
        return document(RequestId.of(request));
    }

    /// The document, for an answer that has begun already.
    ///
    /// @param requestId as [RequestId#of] told it while the request was there
    public JsonObject document(String requestId) {
        var document =
                Json.createObjectBuilder()
                        .add("type", "urn:ecode:problem:" + code.code())
                        .add("title", title(code))
                        .add("status", code.httpStatus())
                        .add("detail", detail)
                        .add("code", code.code())
                        .add("requestId", requestId);
        members.forEach((name, value) -> {
            switch (value) {
                case Integer number -> document.add(name, number);
                case Long number -> document.add(name, number);
                case Boolean flag -> document.add(name, flag);
                default -> document.add(name, value.toString());
            }
        });
        return document.build();
    }

    /// The code in words.
    static String title(ErrorCode code) {
        String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
