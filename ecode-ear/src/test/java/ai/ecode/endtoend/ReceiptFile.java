package ai.ecode.endtoend;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/// A receipt as it is handed out, verified as a stranger would, by RFC 8032 and RFC 8037 and nothing of the platform's.
record ReceiptFile(String file) {

    private JsonObject json() {
        return json(file);
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /// Names the key that it says it is signed with.
    String key() {
        return json().getJsonObject("key").getString("kid");
    }

    /// The file has the bytes that are signed in it.
    private byte[] text() {
        return file.substring(file.indexOf("\"receipt\":") + 10, file.lastIndexOf(",\"sig"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// @param keys a set of JSON Web Keys
    boolean isSignedByOneOf(String keys) throws GeneralSecurityException {
        for (JsonValue one : json(keys).getJsonArray("keys")) {
            if (one.asJsonObject().getString("kid").equals(key())) {
                var verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(
                        publicKey(
                                Base64.getUrlDecoder().decode(one.asJsonObject().getString("x"))));
                verifier.update(text());
                return verifier.verify(Base64.getDecoder().decode(json().getString("signature")));
            }
        }
        return false;
    }

    /// RFC 8032, 5.1.2: y in little-endian, the sign of x in the last bit.
    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        byte[] bigEndian = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            bigEndian[encoded.length - 1 - i] = encoded[i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(
                                NamedParameterSpec.ED25519,
                                new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }
}
