package ai.ecode.web.terminal;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import ai.ecode.terminal.Ending;
import ai.ecode.terminal.TerminalSize;
import ai.ecode.web.socket.Frame;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;

/// The text frames of a terminal's WebSocket.
final class TerminalMessage {

    private static final int LONGEST = 200;

    private TerminalMessage() {}

    static Frame replayed() {
        return new Frame.Text("{\"type\":\"replayed\"}");
    }

    static Frame exit(Ending ending) {
        var message = Json.createObjectBuilder().add("type", "exit");
        ending.code().ifPresent(code -> message.add("code", code));
        ending.signal().ifPresent(signal -> message.add("signal", signal));
        ending.reason().ifPresent(reason -> message.add("reason", reason));
        return Frame.Text.of(message.build());
    }

    /// The only text a client sends: `{"type": "resize", "cols": 80, "rows": 24}`.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for everything else
    static TerminalSize resize(String text) {
        if (text.length() > LONGEST) {
            throw notUnderstood();
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject message = reader.readObject();
            if (message.getString("type").equals("resize")) {
                return new TerminalSize(
                        message.getJsonNumber("cols").intValueExact(),
                        message.getJsonNumber("rows").intValueExact());
            }
        } catch (JsonException
                | NullPointerException
                | ClassCastException
                | ArithmeticException malformed) {
            throw notUnderstood();
        }
        throw notUnderstood();
    }

    private static ECodeException notUnderstood() {
        return new ECodeException(
                MALFORMED_REQUEST, "Only resize messages with cols and rows are understood.");
    }
}
