package ai.ecode.web.socket;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.identity.SignedOut;
import ai.ecode.shared.ErrorCode;
import ai.ecode.workspace.AccessChanged;
import ai.ecode.workspace.WorkspaceDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Ends at once the connections whose ground is gone; everything else is found by the check of each minute. Routes below
/// a workspace call that part of their address `{workspace}`.
@ApplicationScoped
public class Revocation {

    @Inject private Connections connections;

    void deleted(@Observes(during = AFTER_SUCCESS) WorkspaceDeleted event) {
        String id = event.workspace().toString();
        connections.close(
                handshake -> id.equalsIgnoreCase(handshake.values().get("workspace")),
                Frame.Close.of(ErrorCode.NOT_FOUND, "The workspace was deleted."));
    }

    void accessChanged(@Observes(during = AFTER_SUCCESS) AccessChanged event) {
        String id = event.workspace().toString();
        connections.recheck(handshake -> id.equalsIgnoreCase(handshake.values().get("workspace")));
    }

    void signedOut(@Observes(during = AFTER_SUCCESS) SignedOut event) {
        connections.close(
                handshake -> handshake.session().filter(event.session()::equals).isPresent(),
                Frame.Close.of(ErrorCode.NOT_SIGNED_IN, "Your session ended. Sign in again."));
    }
}
