package ai.ecode.web.socket;

import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is known about a connection before it opens.
///
/// @param caller who connects
/// @param session the browser's session, empty for a caller who showed a token or a ticket
/// @param values the parts of the address that the route names, decoded
public record Handshake(Caller caller, Optional<UUID> session, Map<String, String> values) {

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

    /// @throws ai.ecode.shared.ECodeException `NOT_FOUND` when it is no UUID: nothing can be there
    public UUID id(String name) {
        return Ids.parse("What you connect to", value(name));
    }
}
