package ai.ecode.web.preview;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.preview.PreviewClosed;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.socket.Connections;
import ai.ecode.web.socket.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/// Ends the WebSockets of a preview that was closed, or of those whose link was taken back; requests are refused by themselves.
@ApplicationScoped
public class PreviewEnd {

    @Inject private Connections connections;

    void closed(@Observes(during = AFTER_SUCCESS) PreviewClosed event) {
        Map<String, String> ended = Guest.values(event.route(), event.link());
        connections.close(
                handshake -> handshake.values().entrySet().containsAll(ended.entrySet()),
                Frame.Close.of(ErrorCode.NOT_FOUND, "The preview was closed."));
    }
}
