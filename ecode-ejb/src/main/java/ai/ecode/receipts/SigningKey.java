package ai.ecode.receipts;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// An Ed25519 key pair (RFC 8032), with which receipts are signed. It tells nobody its private half but as what is to be sealed.
public final class SigningKey {

    private final VerifyingKey verifying;
    private final PrivateKey secret;

    private SigningKey(VerifyingKey verifying, PrivateKey secret) {
        this.verifying = verifying;
        this.secret = secret;
    }

    static SigningKey random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(VerifyingKey.of(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// @param text what [#secret] told
    static SigningKey of(VerifyingKey verifying, String text) {
        try {
            return new SigningKey(
                    verifying,
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key for receipts cannot be used", e);
        }
    }

    VerifyingKey verifying() {
        return verifying;
    }

    /// The private half, to be sealed and to be shown to nobody.
    String secret() {
        return Base64.getEncoder().encodeToString(secret.getEncoded());
    }

    /// 64 bytes.
    byte[] sign(byte[] text) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A receipt could not be signed", e);
        }
    }
}
