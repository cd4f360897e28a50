package ai.ecode.receipts;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Keys that somebody believes to belong to an installation.
record TrustedKeys(List<VerifyingKey> keys) {

    /// In the data folder of an installation.
    static final String FILE = "receipt-keys.json";

    /// As a set of JSON Web Keys (RFC 7517).
    static JsonObject of(List<VerifyingKey> keys) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        keys.forEach(key -> all.add(key.jwk()));
        return Json.createObjectBuilder().add("keys", all).build();
    }

    /// @param file a JSON Web Key, a set of them, or a public key in PEM
    /// @throws IllegalArgumentException for anything else
    static TrustedKeys read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8).strip();
        if (text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            String inside = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return new TrustedKeys(
                    List.of(VerifyingKey.ofX509(Base64.getDecoder().decode(inside))));
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            List<JsonObject> all =
                    json.containsKey("keys")
                            ? json.getJsonArray("keys").getValuesAs(JsonValue::asJsonObject)
                            : List.of(json);
            return new TrustedKeys(all.stream().map(VerifyingKey::of).toList());
        } catch (JsonException | ClassCastException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("This is no public key of Ed25519", malformed);
        }
    }

    Optional<VerifyingKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
