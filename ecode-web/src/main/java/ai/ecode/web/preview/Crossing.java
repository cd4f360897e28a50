package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// What changes of one request and its answer on their way between a browser and a server in a workspace.
interface Crossing {

    /// The headers with which the server is asked.
    List<Forwarded.Header> ofRequest(HttpServletRequest request);

    /// The headers of the server's answer as the browser gets them.
    List<Forwarded.Header> ofAnswer(List<Forwarded.Header> answer);

    /// Where pages of this preview find the pane's script.
    String script();

    /// Where a visitor goes on whose server has no page at this address.
    default Optional<String> elsewhere(HttpServletRequest request) {
        return Optional.empty();
    }

    /// Whether a text that is answered mentions where it is seen, which [#text] then sets right.
    default boolean changesTexts() {
        return false;
    }

    /// What a text passes through on its way to `out`.
    default OutputStream text(OutputStream out) {
        return out;
    }
}
