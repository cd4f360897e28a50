package ai.ecode.shared;

import java.util.Locale;

/// Every way a request can fail, with its HTTP status and its WebSocket close code, so that one failure reads the same
/// on every wire. The stable `code` of a problem document is [#code()].
public enum ErrorCode {
    MALFORMED_REQUEST(400, 4400),
    INVALID_PATH(400, 4400),
    INVALID_NAME(400, 4400),
    UNKNOWN_LANGUAGE(400, 4400),
    UNKNOWN_TEMPLATE(400, 4400),
    LIMIT_ABOVE_CEILING(400, 4400),
    NOT_SIGNED_IN(401, 4403),
    FORBIDDEN(403, 4403),
    BAD_ORIGIN(403, 4403),
    ACCESS_REQUEST_POSSIBLE(403, 4403),
    NOT_FOUND(404, 4404),
    METHOD_NOT_ALLOWED(405, 4400),
    NOT_ACCEPTABLE(406, 4400),
    CONFLICT(409, 4409),
    NAME_TAKEN(409, 4409),
    WORKSPACE_BUSY(409, 4409),
    WORKSPACE_NOT_RUNNING(409, 4409),
    FORMATTER_MISSING(409, 4409),
    TOOL_MISSING(409, 4409),
    LENGTH_REQUIRED(411, 4400),
    STALE_ETAG(412, 4409),
    TOO_LARGE(413, 1009),
    UNSUPPORTED_MEDIA_TYPE(415, 4400),
    IDEMPOTENCY_KEY_REUSED(422, 4400),
    FORMATTER_FAILED(422, 4400),
    ETAG_REQUIRED(428, 4409),
    TOO_MANY_REQUESTS(429, 4429),
    QUOTA_EXCEEDED(429, 4429),
    INTERNAL(500, 1011),
    NOTHING_LISTENS(502, 1013),
    NO_ANSWER(502, 1013),
    STORAGE_FULL(507, 1013),
    SANDBOX_UNAVAILABLE(503, 1013),
    RUNTIME_UNAVAILABLE(503, 1013),
    DATABASE_UNAVAILABLE(503, 1013),
    SIGN_IN_UNAVAILABLE(503, 1013),
    SECRETS_UNAVAILABLE(503, 1013),
    OVERLOADED(503, 1013);

    private final int httpStatus;
    private final int closeCode;

    ErrorCode(int httpStatus, int closeCode) {
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
    }

    /// HTTP status of the problem document.
    public int httpStatus() {
        return httpStatus;
    }

    /// Close code of a WebSocket that was already open when the failure came up.
    public int closeCode() {
        return closeCode;
    }

    /// The stable name on the wire, such as `workspace-busy`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// True when the caller did something wrong, false when the platform did.
    public boolean isCallersFault() {
        return httpStatus < 500;
    }
}
