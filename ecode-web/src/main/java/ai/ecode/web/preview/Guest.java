package ai.ecode.web.preview;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.web.socket.Handshake;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Somebody who was let in to a preview.
///
/// @param caller by whose right
/// @param session of the browser, where somebody signed in
/// @param link by which they came
/// @param again throws when they may be here no more
record Guest(
        PreviewRoute route,
        Caller caller,
        Optional<UUID> session,
        Optional<UUID> link,
        Runnable again) {

    Handshake handshake() {
        return new Handshake(caller, session, values(route, link));
    }

    /// By these values of its handshake a connection is found again.
    static Map<String, String> values(PreviewRoute route, Optional<UUID> link) {
        var values = new HashMap<String, String>();
        values.put("workspace", route.workspace().toString());
        values.put("port", Integer.toString(route.port()));
        link.ifPresent(id -> values.put("link", id.toString()));
        return values;
    }

    /// @throws ai.ecode.shared.ECodeException when they may be here no more, with the reason
    void checkAgain() {
        again.run();
    }
}
