package ai.ecode.receipts;

import ai.ecode.files.ContentHash;
import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An Ed25519 public key (RFC 8032), with which receipts are verified.
///
/// @param id its thumbprint (RFC 7638, SHA-256)
/// @param x the 32 bytes of the public key, in unpadded base64url
public record VerifyingKey(String id, String x) {

    /// What stands before the 32 bytes in their X.509 form (RFC 8410).
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int LENGTH = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static VerifyingKey of(PublicKey key) {
        return ofX509(key.getEncoded());
    }

    /// @throws IllegalArgumentException for what is no such key
    static VerifyingKey ofX509(byte[] encoded) {
        if (encoded.length != X509_HEAD.length + LENGTH
                || !Arrays.equals(X509_HEAD, Arrays.copyOf(encoded, X509_HEAD.length))) {
            throw new IllegalArgumentException("This is no public key of Ed25519");
        }
        String x =
                ENCODER.encodeToString(
                        Arrays.copyOfRange(encoded, X509_HEAD.length, encoded.length));
        byte[] named = CanonicalJson.of(named(x));
        return new VerifyingKey(ENCODER.encodeToString(ContentHash.newDigest().digest(named)), x);
    }

    /// @param jwk as [#jwk]; what it says of its id is not believed
    /// @throws IllegalArgumentException for what is no such key
    static VerifyingKey of(JsonObject jwk) {
        if (!jwk.getString("kty", "").equals("OKP")
                || !jwk.getString("crv", "").equals("Ed25519")) {
            throw new IllegalArgumentException("This is no public key of Ed25519");
        }
        byte[] point = Base64.getUrlDecoder().decode(jwk.getString("x", ""));
        byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + point.length);
        System.arraycopy(point, 0, encoded, X509_HEAD.length, point.length);
        return ofX509(encoded);
    }

    /// As a JSON Web Key (RFC 8037).
    JsonObject jwk() {
        return Json.createObjectBuilder(named(x))
                .add("kid", id)
                .add("use", "sig")
                .add("alg", "EdDSA")
                .build();
    }

    private static JsonObject named(String x) {
        return Json.createObjectBuilder()
                .add("crv", "Ed25519")
                .add("kty", "OKP")
                .add("x", x)
                .build();
    }

    /// Whether it is the signature of these bytes by this key.
    boolean verifies(byte[] signature, byte[] text) {
        try {
            byte[] point = Base64.getUrlDecoder().decode(x);
            byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + LENGTH);
            System.arraycopy(point, 0, encoded, X509_HEAD.length, LENGTH);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }
}
