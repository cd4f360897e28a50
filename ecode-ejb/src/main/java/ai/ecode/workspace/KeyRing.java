package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.SECRETS_UNAVAILABLE;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// Keys of AES-256-GCM, derived from the installation's key material by HKDF-SHA256 (RFC 5869): one to seal with, and
/// former ones to open what was sealed before. Each place has its text as additional data, so that what was sealed for one
/// cannot be moved to another.
final class KeyRing {

    static final KeyRing EMPTY = new KeyRing("", Map.of());

    private static final int SHORTEST_MATERIAL = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE =
            "ecode workspace secrets".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String current;
    private final Map<String, SecretKey> keys;

    private KeyRing(String current, Map<String, SecretKey> keys) {
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    /// @throws IllegalArgumentException when key material is shorter than 32 characters
    static KeyRing of(String material, List<String> former) {
        var keys = new HashMap<String, SecretKey>();
        former.forEach(old -> keys.put(nameOf(old), derived(old)));
        keys.put(nameOf(material), derived(material));
        return new KeyRing(nameOf(material), keys);
    }

    String current() {
        if (current.isEmpty()) {
            throw new ECodeException(
                    SECRETS_UNAVAILABLE,
                    "This installation has no key for secrets. Ask its operator to set ecode.encryption.key. Nothing was"
                            + " saved.");
        }
        return current;
    }

    /// Names of the keys that only open.
    Set<String> former() {
        return keys.keySet().stream()
                .filter(name -> !name.equals(current))
                .collect(Collectors.toUnmodifiableSet());
    }

    Sealed seal(byte[] text, String place) {
        String name = current();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, key(name), nonce, place).doFinal(text);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
            System.arraycopy(ciphertext, 0, all, NONCE_BYTES, ciphertext.length);
            return new Sealed(name, all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    byte[] open(Sealed sealed, String place) {
        byte[] all = sealed.bytes();
        SecretKey key = key(sealed.key());
        if (all.length < NONCE_BYTES) {
            throw unreadable();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), place)
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        } catch (GeneralSecurityException forged) {
            throw unreadable();
        }
    }

    private SecretKey key(String name) {
        SecretKey key = keys.get(name);
        if (key == null) {
            throw unreadable();
        }
        return key;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /// Tells keys apart and nothing of them: a hash, cut short, of what cannot be guessed.
    private static String nameOf(String material) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(PURPOSE);
            byte[] hash = digest.digest(material.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static SecretKey derived(String material) {
        if (material.length() < SHORTEST_MATERIAL) {
            throw new IllegalArgumentException(
                    "ecode.encryption.key and its former ones have at least %d characters each"
                            .formatted(SHORTEST_MATERIAL));
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(material.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(PURPOSE, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF", e);
        }
    }

    private static ECodeException unreadable() {
        return new ECodeException(
                SECRETS_UNAVAILABLE,
                "A secret of this workspace cannot be read: its key is not there any more. Set the secret again, or ask the"
                        + " operator to bring back the former key.");
    }
}
