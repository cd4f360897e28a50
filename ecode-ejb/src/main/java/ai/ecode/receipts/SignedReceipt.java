package ai.ecode.receipts;

import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import java.util.Base64;
import java.util.UUID;

/// A receipt with its signature, as it is handed out: a JSON object of `receipt`, `signature` (base64) and `key`, the public one.
///
/// @param text canonical JSON; these bytes are signed
@SuppressWarnings("ArrayRecordComponent") // handed out, never compared
public record SignedReceipt(UUID id, byte[] text, byte[] signature, VerifyingKey key) {

    /// The file, as canonical JSON itself.
    public byte[] file() {
        return CanonicalJson.of(
                Json.createObjectBuilder()
                        .add("receipt", CanonicalJson.read(text))
                        .add("signature", Base64.getEncoder().encodeToString(signature))
                        .add("key", key.jwk())
                        .build());
    }
}
