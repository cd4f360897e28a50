package ai.ecode.web.socket;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import java.util.Map;
import java.util.UUID;

/// What is known about a connection before it opens.
///
/// @param caller who connects
/// @param values the parts of the address that the route names, decoded
public record Handshake(Caller caller, Map<String, String> values) {

    public Handshake {
        values = Map.copyOf(values);
    }

    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no {" + name + "}");
        }
        return value;
    }

    /// @throws ECodeException `NOT_FOUND` when it is no UUID: nothing can be there
    public UUID id(String name) {
        try {
            return UUID.fromString(value(name));
        } catch (IllegalArgumentException notAnId) {
            throw ECodeException.notFound("What you connect to");
        }
    }
}
