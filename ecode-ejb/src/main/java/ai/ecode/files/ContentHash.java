package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of some content, as 64 lower-case hexadecimal digits. Its quoted form is the content's ETag.
public record ContentHash(String hex) {

    public ContentHash {
        if (hex.length() != 64 || !hex.chars().allMatch(ContentHash::isLowerHex)) {
            throw new ECodeException(MALFORMED_REQUEST, "A content hash is 64 hexadecimal digits.");
        }
    }

    /// @param sha256 32 bytes
    public static ContentHash of(byte[] sha256) {
        return new ContentHash(HexFormat.of().formatHex(sha256));
    }

    public static ContentHash ofContent(byte[] content) {
        return of(newDigest().digest(content));
    }

    static ContentHash ofText(String text) {
        return ofContent(text.getBytes(StandardCharsets.UTF_8));
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /// The strong entity tag of RFC 9110, quotes included.
    public String etag() {
        return '"' + hex + '"';
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
