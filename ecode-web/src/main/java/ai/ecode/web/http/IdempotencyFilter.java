package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.identity.Caller;
import ai.ecode.identity.RepeatedRequests;
import ai.ecode.shared.ECodeException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers a POST that comes again with the same `Idempotency-Key` as it was answered the first time. Streams of events
/// are not kept.
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class IdempotencyFilter
        implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int LARGEST_BODY = 16 << 20;
    private static final String PENDING = IdempotencyFilter.class.getName();

    @Inject private RepeatedRequests repeated;

    @Context private HttpServletRequest servletRequest;

    /// For the JAX-RS runtime.
    @Inject
    @SuppressWarnings("NullAway.Init")
    public IdempotencyFilter() {}

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !request.getMethod().equals("POST") || wantsEvents(request)) {
            return;
        }
        if (!(servletRequest.getAttribute(Caller.class.getName()) instanceof Caller caller)) {
            return;
        }
        if (!KEY.matcher(key).matches()) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "An Idempotency-Key has 1 to 128 visible ASCII characters.");
        }
        byte[] body = request.getEntityStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new ECodeException(
                    TOO_LARGE, "A request with an Idempotency-Key has a body of at most 16 MiB.");
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        var pending = new Pending(caller, servletRequest.getRequestURI(), key);
        Optional<RepeatedRequests.Answer> known =
                repeated.begin(caller.user(), pending.path(), key, sha256(body));
        if (known.isPresent()) {
            request.abortWith(repetition(known.get()));
        } else {
            request.setProperty(PENDING, pending);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(PENDING) instanceof Pending pending)) {
            return;
        }
        if (response.getStatus() >= 500 || response.getStatus() == 429) {
            request.removeProperty(PENDING);
            repeated.forget(pending.caller().user(), pending.path(), pending.key());
        } else if (!response.hasEntity()) {
            request.removeProperty(PENDING);
            finish(
                    pending,
                    response.getStatus(),
                    null,
                    response.getHeaderString(HttpHeaders.LOCATION),
                    new byte[0]);
        } else {
            request.setProperty(
                    PENDING,
                    pending.answered(
                            response.getStatus(), response.getHeaderString(HttpHeaders.LOCATION)));
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(PENDING) instanceof Pending pending)) {
            context.proceed();
            return;
        }
        OutputStream client = context.getOutputStream();
        var copy = new ByteArrayOutputStream();
        context.setOutputStream(copy);
        context.proceed();
        if (copy.size() <= RepeatedRequests.LARGEST_ANSWER) {
            finish(
                    pending,
                    pending.status(),
                    String.valueOf(context.getMediaType()),
                    pending.location(),
                    copy.toByteArray());
        } else {
            repeated.forget(pending.caller().user(), pending.path(), pending.key());
        }
        copy.writeTo(client);
    }

    private void finish(
            Pending pending,
            int status,
            @Nullable String type,
            @Nullable String location,
            byte[] body) {
        repeated.finish(
                pending.caller().user(),
                pending.path(),
                pending.key(),
                new RepeatedRequests.Answer(status, type, location, body));
    }

    private static Response repetition(RepeatedRequests.Answer answer) {
        var response = Response.status(answer.status()).header("Idempotency-Replayed", "true");
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.contentType() != null) {
            response.type(MediaType.valueOf(answer.contentType())).entity(answer.body());
        }
        return response.build();
    }

    private static boolean wantsEvents(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().equals("event-stream"));
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private record Pending(
            Caller caller, String path, String key, int status, @Nullable String location) {

        Pending(Caller caller, String path, String key) {
            this(caller, path, key, 0, null);
        }

        Pending answered(int status, @Nullable String location) {
            return new Pending(caller, path, key, status, location);
        }
    }
}
