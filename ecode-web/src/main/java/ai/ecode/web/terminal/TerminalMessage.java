package ai.ecode.web.terminal;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import ai.ecode.terminal.Ending;
import ai.ecode.terminal.Sharing;
import ai.ecode.terminal.TerminalSize;
import ai.ecode.web.socket.Frame;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Locale;

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

    /// The size that a guest's screen must have.
    static Frame size(TerminalSize size) {
        return Frame.Text.of(
                Json.createObjectBuilder()
                        .add("type", "size")
                        .add("cols", size.cols())
                        .add("rows", size.rows())
                        .build());
    }

    /// What a guest may do from here on.
    static Frame sharing(Sharing sharing) {
        return Frame.Text.of(
                Json.createObjectBuilder()
                        .add("type", "sharing")
                        .add("sharing", sharing.name().toLowerCase(Locale.ROOT))
                        .build());
    }

    /// What was typed was not taken.
    static Frame refused() {
        return Frame.Text.of(
                Json.createObjectBuilder()
                        .add("type", "refused")
                        .add(
                                "reason",
                                "This terminal is shared for watching. What you typed was not sent to it.")
                        .build());
    }

    /// What a client says in text, beside [ai.ecode.web.socket.Attention].
    sealed interface FromClient {}

    /// `{"type": "resize", "cols": 80, "rows": 24}`
    record Resize(TerminalSize size) implements FromClient {}

    /// `{"type": "window", "bytes": 262144}`: so much may be on its way that was not said to be drawn.
    record Window(long bytes) implements FromClient {}

    /// `{"type": "drawn", "bytes": 65536}`: so much more was drawn.
    record Drawn(long bytes) implements FromClient {}

    /// @throws ECodeException `MALFORMED_REQUEST` for everything else
    static FromClient parse(String text) {
        if (text.length() > LONGEST) {
            throw notUnderstood();
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject message = reader.readObject();
            return switch (message.getString("type")) {
                case "resize" ->
                        new Resize(
                                new TerminalSize(number(message, "cols"), number(message, "rows")));
                case "window" -> new Window(bytes(message));
                case "drawn" -> new Drawn(bytes(message));
                default -> throw notUnderstood();
            };
        } catch (JsonException
                | NullPointerException
                | ClassCastException
                | ArithmeticException malformed) {
            throw notUnderstood();
        }
    }

    private static int number(JsonObject message, String name) {
        return message.getJsonNumber(name).intValueExact();
    }

    private static long bytes(JsonObject message) {
        int bytes = number(message, "bytes");
        if (bytes < 0) {
            throw notUnderstood();
        }
        return bytes;
    }

    private static ECodeException notUnderstood() {
        return new ECodeException(
                MALFORMED_REQUEST,
                "Only resize messages with cols and rows, and window and drawn messages with bytes, are understood.");
    }
}
