package ai.ecode.web.http;

import ai.ecode.shared.DatabaseTrouble;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.shared.LoggedRequest;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Turns whatever a resource throws into a problem document. The caller's faults are logged at debug level, ours at error
/// level with their cause; the cause itself never leaves the server.
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Context private HttpServletRequest request;

    /// For the JAX-RS runtime.
    @Inject
    @SuppressWarnings("NullAway.Init")
    public ProblemMapper() {}

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = problem(failure);
        log(problem, failure, request);
        return problem.response(request);
    }

    static void log(Problem problem, Throwable failure, HttpServletRequest request) {
        try (var _ = LoggedRequest.begin(RequestId.of(request))) {
            LOG.log(
                    problem.code().isCallersFault() ? Level.FINE : Level.SEVERE,
                    failure,
                    () ->
                            "%s at %s %s"
                                    .formatted(
                                            problem.code().code(),
                                            request.getMethod(),
                                            request.getRequestURI()));
        }
    }

    static Problem problem(Throwable failure) {
        // A reason that we gave is told, whatever a parser or the container wrapped it in.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ECodeException ours) {
                return Problem.of(ours);
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Problem> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new Problem(
                ErrorCode.INTERNAL,
                "The platform failed at this request. What was saved before is kept. Try again; if it stays, give the"
                        + " request id to your administrator.");
    }

    private static Optional<Problem> known(Throwable cause) {
        return switch (cause) {
            case OptimisticLockException _ ->
                    Optional.of(
                            new Problem(
                                    ErrorCode.CONFLICT,
                                    "Somebody changed this at the same time. Nothing was changed by you; look again and"
                                            + " retry."));
            case JsonbException _ -> Optional.of(malformed());
            case JsonException _ -> Optional.of(malformed());
            case ConstraintViolationException invalid -> Optional.of(violations(invalid));
            // How JAX-RS says that a parameter could not be converted.
            case NotFoundException unreadable when unreadable.getCause() != null ->
                    Optional.of(
                            new Problem(
                                    ErrorCode.MALFORMED_REQUEST,
                                    "A parameter in the address is not of the form that this operation takes, such as a"
                                            + " number that is none. See /openapi/ui."));
            case WebApplicationException http -> Optional.of(ofStatus(http));
            case SQLException sql ->
                    isUnstorable(sql)
                            ? Optional.of(unstorable())
                            : DatabaseTrouble.in(sql).map(ProblemMapper::ofDatabase);
            default -> Optional.empty();
        };
    }

    /// PostgreSQL's `character_not_in_repertoire`, which is its word for NUL in a text, and `datetime_field_overflow`.
    private static boolean isUnstorable(SQLException sql) {
        return "22021".equals(sql.getSQLState()) || "22008".equals(sql.getSQLState());
    }

    private static Problem unstorable() {
        return new Problem(
                ErrorCode.MALFORMED_REQUEST,
                "A text of this request holds the character NUL (U+0000), or a date lies further away than can be kept. It was not stored.");
    }

    private static Problem ofDatabase(ErrorCode trouble) {
        return new Problem(
                trouble,
                trouble == ErrorCode.STORAGE_FULL
                        ? "The platform's storage is full. Nothing was written, and what was saved before is kept."
                                + " Tell an administrator; try again when there is room."
                        : "The database does not answer at the moment. What was answered as saved before is"
                                + " kept; this request most likely was not. Try again in a few seconds.");
    }

    private static Problem malformed() {
        return new Problem(
                ErrorCode.MALFORMED_REQUEST,
                "The body is not the JSON that this operation takes. See /openapi/ui.");
    }

    private static Problem violations(ConstraintViolationException invalid) {
        String fields =
                invalid.getConstraintViolations().stream()
                        .map(violation -> {
                            String path = violation.getPropertyPath().toString();
                            return path.substring(path.lastIndexOf('.') + 1)
                                    + ' '
                                    + violation.getMessage();
                        })
                        .sorted()
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("invalid");
        return new Problem(ErrorCode.MALFORMED_REQUEST, "Please correct: " + fields + ".");
    }

    private static Problem ofStatus(WebApplicationException http) {
        int status = http.getResponse().getStatus();
        return switch (status) {
            case 401 -> new Problem(ErrorCode.NOT_SIGNED_IN, "Sign in, or send a bearer token.");
            case 403 -> new Problem(ErrorCode.FORBIDDEN, "You may not do this.");
            case 404 -> new Problem(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case 405 ->
                    new Problem(
                            ErrorCode.METHOD_NOT_ALLOWED,
                            "This address does not take this method.");
            case 406 ->
                    new Problem(
                            ErrorCode.NOT_ACCEPTABLE,
                            "None of the accepted media types can be produced.");
            case 413 ->
                    new Problem(
                            ErrorCode.TOO_LARGE, "The body is larger than this operation takes.");
            case 415 ->
                    new Problem(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "The body's media type is not taken here.");
            default ->
                    status >= 400 && status < 500
                            ? new Problem(
                                    ErrorCode.MALFORMED_REQUEST, "The request is not well formed.")
                            : new Problem(
                                    ErrorCode.INTERNAL,
                                    "The platform failed at this request. Try again.");
        };
    }
}
