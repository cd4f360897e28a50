package ai.ecode.web.socket;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Optional;

/// What a client says of the person at it, as a text frame `{"type": "away"}` or `{"type": "back"}`: an open connection
/// alone keeps a workspace from being idle, one whose person is away does not.
public enum Attention {
    AWAY,
    BACK;

    private static final int LONGEST = 100;

    /// Empty when the text says something else.
    public static Optional<Attention> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject message = reader.readObject();
            return switch (message.getString("type", "")) {
                case "away" -> Optional.of(AWAY);
                case "back" -> Optional.of(BACK);
                default -> Optional.empty();
            };
        } catch (JsonException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
