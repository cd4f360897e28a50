package ai.ecode.web.events;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Optional;

/// What a page says of its person, as a text frame.
sealed interface Told {

    /// `{"type": "away"}` and `{"type": "back"}`.
    record Attention(boolean isAway) implements Told {}

    /// `{"type": "look", "path": "src/a.py", "line": 12}`; at no file without a path.
    record Look(Optional<FilePath> path, int line) implements Told {}

    /// `{"type": "follow", "id": "7"}`; nobody without an id.
    record Follow(Optional<String> whom) implements Told {}

    /// @throws ECodeException `MALFORMED_REQUEST`, `INVALID_PATH`
    static Told of(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject message = reader.readObject();
            return switch (message.getString("type")) {
                case "away" -> new Attention(true);
                case "back" -> new Attention(false);
                case "look" ->
                        new Look(
                                text(message, "path").map(FilePath::new),
                                message.getInt("line", 1));
                case "follow" -> new Follow(text(message, "id"));
                default -> throw malformed();
            };
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            throw malformed();
        }
    }

    private static Optional<String> text(JsonObject message, String name) {
        return message.containsKey(name) ? Optional.of(message.getString(name)) : Optional.empty();
    }

    private static ECodeException malformed() {
        return new ECodeException(
                ErrorCode.MALFORMED_REQUEST,
                "This socket tells; it takes only away, back, look and follow.");
    }
}
