package ai.ecode.shared;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON in its one canonical form (RFC 8785, JCS): the same value is the same bytes, so that it can be hashed and signed.
public final class CanonicalJson {

    private CanonicalJson() {}

    /// In UTF-8.
    public static byte[] of(JsonValue value) {
        try {
            return new JsonCanonicalizer(value.toString()).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException for what is no JSON object in its canonical form
    public static JsonObject read(byte[] bytes) {
        try (var reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            JsonObject value = reader.readObject();
            if (Arrays.equals(of(value), bytes)) {
                return value;
            }
        } catch (JsonException | UncheckedIOException | ClassCastException malformed) {
            throw new IllegalArgumentException("This is no JSON object", malformed);
        }
        throw new IllegalArgumentException("This is not in the canonical form of JSON");
    }
}
