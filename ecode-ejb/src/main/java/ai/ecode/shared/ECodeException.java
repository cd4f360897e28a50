package ai.ecode.shared;

import jakarta.ejb.ApplicationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The one exception of the product. Its message is read by a person: it says what happened, what was kept and what to do.
/// It never holds a secret. Thrown out of a use case it rolls the transaction back.
@ApplicationException(rollback = true)
public class ECodeException extends RuntimeException {

    private final ErrorCode code;
    private final Map<String, Object> details = new LinkedHashMap<>();

    public ECodeException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ECodeException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// Adds a member to the problem document, such as the current ETag of a stale write.
    public ECodeException with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    /// Extra members of the problem document, by name; values are strings, numbers or booleans.
    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }

    /// Not there, or not for this caller: the two are told apart nowhere.
    public static ECodeException notFound(String what) {
        return new ECodeException(ErrorCode.NOT_FOUND, what + " was not found.");
    }
}
