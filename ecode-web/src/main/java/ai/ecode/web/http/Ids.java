package ai.ecode.web.http;

import ai.ecode.shared.ECodeException;
import java.util.UUID;

/// Reads ids from addresses.
public final class Ids {

    private Ids() {}

    /// @throws ECodeException `NOT_FOUND` when the text is no UUID: such a thing cannot exist
    public static UUID parse(String what, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below, as for an id that nothing has
        }
        throw ECodeException.notFound(what);
    }
}
